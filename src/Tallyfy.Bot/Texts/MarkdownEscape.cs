using System.Buffers;
using System.Text;

namespace Tallyfy.Bot.Texts;

/// <summary>
/// Escapes where Markdown would see markup, and nowhere else: Teams on phones shows every backslash,
/// so "[URGENT] R&amp;D_2026" must pass untouched.
/// </summary>
internal static class MarkdownEscape
{
    private const char LineStart = '\n';

    private static readonly SearchValues<char> EntityCharacters =
        SearchValues.Create("#0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length + 8);
        Append(escaped, line, LineStart, LineStart);
        return escaped.ToString();
    }

    /// <summary>
    /// Appends a piece of a line; <paramref name="before"/> and <paramref name="after"/> are its neighbours there.
    /// Inside a link an address is already what it looks like.
    /// </summary>
    public static void Append(StringBuilder escaped, string piece, char before, char after, bool isInsideLink = false)
    {
        var marker = before == LineStart ? ListMarkerEnd(piece) : -1;
        var addressEnd = 0;

        for (var index = 0; index < piece.Length; index++)
        {
            var previous = index == 0 ? before : piece[index - 1];
            var next = index + 1 == piece.Length ? after : piece[index + 1];

            if (!isInsideLink && index >= addressEnd && (index == 0 || previous == ' '))
                addressEnd = AddressEnd(piece, index);

            if (index == marker
                || (index < addressEnd && char.IsAscii(piece[index]) && char.IsPunctuation(piece[index]))
                || (piece[index] == '&' && IsEntity(piece.AsSpan(index + 1)))
                || IsMarkup(piece[index], previous, next))
                escaped.Append('\\');

            escaped.Append(piece[index]);
        }
    }

    private static bool IsMarkup(char character, char previous, char next) => character switch
    {
        '`' => true,
        '\\' => char.IsAscii(next) && (char.IsPunctuation(next) || char.IsSymbol(next)),
        '*' => !(IsBlank(next) && IsBlank(previous)) || previous == LineStart,
        '_' => !(char.IsLetterOrDigit(previous) && char.IsLetterOrDigit(next)),
        '~' => next == '~' || previous == '~',

        // A blank after "<" makes it a sign again. Both ends, so that nothing that looks for "<at>" finds it.
        '<' => char.IsAsciiLetter(next) || next is '/' or '!' or '?',
        '>' => previous == LineStart || char.IsAsciiLetterOrDigit(previous) || previous is '/' or '"' or '\'' or '-',

        // "[text](address)" and "[text]: address" are links, "[text]" alone is not. On phones a backslash before a
        // bracket does not stop the link, one between the brackets does.
        '(' or ':' or '[' => previous == ']',

        // "{{DATE(…)}}" is the card's own function.
        '{' => previous == '{',
        '#' or '-' or '+' => previous == LineStart && (next == character || IsBlank(next)),
        _ => false,
    };

    /// <summary>"&amp;lt;" would turn into another character.</summary>
    private static bool IsEntity(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(';');
        return end is > 0 and < 40 && rest[..end].IndexOfAnyExcept(EntityCharacters) < 0;
    }

    /// <summary>"1. " and "1) " at the start of a line would begin a list.</summary>
    private static int ListMarkerEnd(string piece)
    {
        var digits = piece.TakeWhile(char.IsAsciiDigit).Count();
        return digits > 0 && digits < piece.Length && piece[digits] is '.' or ')' ? digits : -1;
    }

    /// <summary>
    /// Where the web or mail address that starts here ends; escaped throughout, no client finds a link in it.
    /// </summary>
    private static int AddressEnd(string piece, int start)
    {
        var end = piece.IndexOf(' ', start);
        var word = piece.AsSpan(start..(end < 0 ? piece.Length : end));

        return word.Contains("://", StringComparison.Ordinal)
            || word.Contains("www.", StringComparison.OrdinalIgnoreCase)
            || word.Contains("mailto:", StringComparison.OrdinalIgnoreCase)
            || IsNumberToCall(word)
                ? start + word.Length
                : start;
    }

    /// <summary>"tel:112", and not the end of "Hotel: 112".</summary>
    private static bool IsNumberToCall(ReadOnlySpan<char> word)
    {
        for (var start = 0; start < word.Length; start++)
        {
            if (word[start..].StartsWith("tel:", StringComparison.OrdinalIgnoreCase)
                && (start == 0 || !char.IsLetterOrDigit(word[start - 1])))
                return true;
        }

        return false;
    }

    private static bool IsBlank(char character) => character is ' ' or LineStart;
}
