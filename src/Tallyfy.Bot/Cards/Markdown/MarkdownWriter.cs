using System.Globalization;
using System.Text;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>How a run of text looks.</summary>
internal readonly record struct RunStyle(bool IsBold, bool IsItalic, string? Link)
{
    public static RunStyle Plain => default;
}

/// <summary>Collects styled text in paragraphs and list items, up to a limit, and writes it as Markdown.</summary>
internal sealed class MarkdownWriter(int limit)
{
    private const string Bullet = "- ";

    private const int LinesAtOnce = 3;

    private readonly List<(string Marker, List<(string Text, RunStyle Style)> Runs, bool IsRow)> blocks = [];
    private readonly Stack<int?> lists = new();
    private List<(string Text, RunStyle Style)> runs = [];
    private string marker = "";
    private bool isCellNext;
    private bool isRow;
    private int left = limit;

    /// <summary>Something visible did not fit.</summary>
    public bool IsFull { get; private set; }

    public void Write(string text, RunStyle style)
    {
        var visible = ForeignText.Visible(text);

        if (runs.Count == 0 || EndsBlank)
            visible = visible.TrimStart();

        if (visible.Length == 0 || IsFull)
            return;

        if (isCellNext && runs.Count > 0)
        {
            Append(" · ", RunStyle.Plain);
            isRow = true;
        }

        isCellNext = false;
        Append(visible, style);
    }

    public void StartBlock()
    {
        if (runs.Count > 0)
            blocks.Add((marker, runs, isRow));

        if (runs.Count > 0 || lists.Count == 0)
            marker = "";

        runs = [];
        isRow = false;
        isCellNext = false;
    }

    /// <summary>Between cells of a row; the first one has nothing to be parted from.</summary>
    public void StartCell() => isCellNext = true;

    /// <summary>A line break would end a list item, so there it is a blank.</summary>
    public void BreakLine()
    {
        if (lists.Count > 0)
            Write(" ", RunStyle.Plain);
        else
            StartBlock();
    }

    public void OpenList(bool isOrdered)
    {
        StartBlock();
        lists.Push(isOrdered ? 1 : null);
    }

    public void CloseList()
    {
        StartBlock();
        marker = "";
        lists.TryPop(out _);
    }

    /// <summary>
    /// Teams on phones knows no lists within lists: inner items follow at the same level, with a dash.
    /// </summary>
    public void StartItem()
    {
        StartBlock();
        lists.TryPop(out var number);
        marker = (lists.Count, number) switch
        {
            ( > 0, _) => $"{Bullet}– ",
            (_, { } next) => $"{next.ToString(CultureInfo.InvariantCulture)}. ",
            _ => Bullet,
        };
        lists.Push(number + 1);
    }

    /// <summary>Says behind what was written that there is more; nothing was written, nothing says it.</summary>
    public void MarkCut()
    {
        var last = runs.Count > 0 ? runs : blocks.Count > 0 ? blocks[^1].Runs : [];

        if (last.Count > 0)
            last[^1] = (ForeignText.CutMark(last[^1].Text.TrimEnd(ForeignText.Ellipsis)), last[^1].Style);
    }

    /// <summary>Null when nothing was written.</summary>
    public string? ToMarkdown()
    {
        StartBlock();
        var markdown = new StringBuilder();
        var wasItem = false;

        foreach (var (itemMarker, content, _) in blocks)
        {
            var line = MarkdownLine.Write(content);

            if (line.Length == 0)
                continue;

            var isItem = itemMarker.Length > 0;

            if (markdown.Length > 0)
                markdown.Append(isItem && wasItem ? "\n" : "\n\n");

            markdown.Append(itemMarker).Append(line);
            wasItem = isItem;
        }

        return markdown.Length == 0 ? null : markdown.ToString();
    }

    /// <summary>
    /// The same in pieces of about so many characters, the first of its own length: its first paragraph, where there is
    /// more than is read at a glance. A row of a table is in one of them.
    /// </summary>
    public IReadOnlyList<string> ToPieces(int first, int most)
    {
        StartBlock();
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var (length, wasItem, isPlain) = (0, false, false);
        var isLong = blocks.Count > LinesAtOnce || blocks.Sum(block => block.Runs.Sum(run => run.Text.Length)) > first;

        foreach (var (itemMarker, content, isTableRow) in blocks)
        {
            foreach (var (part, index) in Parts(content, isTableRow ? most : Room()).Select((part, at) => (part, at)))
            {
                var line = MarkdownLine.Write(part);

                if (line.Length == 0)
                    continue;

                if (piece.Length > 0 && (length + line.Length > Room() || (pieces.Count == 0 && isLong)))
                    End();

                var isItem = itemMarker.Length > 0 && index == 0;
                isPlain = isItem && (piece.Length == 0 || isPlain);

                if (piece.Length > 0)
                    piece.Append(isItem && wasItem && !isPlain ? "\n" : "\n\n");

                piece.Append(!isItem ? "" : isPlain ? Plain(itemMarker) : itemMarker).Append(line);
                length += line.Length;
                wasItem = isItem;
            }
        }

        if (piece.Length > 0)
            End();

        return pieces;

        int Room() => pieces.Count == 0 ? first : most;

        void End()
        {
            pieces.Add(piece.ToString());
            piece.Clear();
            length = 0;
        }
    }

    // A list that begins its block stands out of the block's bounds in Microsoft's renderer.
    private static string Plain(string itemMarker) => itemMarker switch
    {
        Bullet => "• ",
        _ when itemMarker.StartsWith(Bullet, StringComparison.Ordinal) => itemMarker[Bullet.Length..],
        _ => itemMarker.Replace(".", "\\.", StringComparison.Ordinal),
    };

    private static IEnumerable<List<(string Text, RunStyle Style)>> Parts(
        List<(string Text, RunStyle Style)> content, int most)
    {
        var text = string.Concat(content.Select(run => run.Text));

        for (var start = 0; start < text.Length;)
        {
            var end = TextPieces.EndOf(text, start, most);
            yield return Slice(content, start, end);
            start = end;
        }
    }

    private static List<(string Text, RunStyle Style)> Slice(
        List<(string Text, RunStyle Style)> content, int start, int end)
    {
        List<(string Text, RunStyle Style)> slice = [];
        var at = 0;

        foreach (var (text, style) in content)
        {
            var (from, to) = (Math.Max(start - at, 0), Math.Min(end - at, text.Length));

            if (from < to)
                slice.Add((slice.Count == 0 ? text[from..to].TrimStart() : text[from..to], style));

            at += text.Length;
        }

        return [.. slice.Where(run => run.Text.Length > 0)];
    }

    private bool EndsBlank => runs[^1].Text.EndsWith(' ');

    private void Append(string text, RunStyle style)
    {
        IsFull = left == 0;

        if (IsFull)
            return;

        var fitting = ForeignText.Cut(text, left);
        IsFull = fitting != text;
        left -= Math.Min(left, new StringInfo(fitting).LengthInTextElements);

        if (runs.Count > 0 && runs[^1].Style == style)
            runs[^1] = (runs[^1].Text + fitting, style);
        else
            runs.Add((fitting, style));
    }
}
