namespace Tallyfy.Bot.Texts;

/// <summary>
/// Codes that people read aloud and type: Crockford's alphabet, which has no letter that is taken for a digit, in two
/// halves.
/// </summary>
internal static class ReadableCode
{
    /// <summary>32 signs, five bits each.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Write(string letters) =>
        $"{letters[..(letters.Length / 2)]}-{letters[(letters.Length / 2)..]}";

    /// <summary>
    /// The letters as somebody typed them, whatever stands between: O is 0, I and L are 1. Null for what can be no
    /// code.
    /// </summary>
    public static string? Read(string? text, int length)
    {
        string letters = new([.. (text ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(Read)]);

        return letters.Length == length && letters.All(Alphabet.Contains) ? letters : null;
    }

    /// <summary>
    /// One half has a letter and a digit that is taken for no letter: no word and no number looks like that. It says so
    /// of a code as it is written and as it is typed.
    /// </summary>
    public static bool IsUnlikeWords(string letters) =>
        IsMixed(letters[..(letters.Length / 2)]) || IsMixed(letters[(letters.Length / 2)..]);

    private static bool IsMixed(string half) =>
        half.Any(char.IsAsciiLetter) && half.AsSpan().ContainsAnyInRange('2', '9');

    private static char Read(char letter) => letter switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        _ => letter,
    };
}
