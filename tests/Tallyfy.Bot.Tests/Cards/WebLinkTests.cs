using Tallyfy.Bot.Cards.Markdown;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>Addresses that somebody wrote into a description.</summary>
public sealed class WebLinkTests
{
    [Theory]
    [InlineData("https://tallyfy.com/x", "https://tallyfy.com/x")]
    [InlineData(" HTTP://tallyfy.com ", "http://tallyfy.com/")]
    [InlineData("https://tallyfy.com@elsewhere.example", null)]
    [InlineData("http://[::1]/x", null)]
    [InlineData("http://127.0.0.1/x", "http://127.0.0.1/x")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("/etc/passwd", null)]
    [InlineData(@"\\server\share", null)]
    [InlineData("\\\\\u200e", null)] // the framework's own reader of addresses breaks on these two
    [InlineData("//\u200e", null)]
    public void A_link_is_a_plain_web_address_or_none(string href, string? expected) =>
        Assert.Equal(expected, WebLink.From(href));

    [Theory]
    [InlineData("tallyfy.com", false)]
    [InlineData("bank.example", true)]
    [InlineData("ftp://bank.example", true)]
    [InlineData("//\u200e.", false)]
    [InlineData("//\u200e://.", false)]
    public void A_link_that_names_another_host_misleads(string text, bool expected) =>
        Assert.Equal(expected, WebLink.Misleads(text, "https://tallyfy.com/"));
}
