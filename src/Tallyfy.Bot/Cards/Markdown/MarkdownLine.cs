using System.Globalization;
using System.Text;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>
/// Writes the runs of one paragraph so that Markdown finds the styles that were meant, and no others.
/// </summary>
internal static class MarkdownLine
{
    private const char Edge = '\n';

    public static string Write(IReadOnlyList<(string Text, RunStyle Style)> given)
    {
        var runs = Joined(given);
        var line = new StringBuilder();

        for (var index = 0; index < runs.Count; index++)
        {
            var (text, style) = runs[index];
            var before = line.Length == 0 ? Edge : line[^1];
            var after = index + 1 < runs.Count ? runs[index + 1].Text[0] : Edge;
            var mark = index + 1 < runs.Count ? FirstWritten(runs[index + 1]) : Edge;

            if (style.Link is not null)
                WriteLink(line, text, style.Link);
            else if (style.IsBold || style.IsItalic)
                WriteEmphasis(line, text, style, before, after, mark);
            else
                MarkdownEscape.Append(line, text, before, mark);
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>
    /// Bold beside bold within one word would be four asterisks, which mean nothing: it becomes one run.
    /// </summary>
    private static List<(string Text, RunStyle Style)> Joined(IReadOnlyList<(string Text, RunStyle Style)> runs)
    {
        List<(string Text, RunStyle Style)> joined = [];

        foreach (var run in runs)
        {
            if (joined is [.., { Style.Link: { } link } before] && run.Style.Link == link)
                joined[^1] = (before.Text + run.Text, before.Style); // one link, one label
            else if (joined is [.., { Style: { IsBold: true, Link: null } } last]
                && run.Style is { IsBold: true, Link: null }
                && !Parts(last.Text[^1])
                && !Parts(run.Text[0]))
                joined[^1] = (last.Text + run.Text, last.Style with { IsItalic = false });
            else
                joined.Add(run);
        }

        return joined;
    }

    /// <summary>A backslash at the end of one run must not reach the mark that begins the next.</summary>
    private static char FirstWritten((string Text, RunStyle Style) run) => run switch
    {
        { Text: [' ', ..] } => ' ',
        { Style.Link: not null } => '[',
        { Style: { IsBold: false, IsItalic: false } } => run.Text[0],
        _ => IsWordPart(run.Text, 0) ? '*' : run.Text[0],
    };

    private static void WriteLink(StringBuilder line, string text, string link)
    {
        var words = text.Trim();

        if (words.Length == 0)
            return;

        if (text[0] == ' ')
            line.Append(' ');

        line.Append('[');
        var label = WebLink.Label(words, link).Replace('[', '(').Replace(']', ')');
        MarkdownEscape.Append(line, label, ' ', ']', isInsideLink: true);
        line.Append("](").Append(link).Append(')');

        if (text[^1] == ' ')
            line.Append(' ');
    }

    /// <summary>
    /// Emphasis begins and ends at a letter or digit: beside punctuation its marks would count as plain asterisks.
    /// </summary>
    private static void WriteEmphasis(
        StringBuilder line,
        string text,
        RunStyle style,
        char before,
        char after,
        char mark)
    {
        var start = 0;
        var end = text.Length;

        while (start < end && !IsWordPart(text, start))
            start++;

        while (end > start && !IsWordPart(text, end - 1))
            end--;

        var (head, core, tail) = (text[..start], text[start..end], text[end..]);
        var isInsideWord = !Parts(head.Length > 0 ? head[^1] : before) || !Parts(tail.Length > 0 ? tail[0] : after);
        var marks = (style.IsBold ? "**" : "") + (style.IsItalic && !isInsideWord ? "_" : "");

        MarkdownEscape.Append(line, head, before, core.Length == 0 ? mark : marks.Length > 0 ? '*' : core[0]);

        if (core.Length > 0)
        {
            line.Append(marks);
            MarkdownEscape.Append(
                line,
                core,
                marks.Length > 0 ? ' ' : before,
                marks.Length > 0 ? ' ' : tail.Length > 0 ? tail[0] : mark);
            line.Append([.. marks.Reverse()]);
        }

        MarkdownEscape.Append(line, tail, core.Length > 0 ? core[^1] : before, mark);
    }

    /// <summary>Accents that stand alone stay with their neighbours; emoji count as punctuation.</summary>
    private static bool IsWordPart(string text, int index) => char.IsSurrogate(text[index])
        ? Rune.TryGetRuneAt(text, char.IsLowSurrogate(text[index]) ? index - 1 : index, out var rune)
            && Rune.IsLetterOrDigit(rune)
        : char.IsLetterOrDigit(text[index]) || char.GetUnicodeCategory(text[index])
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Whether a sign that is not ASCII parts words, processors do not agree on.
    private static bool Parts(char character) => character is Edge || char.IsWhiteSpace(character)
        || char.IsPunctuation(character) || (char.IsAscii(character) && char.IsSymbol(character));
}
