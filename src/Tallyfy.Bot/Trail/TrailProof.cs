using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// What proves entries of a trail to somebody who has only the public key: docs/trail.md says how it is checked, and
/// tools/verify.py does it.
/// </summary>
internal sealed record TrailProof
{
    public const string CurrentForm = "tallyfy-trail-2 proof";

    [JsonPropertyName("form")]
    public required string Form { get; init; }

    [JsonPropertyName("head")]
    public required SignedHead Head { get; init; }

    [JsonPropertyName("entries")]
    public required IReadOnlyList<ProvenEntry> Entries { get; init; }

    /// <summary>That the trail still has all that an earlier head had; null when nobody asked.</summary>
    [JsonPropertyName("earlier")]
    public EarlierHead? Earlier { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, TrailProofJson.Default.TrailProof);

    /// <summary>Whether a file that begins so is one.</summary>
    public static bool IsProof(string begin) =>
        begin.StartsWith($"{{\n  \"form\": \"{CurrentForm}\"", StringComparison.Ordinal);

    /// <exception cref="JsonException">It is no such file.</exception>
    public static TrailProof FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, TrailProofJson.Default.TrailProof) ?? throw new JsonException();
}

/// <summary>One entry with its way to the root.</summary>
internal sealed record ProvenEntry
{
    /// <summary>Its place in the trail, from 1.</summary>
    [JsonPropertyName("place")]
    public required long Place { get; init; }

    /// <summary>What its digest covers, letter by letter: a JSON array.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }

    [JsonPropertyName("mac")]
    public required string Mac { get; init; }

    /// <summary>The other hashes on the way to the root, from the bottom, in lower-case hexadecimal.</summary>
    [JsonPropertyName("path")]
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>Null for an entry without a person, and for one who was forgotten.</summary>
    [JsonPropertyName("person")]
    public ProvenPerson? Person { get; init; }
}

/// <summary>Who it was, with the salt that their hashes in the entry were made with.</summary>
internal sealed record ProvenPerson
{
    [JsonPropertyName("salt")]
    public required string Salt { get; init; }

    [JsonPropertyName("object_id")]
    public required string ObjectId { get; init; }

    [JsonPropertyName("tallyfy_user_id")]
    public required long TallyfyUserId { get; init; }
}

/// <summary>A head that somebody wrote down, and the hashes that lead from it to the newest one.</summary>
internal sealed record EarlierHead
{
    [JsonPropertyName("size")]
    public required long Size { get; init; }

    [JsonPropertyName("root")]
    public required string Root { get; init; }

    [JsonPropertyName("path")]
    public required IReadOnlyList<string> Path { get; init; }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrailProof))]
internal sealed partial class TrailProofJson : JsonSerializerContext;
