using System.Diagnostics;
using System.Globalization;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Cards;

public sealed class DescriptionMarkdownTests
{
    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\n\nTwo")]
    [InlineData("One<br>Two<br/>Three", "One\n\nTwo\n\nThree")]
    [InlineData("just text & more", "just text & more")]
    [InlineData(
        "<b>bold</b> and <i>italic</i> and <strong><em>both</em></strong>",
        "**bold** and _italic_ and **_both_**")]
    [InlineData("<p>a <b> bold, </b>b</p>", "a **bold**, b")]
    [InlineData("<p>un<b>believ</b>able <i>un</i>seen</p>", "un**believ**able unseen")]
    [InlineData("<b>&nbsp;</b><i>!</i>", "!")]
    [InlineData("<h2>Title</h2>Text", "**Title**\n\nText")]
    [InlineData("<ul><li>a</li><li>b</li></ul>after", "- a\n- b\n\nafter")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")]
    [InlineData("<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol>", "1. a\n- – x\n2. b")]
    [InlineData("<ul><li><p>a</p></li><li><p>b<br>c</p></li></ul>", "- a\n- b c")]
    [InlineData("<li>stray", "- stray")]
    [InlineData(
        "<table><tr><th>Item</th><th>Qty</th></tr><tr><td>Pen</td><td>3</td></tr></table>",
        "**Item** · **Qty**\n\nPen · 3")]
    [InlineData("<p>see <img src='https://x.example/a.png' alt='the *plan*'></p>", "see (picture: the \\*plan\\*)")]
    [InlineData("<img src=x>", "(picture)")]
    [InlineData(
        "<a href='https://a.example/x?y=1&z=(2)'>go [here]</a>",
        "[go (here) (a.example)](https://a.example/x?y=1&z=%282%29)")]
    [InlineData("<a href='javascript:alert(1)'>run</a>", "run")]
    [InlineData("<a href='/relative'>there</a>", "there")]
    [InlineData("<a href='https://a.example/'>C:\\</a>", @"[C:\ (a.example)](https://a.example/)")]
    [InlineData("a<b>🇪</b>", "a🇪")]
    [InlineData("<b>half<i>and half</i></b>", "**halfand half**")]
    [InlineData("<b>one <i>two</i></b>", "**one** **_two_**")]
    [InlineData("ﷺ<b><i>x</i></b>", "ﷺ**x**")]
    [InlineData("<b>👍 done</b>", "👍 **done**")]
    [InlineData("<b><i>&zwj;x</i></b>", "\u200D**x**")]
    [InlineData("C:\\<b>temp</b>", @"C:\\**temp**")]
    [InlineData("C:\\<a href='https://a.example/'>temp</a>", @"C:\\[temp (a.example)](https://a.example/)")]
    [InlineData("<b>C:\\</b><i>temp</i>", @"**C**:\\_temp_")]
    [InlineData("<a href='https://\uFEFF'>no host</a>", "no host")]
    [InlineData(
        "<a href='https://a.example/'>https://xn--\u00E4.example</a>",
        "[https://a.example/](https://a.example/)")]
    [InlineData("<a href='https://go.tallyfy.com@evil.example/'>here</a>", "here")]
    [InlineData("<a href='https://a.example/'>one <b>two</b></a>", "[one two (a.example)](https://a.example/)")]
    [InlineData(
        "<a href='https://evil.example/'>go.tallyfy.com<b>.</b></a>", "[https://evil.example/](https://evil.example/)")]
    [InlineData("<a href='data:text/html,x'>x</a>", "x")]
    [InlineData("<a href='https://evil.example/'>go.tallyfy.com</a>", "[https://evil.example/](https://evil.example/)")]
    [InlineData("<a href='https://a.example'> </a>", null)]
    [InlineData("<script>alert(1)</script><style>x</style><iframe>y</iframe><svg><text>z</text></svg>ok", "ok")]
    [InlineData("<b><i><p>never closed", "**_never closed_**")]
    [InlineData("a</p></div></b>b", "a\n\nb")]
    [InlineData("&lt;at&gt;x&lt;/at&gt; **y**", @"\<at\>x\</at\> \*\*y\*\*")]
    [InlineData("<p># not a heading</p><p>- nor a list</p>", "\\# not a heading\n\n\\- nor a list")]
    [InlineData("<!-- hidden --><p></p><div> \n </div>", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Html_becomes_what_Teams_can_show(string? html, string? markdown) =>
        Assert.Equal(markdown, From(html, 500).Markdown);

    [Fact]
    public void A_long_description_is_cut_and_says_so()
    {
        var description = From("<p>" + SampleApprovals.Repeat("<b>word</b> ", 30_000) + "</p>", 100);

        Assert.True(description.IsCut);
        Assert.EndsWith("…", description.Markdown, StringComparison.Ordinal);
        Assert.InRange(description.Markdown!.Length, 100, 300);
    }

    [Fact]
    public void A_description_that_just_fits_is_not_cut() =>
        Assert.Equal(new DescriptionMarkdown("abcde", IsCut: false), From("<p>abcde</p> ", 5));

    [Fact]
    public void No_room_at_all_leaves_only_the_hint_that_there_is_more() =>
        Assert.Equal(new DescriptionMarkdown(null, IsCut: true), From("<p>abc</p>", 0));

    [Theory]
    [InlineData("<b>", false)]
    [InlineData("<div>", true)]
    [InlineData("<ul><li>", true)]
    [InlineData("<table><tr><td>", true)]
    [InlineData("<a href=x><p>", true)]
    [InlineData("<font><b><i>x</p>", true)]
    [InlineData("&amp", true)]
    [InlineData("<", true)]
    public void Rubbish_without_end_is_read_in_no_time(string rubbish, bool isCut) =>
        AssertReadSoon(SampleApprovals.Repeat(rubbish, 500_000), isCut);

    [Theory]
    [InlineData("<p", ">text")]
    [InlineData("<img", "><p>text")]
    [InlineData("<a href='https://a.example/'", ">text</a>")]
    public void A_tag_of_nothing_but_attributes_is_read_in_no_time(string open, string text) => AssertReadSoon(
        $"{open} {string.Join(' ', Enumerable.Range(0, 100_000).Select(number => $"a{number}=x"))}{text}",
        isCut: false);

    private static void AssertReadSoon(string html, bool isCut)
    {
        var watch = Stopwatch.StartNew();

        var description = From(html, 1_000);

        Assert.Equal(isCut, description.IsCut);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Hang.Guard); // with a step for each pair of letters it takes hours
    }

    private static DescriptionMarkdown From(string? html, int limit) =>
        DescriptionMarkdown.From(html, limit, new CardTexts(CultureInfo.InvariantCulture));
}
