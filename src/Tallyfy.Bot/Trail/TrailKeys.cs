using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// What the bot vouches for with the current key, and what it vouched for with that or an earlier one: entries and
/// their places by a MAC, heads and checkpoints by a signature that anybody can check. A MAC names its key:
/// <c>fingerprint.hexadecimal</c>.
/// </summary>
internal sealed class TrailKeys
{
    private const string Entry = "tallyfy-trail-2 entry";
    private const string Place = "tallyfy-trail-2 place";
    private const string Head = "tallyfy-trail-2 head";
    private const string Checkpoint = "tallyfy-trail-2 checkpoint";

    /// <summary>What vouches where no key is set: it proves nothing, and everybody has it.</summary>
    public static byte[] OfTheDesk { get; } = SHA256.HashData("a desk's trail"u8);

    private readonly Dictionary<string, TrailKey> keys;
    private readonly TrailKey current;

    public TrailKeys(IOptions<TrailOptions> options)
    {
        // At the desk there is nothing to protect, and every process there must have the same.
        current = new TrailKey(options.Value.Key is { } key
            ? Convert.FromBase64String(key)
            : OfTheDesk);
        IsOnlyForTheDesk = options.Value.Key is null;
        keys = options.Value.PreviousKeys.Select(one => new TrailKey(Convert.FromBase64String(one))).Prepend(current)
            .DistinctBy(one => one.Id).ToDictionary(one => one.Id);
    }

    /// <summary>The fingerprint of the current key's public half.</summary>
    public string CurrentId => current.Id;

    /// <summary>Of the current key, in base64.</summary>
    public string CurrentPublicKey => current.PublicKey;

    /// <summary>By fingerprint, the current one first.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PublicKeys =>
        [.. keys.Values.Select(key => KeyValuePair.Create(key.Id, key.PublicKey))];

    public bool IsOnlyForTheDesk { get; }

    public bool Knows(string? id) => id is not null && keys.ContainsKey(id);

    /// <summary>Which key a MAC says it is of.</summary>
    public static string KeyOf(string? mac) => mac?.Split('.')[0] ?? "";

    /// <summary>Says that whoever wrote the entry has the key.</summary>
    public string MacOf(TrailEntry entry) => Authenticate(current, Entry, entry.Digest);

    /// <summary>Says that whoever gave the entry its place has the key.</summary>
    public string SealOf(TrailEntry entry, long sequence) =>
        Authenticate(current, Place, entry.Organization, $"{sequence}", entry.Digest);

    public bool IsMacTrue(TrailEntry entry) => IsTrue(entry.Mac, Entry, entry.Digest);

    public bool IsSealTrue(TrailEntry entry) =>
        IsTrue(entry.Seal, Place, entry.Organization, $"{entry.Sequence}", entry.Digest);

    public TrailHead SignHead(TrailHead head) =>
        head with { KeyId = CurrentId, Signature = current.Sign(Payload(Head, head)) };

    public TrailHead SignCheckpoint(TrailHead checkpoint) =>
        checkpoint with { KeyId = CurrentId, Signature = current.Sign(Payload(Checkpoint, checkpoint)) };

    public bool IsSignedHead(TrailHead head) => IsSigned(Head, head);

    public bool IsSignedCheckpoint(TrailHead checkpoint) => IsSigned(Checkpoint, checkpoint);

    /// <summary>For what rests in the store, with the current key.</summary>
    public byte[] Encrypt(byte[] clear) => current.Encrypt(clear);

    /// <exception cref="CryptographicException">The key that it names is not here, or did not encrypt it.</exception>
    public byte[] Decrypt(string id, byte[] all) => keys.TryGetValue(id, out var key)
        ? key.Decrypt(all)
        : throw new CryptographicException($"The key {id} is not in the settings.");

    private bool IsSigned(string what, TrailHead head) =>
        keys.TryGetValue(head.KeyId, out var key) && key.IsSigned(Payload(what, head), head.Signature);

    // A line each: another program writes the same without our serializer.
    private static byte[] Payload(string what, TrailHead head) => Encoding.UTF8.GetBytes(
        $"{what}\n{head.Organization}\n{head.Sequence}\n{head.Root}\n{head.MovedAt}\n");

    private bool IsTrue(string? mac, params string[] parts) =>
        mac is not null
        && keys.TryGetValue(KeyOf(mac), out var key)
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(Authenticate(key, parts)));

    private static string Authenticate(TrailKey key, params string[] parts) =>
        $"{key.Id}.{key.Authenticate(JsonSerializer.SerializeToUtf8Bytes(parts, TrailKeysJson.Default.StringArray))}";
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class TrailKeysJson : System.Text.Json.Serialization.JsonSerializerContext;
