using System.Globalization;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>A description's HTML, well written or not, as Markdown.</summary>
public sealed class DescriptionFuzz
{
    private static readonly CardTexts Texts = new(CultureInfo.InvariantCulture);

    private static readonly Arbitrary<string> Anything =
        Fuzz.Rows(
            [.. Pieces.Html, .. Pieces.Html, .. Pieces.Active, .. Pieces.Text, .. Pieces.Markdown, .. Pieces.Hidden]);

    private static readonly Arbitrary<string> OnlyText = Fuzz.Rows(
        [.. Pieces.Html, .. Pieces.Text, .. Pieces.Text, "\\", "\\"]);

    [Fact]
    public void Nothing_active_is_left_but_links_to_the_web() => Fuzz.Check(Limited(Anything), given =>
    {
        var description = DescriptionMarkdown.From(given.Html, given.Limit, Texts);

        if (description.Markdown is not { } markdown)
            return;

        Shown.AssertSafe(markdown);

        foreach (var shown in Shown.Of(markdown))
        {
            Assert.Subset(Allowed, shown.Markup.ToHashSet());
            Assert.All(shown.Links, link => Assert.True(IsPlainWeb(link), link));
        }
    });

    [Fact]
    public void What_is_shown_is_what_was_written_up_to_the_cut() => Fuzz.Check(Limited(OnlyText), given =>
    {
        var description = DescriptionMarkdown.From(given.Html, given.Limit, Texts);

        using var page = new HtmlParser().ParseDocument(given.Html);
        var written = Letters(ForeignText.Visible(page.Body?.TextContent ?? ""));
        var shown = Letters(Shown.Of(description.Markdown ?? "").First().Text);

        Assert.StartsWith(shown, written, StringComparison.Ordinal);

        // Our own marks are read as marks, and a backslash of theirs as one.
        Assert.All(
            Shown.Of(description.Markdown ?? ""), read => Assert.InRange(Marks(read.Text), 0, Marks(given.Html)));

        if (!description.IsCut)
            Assert.Equal(written, shown);
    });

    [Fact]
    public void A_description_keeps_its_limit() => Fuzz.Check(Limited(Anything), given =>
    {
        var description = DescriptionMarkdown.From(given.Html, given.Limit, Texts);

        var shown = Shown.Of(description.Markdown ?? "").First();
        var letters = new StringInfo(shown.Text).LengthInTextElements;

        // A misleading link is shown by its address, as it is encoded, and a cell is parted from the next, whatever
        // room is left.
        Assert.InRange(letters, 0, given.Limit + 1 + 3 * shown.Links.Sum(link => link.Length) + shown.Blocks * 2);
    });

    private static readonly HashSet<string> Allowed =
    [
        "EmphasisInline", "LinkInline", "ListBlock", "ListItemBlock", "LineBreakInline",
    ];

    private static Arbitrary<(string Html, int Limit)> Limited(Arbitrary<string> texts) => Arb.From(
        from html in texts.Generator
        from limit in Gen.OneOf(Gen.Choose(1, 20), Gen.Constant(1_500))
        select (html, limit),
        given => texts.Shrinker(given.html).Select(html => (html, given.limit)));

    private static bool IsPlainWeb(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https"
            && uri.UserInfo.Length == 0;

    private static int Marks(string text) => text.Count(letter => letter is '*' or '\\');

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit));
}
