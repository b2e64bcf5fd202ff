using System.Security.Cryptography;

namespace Tallyfy.Bot.Accounts;

/// <summary>Eight characters that only the owner of a Tallyfy account can read. The store holds what it hashes to.</summary>
internal sealed record LinkCode(string Salt, string Digest)
{
    public const int Length = 8;

    // Crockford's alphabet: no letter that is taken for a digit.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    // A code lives for minutes; this makes trying all of a stolen row take longer than that.
    private const int Rounds = 210_000;
    private const int Bytes = 32;

    /// <summary>A new one, and how it is written for a person to read.</summary>
    public static (LinkCode Code, string Written) Create()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, Length);
        var salt = RandomNumberGenerator.GetBytes(Bytes);
        return (
            new LinkCode(Convert.ToBase64String(salt), Convert.ToBase64String(Hash(letters, salt))),
            $"{letters[..4]}-{letters[4..]}");
    }

    /// <summary>What somebody typed, if it can be a code at all: without case, spaces and dashes, O is 0, I and L are 1.</summary>
    public static string? Read(string text)
    {
        var letters = string.Concat(text.ToUpperInvariant().Where(letter => letter is not (' ' or '-')).Select(letter => letter switch
        {
            'O' => '0',
            'I' or 'L' => '1',
            _ => letter,
        }));

        return letters.Length == Length && letters.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)) ? letters : null;
    }

    public bool Matches(string typed) => Read(typed) is { } letters
        && CryptographicOperations.FixedTimeEquals(Hash(letters, Convert.FromBase64String(Salt)), Convert.FromBase64String(Digest));

    private static byte[] Hash(string letters, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(letters, salt, Rounds, HashAlgorithmName.SHA256, Bytes);
}
