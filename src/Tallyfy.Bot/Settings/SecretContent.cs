using System.Text;

namespace Tallyfy.Bot.Settings;

/// <summary>
/// How much a secret can hold at most, by what is seen in it: a letter that comes again, a piece that repeats and a
/// sequence hold little however long they are. It finds what was typed to have something there, not what was chosen
/// badly with care.
/// </summary>
internal static class SecretContent
{
    /// <summary>32 random bytes have about 150, a sentence of 32 letters 110, ten bytes that repeat 33.</summary>
    public const int OfKey = 96;

    /// <summary>24 random letters have about 100, 24 hexadecimal digits 80.</summary>
    public const int OfLetters = 60;

    /// <summary>What others issued is believed to be random; what stands in its place in an example is not.</summary>
    public const int OfIssued = 40;

    // What stands in this repository for everybody to read, good for a desk.
    private static readonly string[] Known =
    [
        "the-sandbox-tells-the-desk", "sandbox-client-secret", "sandbox-personal-access-token",
    ];

    public static bool IsKnownToAll(string secret) => Known.Contains(secret.Trim(), StringComparer.OrdinalIgnoreCase);

    public static bool Has(string secret, int bits) => Has(Encoding.UTF8.GetBytes(secret.Trim()), bits);

    public static bool Has(ReadOnlySpan<byte> secret, int bits)
    {
        var piece = secret[..PeriodOf(secret)];
        var steps = new byte[Math.Max(0, piece.Length - 1)];

        for (var at = 0; at < steps.Length; at++)
            steps[at] = (byte)(piece[at + 1] - piece[at]);

        return Math.Min(BitsOf(piece), BitsOf(steps)) >= bits;
    }

    /// <summary>The length of the shortest piece that gives the whole when it is repeated.</summary>
    private static int PeriodOf(ReadOnlySpan<byte> whole)
    {
        for (var length = 1; length < whole.Length; length++)
        {
            if (whole[length..].SequenceEqual(whole[..^length]))
                return length;
        }

        return whole.Length;
    }

    // By how often each byte is there, as if the next were drawn from them.
    private static double BitsOf(ReadOnlySpan<byte> bytes)
    {
        var counts = new int[256];

        foreach (var one in bytes)
            counts[one]++;

        var length = bytes.Length;
        return counts.Where(count => count > 0).Sum(count => count * Math.Log2((double)length / count));
    }
}
