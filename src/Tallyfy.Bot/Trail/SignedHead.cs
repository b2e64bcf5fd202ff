using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Trail;

/// <summary>A head as others read it: in proofs and by witnesses.</summary>
internal sealed record SignedHead
{
    [JsonPropertyName("organization")]
    public required string Organization { get; init; }

    /// <summary>How many entries the tree has.</summary>
    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>In lower-case hexadecimal.</summary>
    [JsonPropertyName("root")]
    public required string Root { get; init; }

    /// <summary>Milliseconds since 1970, by the bot's clock.</summary>
    [JsonPropertyName("sealed_at")]
    public required long SealedAt { get; init; }

    /// <summary>Fingerprint of the key.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>ECDSA on P-256 with SHA-256, in DER and base64.</summary>
    [JsonPropertyName("signature")]
    public required string Signature { get; init; }

    public static SignedHead From(TrailHead head) => new()
    {
        Organization = head.Organization,
        Size = head.Sequence,
        Root = head.Root,
        SealedAt = head.MovedAt,
        Key = head.KeyId,
        Signature = head.Signature,
    };
}

[JsonSerializable(typeof(SignedHead))]
internal sealed partial class SignedHeadJson : JsonSerializerContext;
