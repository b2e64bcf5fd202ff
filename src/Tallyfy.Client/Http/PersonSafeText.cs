using System.Globalization;
using System.Text.RegularExpressions;

namespace Tallyfy.Client.Http;

/// <summary>Lets Tallyfy's own words through to a person, and nothing that a server let slip.</summary>
internal static partial class PersonSafeText
{
    public const int MaxLength = 500;

    // Room for what the rules below remove, without running them over megabytes.
    private const int MaxRead = 4 * MaxLength;

    /// <summary>Null when nothing is left to say, or when the text is the server's inside.</summary>
    public static string? From(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var read = text.Length <= MaxRead ? text : text[..MaxRead];
        if (Inside().IsMatch(read))
            return null;

        var plain = Gaps().Replace(Invisible().Replace(read, ""), " ").Trim();
        return plain.Length == 0 ? null : Cut(plain);
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxLength)
            return text;

        var length = 0;
        while (length + StringInfo.GetNextTextElementLength(text, length) is var next && next < MaxLength)
            length = next;
        return $"{text[..length]}…";
    }

    // SQL, stacks, paths of source files, markup, tokens.
    [GeneratedRegex(
        """
        SQLSTATE|\b(select|insert|update|delete)\b.+\b(from|into|set|where)\b.+[`=(]
        |stack\s?trace|\w+Exception\b|\bException:|\\\w+\\\w+|\.php\b|</?[a-z!][^>]*>
        |\bBearer\s|\beyJ[\w-]{5,}|\b(access|refresh)_token\b|client_secret
        """,
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Inside();

    // Control, bidirectional and other format characters, and what stands for no character; line breaks and tabs
    // become spaces instead.
    [GeneratedRegex(@"[\p{Cf}\p{Cc}\uFFFD-[\t\r\n]]")]
    private static partial Regex Invisible();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();
}
