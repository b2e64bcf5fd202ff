using System.Globalization;
using System.Text;

namespace Tallyfy.Bot.Texts;

/// <summary>
/// Turns text that other people wrote into text that a card can show: literally, on one line, without hidden
/// characters, cut at a limit.
/// </summary>
internal static class ForeignText
{
    /// <summary>Stands where something was cut off.</summary>
    public const char Ellipsis = '…';

    /// <summary>One visible character made of more than this is somebody stacking accents.</summary>
    private const int MaxGraphemeLength = 16;

    /// <summary>Keeps the size bounded too: a limit counts what people see, emoji take several units each.</summary>
    private const int UnitsPerGrapheme = 2;

    /// <summary>
    /// How much is read for one visible character: a text of megabytes is not worth reading to its end.
    /// </summary>
    private const int UnitsRead = 64;

    private const char FirstStrongIsolate = '\u2068';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>For a TextBlock or a fact, which read Markdown; null when nothing visible remains.</summary>
    public static string? Markdown(string? text, int limit) =>
        OneLine(text, limit) is { } line ? Isolate(MarkdownEscape.Escape(line)) : null;

    /// <summary>For a TextRun or a toast, which read no Markdown; null when nothing visible remains.</summary>
    public static string? Plain(string? text, int limit) =>
        OneLine(text, limit) is { } line
            ? Isolate(Parted(line.Replace('<', '‹').Replace('>', '›')))
            : null;

    /// <summary>Right-to-left words inside a sentence of ours must not reorder what stands around them.</summary>
    public static string Isolate(string text) =>
        text.EnumerateRunes().Any(IsRightToLeft) ? Isolated(text) : text;

    /// <summary>The same for words whose order matters even where no letter in them runs from right to left.</summary>
    public static string Isolated(string text) => $"{FirstStrongIsolate}{text}{PopDirectionalIsolate}";

    /// <summary>Without hidden characters, and every run of white space one blank; not trimmed, not cut.</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);

        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (visible.Length == 0 || visible[^1] != ' ')
                    visible.Append(' ');
            }
            else if (!IsHidden(rune))
            {
                visible.Append(rune);
            }
        }

        return visible.ToString();
    }

    /// <summary>Cuts between visible characters, never inside one, and says so with an ellipsis.</summary>
    public static string Cut(string text, int limit)
    {
        var kept = new StringBuilder();
        var graphemes = 0;

        for (var index = 0; index < text.Length; graphemes++)
        {
            var length = StringInfo.GetNextTextElementLength(text, index);
            var grapheme = text.AsSpan(index, Math.Min(length, MaxGraphemeLength));

            if (char.IsHighSurrogate(grapheme[^1]))
                grapheme = grapheme[..^1];

            if (graphemes >= limit || kept.Length + grapheme.Length > limit * UnitsPerGrapheme)
                return CutMark(kept.ToString());

            kept.Append(grapheme);
            index += length;

            // Letters can be joined into one character without end; what is left out of it is said like any cut.
            if (HasMoreThanMarks(text.AsSpan(index - length + grapheme.Length, length - grapheme.Length)))
                kept.Append(Ellipsis);
        }

        return kept.ToString();
    }

    public static string CutMark(string text) => text.TrimEnd() + Ellipsis;

    /// <summary>
    /// Controls, bidirectional overrides, invisible fillers and private characters; joiners stay, scripts and emoji
    /// need them.
    /// </summary>
    public static bool IsHidden(Rune rune) => rune.Value switch
    {
        0x200C or 0x200D => false,
        0x034F or 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0 => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse,
    };

    // Twice, because "{{{" holds two pairs.
    private static string Parted(string line) => line
        .Replace("{{", "{ {", StringComparison.Ordinal)
        .Replace("{{", "{ {", StringComparison.Ordinal);

    private static string? OneLine(string? text, int limit)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        // What is not read is cut off, and said so, whatever it is: blanks and hidden characters may stand before it.
        var isRead = text.Length <= limit * UnitsRead;
        var line = Cut(Visible(isRead ? text : text[..(limit * UnitsRead)]).Trim(), limit);

        if (!isRead && limit > 0 && !line.EndsWith(Ellipsis))
            line = CutMark(line);

        return line.Length == 0 || line.All(character => character is '\u200C' or '\u200D') ? null : line;
    }

    private static bool HasMoreThanMarks(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format))
                return true;
        }

        return false;
    }

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF
            or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF;
}
