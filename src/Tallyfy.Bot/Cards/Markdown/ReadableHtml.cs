using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Text;

namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>
/// A description short enough to be parsed. Of one that is longer, what a card cannot show goes first, so that a
/// picture of some megabytes hides no text behind it: comments, scripts, attributes, elements that mean nothing and
/// such as hold nothing. What is too long after that is cut, and then it is not whole.
/// </summary>
internal sealed record ReadableHtml(string Html, bool IsWhole)
{
    /// <summary>More than Tallyfy's editor lets people write.</summary>
    private const int MaxLength = 50_000;

    /// <summary>
    /// The standard's error recovery takes quadratic time on tags that are never closed: 20,000 of them take seconds.
    /// </summary>
    private const int MaxTags = 2_000;

    public static ReadableHtml From(string html) =>
        html.Length <= MaxLength && html.AsSpan().Count('<') <= MaxTags
            ? new ReadableHtml(html, IsWhole: true)
            : Shorten(html);

    // Read once from front to end, with nothing kept but what is shown: linear in time, and bounded in memory.
    private static ReadableHtml Shorten(string html)
    {
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver)
        {
            SkipComments = true,
            ShouldEmitAttribute = (ref _, name) => HtmlNames.IsRead(name.Span),
        };
        var shown = new ShownHtml(MaxLength, MaxTags);

        for (var token = tokens.Get(); token.Type is not HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            if (token.Type is HtmlTokenType.StartTag)
                tokens.State = HtmlNames.ContentOf(token.Name);

            if (!shown.Add(token))
                return new ReadableHtml(shown.ToString(), IsWhole: false);
        }

        return new ReadableHtml(shown.ToString(), IsWhole: true);
    }
}
