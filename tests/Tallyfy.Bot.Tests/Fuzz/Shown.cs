using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>
/// What somebody sees of a piece of Markdown, by a processor that is not ours and finds bare addresses too.
/// </summary>
internal sealed class Shown
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().Build();
    private static readonly MarkdownPipeline Eager = new MarkdownPipelineBuilder()
        .UseAutoLinks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    private readonly List<MarkdownObject> parts;

    private Shown(MarkdownDocument document) => parts = [.. document.Descendants()];

    public static IEnumerable<Shown> Of(string markdown) =>
        new[] { Plain, Eager }.Select(pipeline => new Shown(Markdig.Markdown.Parse(markdown, pipeline)));

    public string Text
    {
        get
        {
            var text = new StringBuilder();

            foreach (var part in parts)
            {
                if (part is LiteralInline literal)
                    text.Append(literal.Content.AsSpan());
                else if (part is DelimiterInline alone)
                    text.Append(alone.ToLiteral());
                else if (part is LineBreakInline)
                    text.Append('\n');
            }

            return text.ToString();
        }
    }

    public IEnumerable<string> Links => parts.OfType<LinkInline>().Select(link => link.Url ?? "");

    /// <summary>Everything that is not text in one paragraph.</summary>
    public IEnumerable<string> Markup => parts
        .Where(
            part => part is not (ParagraphBlock or LiteralInline or DelimiterInline)
                && part.GetType() != typeof(ContainerInline))
        .Select(part => part.GetType().Name);

    public int Blocks => parts.OfType<LeafBlock>().Count();

    /// <summary>What no card carries, whoever wrote it.</summary>
    public static void AssertSafe(string text)
    {
        Assert.DoesNotContain("<at>", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            text.EnumerateRunes(), rune => rune.Value is not ('\n' or 0x2068 or 0x2069) && ForeignText.IsHidden(rune));
        Assert.Equal(text.Count(letter => letter == '\u2068'), text.Count(letter => letter == '\u2069'));
        Assert.DoesNotContain(
            text.Where((letter, index) => char.IsSurrogate(letter) && !IsPaired(text, index)), _ => true);
    }

    private static bool IsPaired(string text, int index) => char.IsHighSurrogate(text[index])
        ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
        : index > 0 && char.IsHighSurrogate(text[index - 1]);
}
