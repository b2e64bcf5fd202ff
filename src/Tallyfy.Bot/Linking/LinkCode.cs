using System.Security.Cryptography;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Eight characters that only the owner of a Tallyfy account can read. The store holds what it hashes to.
/// </summary>
internal sealed record LinkCode(string Salt, string Digest)
{
    public const int Length = 8;

    // A code lives for minutes; this makes trying all of a stolen row take longer than that.
    private const int Rounds = 210_000;
    private const int Bytes = 32;

    /// <summary>A new one, and how it is written for a person to read.</summary>
    public static (LinkCode Code, string Written) Create()
    {
        string letters;

        do // nine of ten are such codes
            letters = RandomNumberGenerator.GetString(ReadableCode.Alphabet, Length);
        while (!ReadableCode.IsUnlikeWords(letters));

        var salt = RandomNumberGenerator.GetBytes(Bytes);
        return (
            new LinkCode(Convert.ToBase64String(salt), Convert.ToBase64String(Hash(letters, salt))),
            ReadableCode.Write(letters));
    }

    /// <summary>What somebody typed, if it can be a code at all.</summary>
    public static string? Read(string text) => ReadableCode.Read(text, Length);

    public bool Matches(string typed) => Read(typed) is { } letters
        && CryptographicOperations.FixedTimeEquals(
            Hash(letters, Convert.FromBase64String(Salt)), Convert.FromBase64String(Digest));

    private static byte[] Hash(string letters, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(letters, salt, Rounds, HashAlgorithmName.SHA256, Bytes);
}
