using System.Globalization;

namespace Tallyfy.Bot.Texts;

/// <summary>
/// Foreign text in pieces that a card can show one after the other, with nothing left out: a piece never ends inside a
/// figure, or between a figure and what stands beside it.
/// </summary>
/// <param name="Pieces">One line each, without hidden characters; not escaped.</param>
/// <param name="IsWhole">False where something cannot be shown as it is: marks without end on one letter.</param>
internal sealed record TextPieces(IReadOnlyList<string> Pieces, bool IsWhole)
{
    /// <param name="text">What somebody wrote, in lines.</param>
    /// <param name="most">About how many characters a piece has.</param>
    public static TextPieces Of(string? text, int most)
    {
        var pieces = new List<string>();
        var isWhole = true;

        foreach (var line in (text ?? "").ReplaceLineEndings("\n").Split('\n'))
        {
            var visible = ForeignText.Visible(line).Trim();
            var shown = ForeignText.Cut(visible, visible.Length);
            isWhole &= shown == visible;

            for (var start = 0; start < shown.Length;)
            {
                var end = EndOf(shown, start, most);
                pieces.Add(shown[start..end].Trim());
                start = end;
            }
        }

        return new TextPieces(pieces, isWhole);
    }

    /// <summary>Where the piece that begins here ends: behind a sentence, else behind a word.</summary>
    public static int EndOf(string text, int start, int most)
    {
        if (text.Length - start <= most)
            return text.Length;

        var last = start + most;

        for (var end = last; end > start + (most / 2); end--)
        {
            if (IsBetweenWords(text, end) && text[end - 2] is '.' or '!' or '?' or ';' or '。' or '؟')
                return end;
        }

        for (var end = last; end > start + 1; end--)
        {
            if (IsBetweenWords(text, end))
                return end;
        }

        // A word without end.
        for (var end = last; end < text.Length; end++)
        {
            if (IsBetweenWords(text, end) || IsBetweenLetters(text, end))
                return end;
        }

        return text.Length;
    }

    private static bool IsBetweenWords(string text, int end) =>
        end >= 2
        && text[end - 1] == ' '
        && !char.IsDigit(text[end - 2])
        && (end == text.Length || !char.IsDigit(text[end]));

    private static bool IsBetweenLetters(string text, int end) =>
        char.IsLetter(text[end - 1])
        && char.IsLetter(text[end])
        && StringInfo.GetNextTextElementLength(text, end - 1) == 1;
}
