using System.Globalization;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>
/// What a card cannot show takes no room from what it can, however much there is of it and wherever it stands.
/// </summary>
public sealed class LongDescriptionTests
{
    private const int Much = 60_000;

    private static readonly Dictionary<string, string> Unseen = new()
    {
        ["a comment"] = $"<!-- {new string('x', Much)} <p>no</p> -->",
        ["many comments"] = Times("<!-- <b>x</b> -->"),
        ["a style"] = $"<style>{Times("p > b { color: red }")}</style>",
        ["a script"] = $"<script>if (1 < 2) document.write('<p>{new string('x', Much)}</p>');</script>",
        ["a template"] = $"<template>{Times("<p>x</p>")}</template>",
        ["attributes"] = $"<span style=\"{new string('x', Much)}\"></span>",
        ["spans"] = Times("<span class=x></span>"),
        ["spans within each other"] = Times("<span>") + Times("</span>"),
        ["Word's paragraphs"] = Times("<p class=MsoNormal><o:p>&nbsp;</o:p></p>"),
        ["empty paragraphs"] = Times("<p></p>\n"),
        ["empty bold within bold"] = Times("<b>") + Times("</b>"),
        ["line breaks"] = Times("<br>"),
        ["blanks"] = new string(' ', Much),
        ["no-break blanks"] = Times("&nbsp;"),
        ["zero-width blanks"] = new string('\u200B', Much),
        ["names of nothing"] = Times("<x-y z=1>"),
        ["end tags of nothing"] = Times("</x-y>"),
    };

    private static readonly Dictionary<string, string> Descriptions = new()
    {
        ["<p>Please pay 5,000 EUR to Fabrikam by Friday.</p>"] = "Please pay 5,000 EUR to Fabrikam by Friday.",
        ["<p>One</p><p>Two</p>"] = "One\n\nTwo",
        ["just text &amp; more &lt;b&gt;"] = "just text & more \\<b\\>",
        ["<p>a <b> bold, </b>b</p>"] = "a **bold**, b",
        ["<p><font color=red>un<b>believ</b></font>able <i>un</i>seen</p>"] = "un**believ**able unseen",
        ["<h2>Title</h2>Text"] = "**Title**\n\nText",
        ["<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol>"] = "1. a\n- – x\n2. b",
        ["<table><tbody><tr><th>Item</th><th>Qty</th></tr><tr><td>Pen</td><td>3</td></tr></tbody></table>"] =
            "**Item** · **Qty**\n\nPen · 3",
        ["<p>see <img src='https://x.example/a.png' alt='the *plan*'></p>"] = "see (picture: the \\*plan\\*)",
        ["<a href='https://a.example/x?y=1&amp;z=2' title='\">x'>https://a.example/x?y=1&amp;z=2</a>"] =
            "[https://a.example/x?y=1&z=2](https://a.example/x?y=1&z=2)",
        ["<a href='javascript:alert(1)'>run</a>"] = "run",
        ["<b><i><p>never closed"] = "**_never closed_**",
    };

    public static MatrixTheoryData<string, string> All => new(Unseen.Keys, Descriptions.Keys);

    [Theory]
    [MemberData(nameof(All))]
    public void What_cannot_be_shown_hides_nothing_behind_it(string unseen, string html) => Assert.Equal(
        new DescriptionMarkdown(Descriptions[html], IsCut: false), From(Unseen[unseen] + html, 500));

    [Theory]
    [MemberData(nameof(All))]
    public void What_cannot_be_shown_makes_nothing_before_it_look_cut(string unseen, string html)
    {
        if (!html.EndsWith("closed", StringComparison.Ordinal)) // the rest would stand within it
            Assert.Equal(new DescriptionMarkdown(Descriptions[html], IsCut: false), From(html + Unseen[unseen], 500));
    }

    [Fact]
    public void A_picture_before_the_text_hides_nothing() => Assert.Equal(
        new DescriptionMarkdown("(picture)\n\nPlease pay 5,000 EUR to Fabrikam by Friday.", IsCut: false),
        From(Picture(72_000) + "<p>Please pay 5,000 EUR to Fabrikam by Friday.</p>", 500));

    [Fact]
    public void Pictures_of_some_megabytes_are_each_said_and_all_the_text_is_there() => Assert.Equal(
        new DescriptionMarkdown("(picture)\n\nOne\n\n(picture)\n\nTwo", IsCut: false),
        From($"{Picture(4_000_000)}<p>One</p>{Picture(4_000_000)}<p>Two</p>", 500));

    [Fact]
    public void What_a_browser_shows_and_a_card_does_not_is_said_once_more_by_nobody() => Assert.Equal(
        new DescriptionMarkdown("Text", IsCut: true),
        From(Times("<iframe src=x>y</iframe><svg><text>z</text></svg>") + "Text", 500));

    [Fact]
    public void Too_much_text_is_cut_and_says_so()
    {
        var description = From(Times("<p>word</p>"), 100);

        Assert.True(description.IsCut);
        Assert.EndsWith("…", description.Markdown, StringComparison.Ordinal);
    }

    private static string Times(string html) => string.Concat(Enumerable.Repeat(html, 4_000));

    private static string Picture(int length) =>
        $"<p><img src=\"data:image/png;base64,{new string('A', length)}\"></p>";

    private static DescriptionMarkdown From(string html, int limit) =>
        DescriptionMarkdown.From(html, limit, new CardTexts(CultureInfo.InvariantCulture));
}
