using System.Globalization;
using System.Text;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// Writes the runs of one paragraph so that Markdown finds the styles that were meant, and no others.
/// </summary>
internal static class MarkdownLine
{
    private const char Edge = '\n';

    public static string Write(IReadOnlyList<(string Text, RunStyle Style)> runs)
    {
        var line = new StringBuilder();

        for (var index = 0; index < runs.Count; index++)
        {
            var (text, style) = runs[index];
            var before = line.Length == 0 ? Edge : line[^1];
            var after = index + 1 < runs.Count ? runs[index + 1].Text[0] : Edge;

            if (style.Link is not null)
                WriteLink(line, text, style.Link);
            else if (style.IsBold || style.IsItalic)
                WriteEmphasis(line, text, style, before, after);
            else
                MarkdownEscape.Append(line, text, before, after);
        }

        return line.ToString().TrimEnd();
    }

    private static void WriteLink(StringBuilder line, string text, string link)
    {
        var words = text.Trim();

        if (words.Length == 0)
            return;

        if (text[0] == ' ')
            line.Append(' ');

        line.Append('[');
        var shown = WebLink.Misleads(words, link) ? link : words;
        MarkdownEscape.Append(line, shown.Replace('[', '(').Replace(']', ')'), ' ', ' ', isInsideLink: true);
        line.Append("](").Append(link).Append(')');

        if (text[^1] == ' ')
            line.Append(' ');
    }

    /// <summary>
    /// Emphasis begins and ends at a letter or digit: beside punctuation its marks would count as plain asterisks.
    /// </summary>
    private static void WriteEmphasis(StringBuilder line, string text, RunStyle style, char before, char after)
    {
        var start = 0;
        var end = text.Length;

        while (start < end && !IsWordPart(text[start]))
            start++;

        while (end > start && !IsWordPart(text[end - 1]))
            end--;

        var (head, core, tail) = (text[..start], text[start..end], text[end..]);
        var isInsideWord = (head.Length == 0 && char.IsLetterOrDigit(before))
            || (tail.Length == 0 && char.IsLetterOrDigit(after));
        var marks = (style.IsBold ? "**" : "") + (style.IsItalic && !isInsideWord ? "_" : "");

        MarkdownEscape.Append(line, head, before, core.Length > 0 ? core[0] : after);

        if (core.Length > 0)
        {
            line.Append(marks);
            MarkdownEscape.Append(line, core, marks.Length > 0 ? ' ' : before, marks.Length > 0 ? ' ' : after);
            line.Append([.. marks.Reverse()]);
        }

        MarkdownEscape.Append(line, tail, core.Length > 0 ? core[^1] : before, after);
    }

    /// <summary>Accents that stand alone and halves of emoji stay with their neighbours.</summary>
    private static bool IsWordPart(char character) => char.IsLetterOrDigit(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
