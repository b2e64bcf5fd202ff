using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Trail;

/// <summary>Seals entries, heads and checkpoints with the current key, and checks what an earlier one sealed.</summary>
internal sealed class TrailKeys
{
    private const string Entry = "entry";
    private const string Head = "head";
    private const string Checkpoint = "checkpoint";

    private readonly Dictionary<string, byte[]> keys;

    public TrailKeys(IOptions<TrailOptions> options)
    {
        // At the desk there is nothing to protect, and every process there must have the same.
        var current = options.Value.Key is { } key
            ? Convert.FromBase64String(key)
            : SHA256.HashData("a desk's trail"u8);
        CurrentId = IdOf(current);
        IsOnlyForTheDesk = options.Value.Key is null;
        keys = options.Value.PreviousKeys.Select(Convert.FromBase64String).Append(current)
            .DistinctBy(IdOf).ToDictionary(IdOf);
    }

    /// <summary>Names a key without telling it.</summary>
    public string CurrentId { get; }

    public bool IsOnlyForTheDesk { get; }

    public bool Knows(string? id) => id is not null && keys.ContainsKey(id);

    /// <summary>
    /// The seal of an entry in this place, behind the entry that bears the seal <paramref name="previous"/>.
    /// </summary>
    public string? SealOf(string? keyId, string organization, long sequence, string previous, string digest) =>
        Sign(keyId, [Entry, organization, $"{sequence}", previous, digest]);

    public TrailHead SignHead(TrailHead head) =>
        head with { KeyId = CurrentId, Signature = SignatureOf(Head, head, CurrentId)! };

    public TrailHead SignCheckpoint(TrailHead checkpoint) =>
        checkpoint with { KeyId = CurrentId, Signature = SignatureOf(Checkpoint, checkpoint, CurrentId)! };

    public bool IsSignedHead(TrailHead head) => IsSigned(Head, head);

    public bool IsSignedCheckpoint(TrailHead checkpoint) => IsSigned(Checkpoint, checkpoint);

    private bool IsSigned(string what, TrailHead head) => SignatureOf(what, head, head.KeyId) is { } signature
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(head.Signature));

    private string? SignatureOf(string what, TrailHead head, string keyId) =>
        Sign(keyId, [what, head.Organization, $"{head.Sequence}", head.Mac, $"{head.MovedAt}"]);

    // Null for a key that is not here.
    private string? Sign(string? keyId, string[] parts)
    {
        if (keyId is null || !keys.TryGetValue(keyId, out var key))
            return null;

        using var buffer = new MemoryStream();

        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();

            foreach (var part in parts)
                json.WriteStringValue(part);

            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, buffer.ToArray()));
    }

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "key id"u8))[..8];
}
