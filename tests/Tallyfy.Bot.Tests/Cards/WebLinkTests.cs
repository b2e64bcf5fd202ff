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
    [InlineData(@"https://tallyfy.com\@evil.example")]
    [InlineData(@"https:\\evil.example\x")]
    [InlineData("https://tally\tfy.com/")]
    [InlineData("https://tally\nfy.com/")]
    [InlineData("https://tallyfy.com/ x")]
    [InlineData("https://microsoft.com@evil.example")]
    [InlineData("https://microsoft.com:443@evil.example/")]
    [InlineData("https://microsoft.com%2F@evil.example/")]
    [InlineData("https://a:b@evil.example/")]
    [InlineData("https://%00evil.example/")]
    [InlineData("https://ev%69l<.example/")]
    [InlineData("http://[2001:db8::1]:8080/")]
    [InlineData("data:text/html,<b>x</b>")]
    [InlineData("vbscript:msgbox(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("msteams:/l/chat")]
    [InlineData("https:///")]
    [InlineData(
        "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + ".bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.evil.example/")]
    public void An_address_that_can_be_read_in_two_ways_is_no_link(string href) => Assert.Null(WebLink.From(href));

    [Theory]
    [InlineData("here", "https://evil.example/", "here (evil.example)")]
    [InlineData(
        "Sign in to Microsoft to continue",
        "https://evil.example/x",
        "Sign in to Microsoft to continue (evil.example)")]
    [InlineData(
        "Open in Tallyfy",
        "https://go.tallyfy.com.evil.example/",
        "Open in Tallyfy (go.tallyfy.com.evil.example)")]
    [InlineData("evil.example", "https://evil.example/", "evil.example")]
    [InlineData("https://evil.example/", "https://evil.example/", "https://evil.example/")]
    [InlineData("https://evil.example", "https://evil.example/", "https://evil.example")]
    [InlineData("go.tallyfy.com", "https://evil.example/", "https://evil.example/")]
    [InlineData("https://go.tallyfy.com/x", "https://evil.example/y", "https://evil.example/y")]
    [InlineData("evil.example/go.tallyfy.com", "https://evil.example/", "evil.example/go.tallyfy.com (evil.example)")]
    [InlineData(
        "https://go.tallyfy.com@evil.example",
        "https://evil.example/",
        "https://go.tallyfy.com@evil.example (evil.example)")]
    [InlineData("EVIL.example", "https://evil.example/", "EVIL.example (evil.example)")]
    [InlineData("here (go.tallyfy.com)", "https://evil.example/", "here (go.tallyfy.com) (evil.example)")]
    [InlineData("go.tallyfy.com ", "https://evil.example/", "https://evil.example/")]
    [InlineData("go tallyfy.com", "https://evil.example/", "go tallyfy.com (evil.example)")]
    [InlineData("go\u3002tallyfy\u3002com", "https://evil.example/", "go\u3002tallyfy\u3002com (evil.example)")]
    [InlineData("tallyfy", "https://tallyf\u00FD.com/", "tallyfy (xn--tallyf-gza.com)")]
    [InlineData("tallyf\u00FD.com", "https://tallyf\u00FD.com/", "tallyf\u00FD.com (xn--tallyf-gza.com)")]
    [InlineData("microsoft", "https://m\u0456crosoft.com/", "microsoft (xn--mcrosoft-thh.com)")]
    [InlineData("here", "https://EVIL.example/", "here (evil.example)")]
    [InlineData("here", "https://evil.example:443/", "here (evil.example)")]
    [InlineData("here", "https://evil.example:8443/", "here (evil.example:8443)")]
    [InlineData("evil.example", "https://evil.example:8443/", "evil.example (evil.example:8443)")]
    [InlineData("here", "http://2130706433/", "here (127.0.0.1)")]
    [InlineData("here", "http://0x7f.1/", "here (127.0.0.1)")]
    [InlineData("\u05D0\u05D1\u05D2", "https://evil.example/", "\u05D0\u05D1\u05D2 (evil.example)")]
    [InlineData(
        "https://evil.example/go.tallyfy.com",
        "https://evil.example/",
        "https://evil.example/go.tallyfy.com (evil.example)")]
    public void A_label_stands_alone_only_where_it_is_the_address_or_its_host(
        string words, string href, string expected) =>
        Assert.Equal(expected, WebLink.Label(words, WebLink.From(href)!));

    [Theory]
    [InlineData("tallyfy.com", false)]
    [InlineData("bank.example", true)]
    [InlineData("ftp://bank.example", true)]
    [InlineData("//\u200e.", false)]
    [InlineData("//\u200e://.", false)]
    public void A_link_that_names_another_host_misleads(string text, bool expected) =>
        Assert.Equal(expected, WebLink.Misleads(text, "https://tallyfy.com/"));
}
