using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// One event, as its row holds it: a checker reads what is there, not what we would have written. No comment, name,
/// address or token is ever in it.
/// </summary>
internal sealed record TrailEntry
{
    private const string Form = "tallyfy-trail-1";
    private const int SaltBytes = 32;

    public string Id { get; init; } = "";

    public string Organization { get; init; } = "";

    /// <summary>Its place in the organization's chain; null until it is sealed.</summary>
    public long? Sequence { get; init; }

    public string Kind { get; init; } = "";

    public long HappenedAt { get; init; }

    public string? DecisionId { get; init; }

    public string? DecisionKind { get; init; }

    public string? Task { get; init; }

    public long? Generation { get; init; }

    public string? Verdict { get; init; }

    public string? Undoes { get; init; }

    public string? RenderingId { get; init; }

    /// <summary>Of the content the person saw.</summary>
    public string? ContentDigest { get; init; }

    /// <summary>Teams' id of the tap.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Why Tallyfy, or what it said, ended it otherwise than the person wanted.</summary>
    public string? Answer { get; init; }

    public string? Proof { get; init; }

    public string TenantId { get; init; } = "";

    public string? ObjectId { get; init; }

    public long? TallyfyUserId { get; init; }

    /// <summary>Makes the two hashes unguessable; deleted together with what they hide.</summary>
    public string? Salt { get; init; }

    public string ObjectHash { get; init; } = "";

    public string MemberHash { get; init; } = "";

    public string Digest { get; init; } = "";

    public string? KeyId { get; init; }

    public string? Mac { get; init; }

    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(HappenedAt);

    /// <summary>The person was forgotten, or what is said of them is what was hashed.</summary>
    public bool IsPersonTrue => Salt is null
        ? ObjectId is null && TallyfyUserId is null
        : ObjectHash == Hash(Salt, ObjectId)
            && MemberHash == Hash(Salt, TallyfyUserId?.ToString(CultureInfo.InvariantCulture));

    public bool IsDigestTrue => Digest == ComputeDigest();

    /// <summary>A person's deed. The caller adds what it was about, and then the digest.</summary>
    public static TrailEntry From(
        string organization, TrailKind kind, DateTimeOffset at, string tenant, string objectId, long member)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));

        return new TrailEntry
        {
            Id = Guid.CreateVersion7().ToString("n"),
            Organization = organization,
            Kind = kind.ToString(),
            HappenedAt = at.ToUnixTimeMilliseconds(),
            TenantId = tenant,
            ObjectId = objectId,
            TallyfyUserId = member,
            Salt = salt,
            ObjectHash = Hash(salt, objectId),
            MemberHash = Hash(salt, member.ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>Nobody's deed: it has no person, and nothing to forget.</summary>
    public static TrailEntry OfLostKey(string organization, KeyLoss lost, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7().ToString("n"),
        Organization = organization,
        Kind = nameof(TrailKind.KeyLost),
        HappenedAt = at.ToUnixTimeMilliseconds(),
        Answer = lost.ToJson(),
    };

    /// <summary>Complete: nothing that the digest covers changes from here on.</summary>
    public TrailEntry WithDigest() => this with { Digest = ComputeDigest() };

    private string ComputeDigest()
    {
        using var buffer = new MemoryStream();

        using (var json = new Utf8JsonWriter(buffer))
            Write(json);

        return Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()));
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteStringValue(Form);
        json.WriteStringValue(Id);
        json.WriteStringValue(Organization);
        json.WriteStringValue(Kind);
        json.WriteNumberValue(HappenedAt);
        json.WriteStringValue(DecisionId);
        json.WriteStringValue(DecisionKind);
        json.WriteStringValue(Task);
        json.WriteNumberValue(Generation ?? 0);
        json.WriteStringValue(Verdict);
        json.WriteStringValue(Undoes);
        json.WriteStringValue(RenderingId);
        json.WriteStringValue(ContentDigest);
        json.WriteStringValue(ActivityId);
        json.WriteStringValue(Answer);
        json.WriteStringValue(Proof);
        json.WriteStringValue(TenantId);
        json.WriteStringValue(ObjectHash);
        json.WriteStringValue(MemberHash);
        json.WriteEndArray();
    }

    private static string Hash(string salt, string? field) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(field ?? "")));
}
