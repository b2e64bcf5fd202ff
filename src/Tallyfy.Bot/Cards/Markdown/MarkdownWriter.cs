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

    private readonly List<(string Marker, List<(string Text, RunStyle Style)> Runs)> blocks = [];
    private readonly Stack<int?> lists = new();
    private List<(string Text, RunStyle Style)> runs = [];
    private string marker = "";
    private bool isCellNext;
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
            Append(" · ", RunStyle.Plain);

        isCellNext = false;
        Append(visible, style);
    }

    public void StartBlock()
    {
        if (runs.Count > 0)
            blocks.Add((marker, runs));

        if (runs.Count > 0 || lists.Count == 0)
            marker = "";

        runs = [];
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

        foreach (var (itemMarker, content) in blocks)
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
