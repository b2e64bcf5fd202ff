using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// What the entry says in whose place a lost key was replaced: as much of the trail before it as could be known.
/// </summary>
internal sealed record KeyLoss
{
    /// <summary>Fingerprints of the keys that are lost.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The head that nobody could check any more.</summary>
    public required long Sequence { get; init; }

    public required string Root { get; init; }

    /// <summary>How many entries were there.</summary>
    public required long Count { get; init; }

    /// <summary>Of all of them: what changes in them later is found with the new key.</summary>
    public required string Digest { get; init; }

    /// <summary>The public half of the key that goes on.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The operator's own words.</summary>
    public required string Reason { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, KeyLossJson.Default.KeyLoss);

    /// <summary>Null for what says no such thing.</summary>
    public static KeyLoss? FromJson(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, KeyLossJson.Default.KeyLoss);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(KeyLoss))]
internal sealed partial class KeyLossJson : JsonSerializerContext;

/// <summary>
/// A digest of entries in their order; no key is needed to make it, and it is worth what it is sealed with.
/// </summary>
internal sealed class ChainDigest(TrailHead start)
{
    private byte[] sum = SHA256.HashData(
        Encoding.UTF8.GetBytes($"{start.Organization}\n{start.Sequence}\n{start.Root}"));

    public string Value => Convert.ToHexStringLower(sum);

    public void Add(TrailEntry entry) => sum = SHA256.HashData(
        [.. sum, .. Encoding.UTF8.GetBytes($"{entry.Sequence}\n{entry.Digest}\n{entry.Mac}\n{entry.Seal}")]);
}
