using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Looks at a proof as a third party does: with public keys and nothing else. tools/verify.py answers the same, and
/// shares no line with this.
/// </summary>
internal static class CheckProof
{
    private const string LeafForm = "tallyfy-trail-2 leaf";
    private const string HeadForm = "tallyfy-trail-2 head";
    private const string EntryForm = "tallyfy-trail-2";
    private const int Fields = 21;
    private const int OrganizationField = 2;
    private const int ObjectHashField = 17;
    private const int MemberHashField = 18;

    /// <summary>Null when it proves what it says; else what does not hold.</summary>
    /// <param name="json">The file.</param>
    /// <param name="publicKeys">SubjectPublicKeyInfo in base64, as "trail keys" prints them.</param>
    /// <param name="seen">A head that was written down, from which the proof has to lead on.</param>
    public static string? FindFault(ReadOnlySpan<byte> json, IReadOnlyList<string> publicKeys, TrailMark? seen)
    {
        try
        {
            var proof = TrailProof.FromJson(json);

            if (proof.Form != TrailProof.CurrentForm
                || proof.Entries.Count == 0
                || proof.Entries.Any(entry => entry is null))
                return "it is no proof of this form";

            if (!IsSigned(proof.Head, publicKeys))
                return "the head is not signed with one of these keys";

            return proof.Entries.Select(entry => FaultOf(entry, proof.Head)).FirstOrDefault(fault => fault is not null)
                ?? FaultOf(proof, seen);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException
            or ArgumentException or CryptographicException)
        {
            return "it is no proof of this form";
        }
    }

    private static bool IsSigned(SignedHead head, IReadOnlyList<string> publicKeys)
    {
        var data = Encoding.UTF8.GetBytes(
            $"{HeadForm}\n{head.Organization}\n{head.Size}\n{head.Root}\n{head.SealedAt}\n");

        foreach (var key in publicKeys.Select(FromBase64))
        {
            if (Convert.ToHexStringLower(SHA256.HashData(key))[..16] != head.Key)
                continue;

            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(key, out _);
            return ecdsa.VerifyData(
                data, FromBase64(head.Signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }

        return false;
    }

    private static string? FaultOf(ProvenEntry entry, SignedHead head)
    {
        using var text = JsonDocument.Parse(entry.Text);
        var fields = text.RootElement;

        if (fields.GetArrayLength() != Fields || fields[0].GetString() != EntryForm
            || fields[OrganizationField].GetString() != head.Organization)
            return $"entry {entry.Place} is no entry of this trail";

        if (entry.Person is { } person
            && (Hash(person.Salt, person.ObjectId) != fields[ObjectHashField].GetString()
                || Hash(person.Salt, person.TallyfyUserId.ToString(CultureInfo.InvariantCulture))
                    != fields[MemberHashField].GetString()))
            return $"entry {entry.Place} names another person";

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entry.Text)));
        var leaf = SHA256.HashData([0, .. Encoding.UTF8.GetBytes($"{LeafForm}\n{digest}\n{entry.Mac}\n")]);

        return RootOf(leaf, entry.Place - 1, head.Size, entry.Path) == head.Root
            ? null
            : $"entry {entry.Place} is not in the tree of the head";
    }

    // RFC 9162, 2.1.3.2.
    private static string? RootOf(byte[] hash, long place, long size, IReadOnlyList<string> path)
    {
        if (place < 0 || place >= size)
            return null;

        var last = size - 1;

        foreach (var other in path.Select(FromHex))
        {
            if (last == 0)
                return null;

            if ((place & 1) == 1 || place == last)
            {
                hash = Node(other, hash);

                for (; (place & 1) == 0 && place != 0; place >>= 1, last >>= 1)
                {
                }
            }
            else
                hash = Node(hash, other);

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 ? Convert.ToHexStringLower(hash) : null;
    }

    private static string? FaultOf(TrailProof proof, TrailMark? seen)
    {
        if (proof.Earlier is not { } earlier)
            return seen is null ? null : "it does not lead on from the head that was seen";

        if (seen is { } mark
            && (mark.Organization, mark.Sequence, mark.Root)
                != (proof.Head.Organization, earlier.Size, earlier.Root))
            return "it does not lead on from the head that was seen";

        return LeadsOn(earlier, proof.Head)
            ? null
            : "the trail does not have all that the earlier head had";
    }

    // RFC 9162, 2.1.4.2.
    private static bool LeadsOn(EarlierHead earlier, SignedHead head)
    {
        if (earlier.Size == head.Size)
            return earlier.Root == head.Root && earlier.Path.Count == 0;

        if (earlier.Size < 1 || earlier.Size > head.Size || earlier.Path.Count == 0)
            return false;

        List<byte[]> path = [.. earlier.Path.Select(FromHex)];

        if (long.IsPow2(earlier.Size))
            path.Insert(0, FromHex(earlier.Root));

        var (first, last) = (earlier.Size - 1, head.Size - 1);

        for (; (first & 1) == 1; first >>= 1)
            last >>= 1;

        var (before, after) = (path[0], path[0]);

        foreach (var other in path.Skip(1))
        {
            if (last == 0)
                return false;

            if ((first & 1) == 1 || first == last)
            {
                (before, after) = (Node(other, before), Node(other, after));

                for (; (first & 1) == 0 && first != 0; first >>= 1)
                    last >>= 1;
            }
            else
                after = Node(after, other);

            (first, last) = (first >> 1, last >> 1);
        }

        return last == 0
            && Convert.ToHexStringLower(before) == earlier.Root
            && Convert.ToHexStringLower(after) == head.Root;
    }

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static string Hash(string salt, string text) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(text)));

    private static byte[] FromHex(string? text) =>
        text?.Length == 2 * SHA256.HashSizeInBytes && Convert.FromHexString(text) is var bytes
            && Convert.ToHexStringLower(bytes) == text
            ? bytes
            : throw new FormatException();

    // Written in one way only, or two files would say the same.
    private static byte[] FromBase64(string text) =>
        Convert.FromBase64String(text) is var bytes && Convert.ToBase64String(bytes) == text
            ? bytes
            : throw new FormatException();
}
