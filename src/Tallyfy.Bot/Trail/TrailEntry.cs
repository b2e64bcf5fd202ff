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
    private const string Form = "tallyfy-trail-2";
    private const string LeafForm = "tallyfy-trail-2 leaf";
    private const int SaltBytes = 32;

    public string Id { get; init; } = "";

    public string Organization { get; init; } = "";

    /// <summary>Its place in the organization's trail, from 1; null until it is sealed.</summary>
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

    /// <summary>Of the actor's address and name, and the reason: what the store keeps beside the trail.</summary>
    public string? WordsHash { get; init; }

    /// <summary>Of the title, the process and who asked.</summary>
    public string? ShownHash { get; init; }

    public string Digest { get; init; } = "";

    /// <summary>Whoever wrote it had the key.</summary>
    public string Mac { get; init; } = "";

    /// <summary>Whoever gave it its place had the key; null until it is sealed.</summary>
    public string? Seal { get; init; }

    /// <summary>What can be no instant is the nearest one: somebody may have written anything.</summary>
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(
        HappenedAt,
        DateTimeOffset.MinValue.ToUnixTimeMilliseconds(),
        DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    /// <summary>The person was forgotten, or what is said of them is what was hashed.</summary>
    public bool IsPersonTrue => Salt is null
        ? ObjectId is null && TallyfyUserId is null
        : ObjectHash == Hash(Salt, ObjectId)
            && MemberHash == Hash(Salt, TallyfyUserId?.ToString(CultureInfo.InvariantCulture));

    public bool IsDigestTrue => Digest == ComputeDigest();

    /// <summary>What the tree has of it. Both are public, and tell nobody's name.</summary>
    public byte[] Leaf => MerkleRange.Leaf($"{LeafForm}\n{Digest}\n{Mac}\n");

    /// <summary>Whether these are the words that were hashed; false too for a person who was forgotten.</summary>
    public bool AreWords(string?[] words) => Salt is { } salt && WordsHash == Hash(salt, words);

    /// <summary>Whether this is what was hashed as shown; false too for a person who was forgotten.</summary>
    public bool IsShown(string?[] shown) => Salt is { } salt && ShownHash == Hash(salt, shown);

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

    public static TrailEntry OfLostKey(string organization, KeyLoss lost, DateTimeOffset at) =>
        OfKey(organization, TrailKind.KeyLost, lost.ToJson(), at);

    /// <summary>From here on heads are signed with this key. The first entry of a trail is one of these.</summary>
    public static TrailEntry OfKeyUsed(string organization, string publicKey, DateTimeOffset at) =>
        OfKey(organization, TrailKind.KeyUsed, publicKey, at);

    // Nobody's deed: it has no person, and nothing to forget.
    private static TrailEntry OfKey(string organization, TrailKind kind, string answer, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7().ToString("n"),
        Organization = organization,
        Kind = kind.ToString(),
        HappenedAt = at.ToUnixTimeMilliseconds(),
        Answer = answer,
    };

    /// <summary>With what the store keeps beside the trail, hashed under the entry's salt.</summary>
    public TrailEntry WithWords(string?[] words, string?[] shown) =>
        this with { WordsHash = Hash(Salt!, words), ShownHash = Hash(Salt!, shown) };

    /// <summary>Complete: nothing that the digest covers changes from here on.</summary>
    public TrailEntry WithDigest() => this with { Digest = ComputeDigest() };

    /// <summary>All that the digest covers, as it is hashed: a JSON array.</summary>
    public string Text
    {
        get
        {
            using var buffer = new MemoryStream();

            using (var json = new Utf8JsonWriter(buffer))
                Write(json);

            return Encoding.UTF8.GetString(buffer.ToArray());
        }
    }

    private string ComputeDigest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

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
        json.WriteStringValue(WordsHash);
        json.WriteStringValue(ShownHash);
        json.WriteEndArray();
    }

    private static string Hash(string salt, string?[] fields) =>
        Hash(salt, JsonSerializer.Serialize(fields, TrailKeysJson.Default.StringArray!));

    private static string Hash(string salt, string? field) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(field ?? "")));
}
