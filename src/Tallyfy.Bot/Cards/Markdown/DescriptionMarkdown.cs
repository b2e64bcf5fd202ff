using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>
/// A description's HTML as the Markdown Teams renders: bold, italic, lists, web links; all else becomes its text.
/// <paramref name="Markdown"/> is null when nothing visible remains. With <paramref name="IsCut"/> Tallyfy shows more:
/// it was cut off, and ends in an ellipsis, or is nothing that a card can show.
/// </summary>
internal sealed record DescriptionMarkdown(string? Markdown, bool IsCut)
{
    /// <summary>Deeper than people nest; what lies below keeps its text and loses its style.</summary>
    private const int MaxStyleDepth = 64;

    /// <summary>More than <see cref="ReadableHtml"/> lets through.</summary>
    private const int NoLimit = 1_000_000;

    public static DescriptionMarkdown From(string? html, int limit, CardTexts texts)
    {
        if (string.IsNullOrWhiteSpace(html))
            return new DescriptionMarkdown(null, IsCut: false);

        var readable = ReadableHtml.From(html);
        using var document = new HtmlParser().ParseDocument(readable.Html);
        var writer = new MarkdownWriter(limit);

        var leavesOut = document.Body is { } body && Walk(body, writer, texts).Count > 0;
        var isCutOff = !readable.IsWhole || writer.IsFull;

        if (isCutOff)
            writer.MarkCut();

        return new DescriptionMarkdown(writer.ToMarkdown(), isCutOff || leavesOut);
    }

    /// <summary>All of it in pieces; see <see cref="DescriptionPieces"/>.</summary>
    /// <param name="html">Tallyfy's own, untrusted.</param>
    /// <param name="first">About how many characters the first piece has.</param>
    /// <param name="most">The same of the others.</param>
    /// <param name="texts">The reader's.</param>
    public static DescriptionPieces PiecesOf(string? html, int first, int most, CardTexts texts)
    {
        if (string.IsNullOrWhiteSpace(html))
            return new DescriptionPieces([], IsWhole: true, []);

        var readable = ReadableHtml.From(html);
        using var document = new HtmlParser().ParseDocument(readable.Html);
        var writer = new MarkdownWriter(NoLimit);
        var leftOut = document.Body is { } body ? Walk(body, writer, texts) : [];

        return new DescriptionPieces(writer.ToPieces(first, most), readable.IsWhole && !writer.IsFull, leftOut);
    }

    /// <summary>
    /// With a stack of its own: nesting is the author's choice and must not be the end of our process. Says
    /// what it left out that a browser shows, by the names of the elements.
    /// </summary>
    private static List<string> Walk(INode root, MarkdownWriter writer, CardTexts texts)
    {
        var leftOut = new List<string>();
        var open = new Stack<(INode? Next, RunStyle Style, IElement? Leaving)>();
        open.Push((root.FirstChild, RunStyle.Plain, null));

        while (open.TryPop(out var step) && !writer.IsFull)
        {
            if (step.Next is not { } node)
            {
                Leave(step.Leaving, writer);
                continue;
            }

            open.Push(step with { Next = node.NextSibling });

            if (node is IText text)
            {
                writer.Write(text.Data, step.Style);
            }
            else if (node is IElement element && HtmlNames.IsSkipped(element.LocalName))
            {
                if (!HtmlNames.IsUnseen(element.LocalName))
                    leftOut.Add(element.LocalName);
            }
            else if (node is IElement shown)
            {
                Enter(shown, writer, step.Style, texts);
                var style = open.Count > MaxStyleDepth ? step.Style : Styled(shown, step.Style);
                open.Push((shown.FirstChild, style, shown));
            }
        }

        return leftOut;
    }

    private static void Enter(IElement element, MarkdownWriter writer, RunStyle style, CardTexts texts)
    {
        switch (element.LocalName)
        {
            case "ul" or "ol" or "menu":
                writer.OpenList(isOrdered: element.LocalName == "ol");
                break;
            case "li":
                writer.StartItem();
                break;
            case "td" or "th":
                writer.StartCell();
                break;
            case "br":
                writer.BreakLine();
                break;
            case "img":
                var words = ForeignText.Visible(element.GetAttribute("alt") ?? "").Trim();
                writer.Write($" {(words.Length == 0 ? texts.Picture : texts.PictureOf(words))} ", style);
                break;
            case var name when HtmlNames.IsBlock(name):
                writer.StartBlock();
                break;
        }
    }

    private static void Leave(IElement? element, MarkdownWriter writer)
    {
        switch (element?.LocalName)
        {
            case "ul" or "ol" or "menu":
                writer.CloseList();
                break;
            case { } name when HtmlNames.IsBlock(name):
                writer.StartBlock();
                break;
        }
    }

    private static RunStyle Styled(IElement element, RunStyle style) => element.LocalName switch
    {
        var name when HtmlNames.IsBold(name) => style with { IsBold = true },
        var name when HtmlNames.IsItalic(name) => style with { IsItalic = true },
        HtmlNames.Link => style with { Link = WebLink.From(element.GetAttribute("href")) },
        _ => style,
    };
}
