using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A person's browser: keeps cookies, goes where the bot's own address leads, and stops where it is sent elsewhere.
/// </summary>
internal sealed partial class PersonBrowser(Func<Uri> bot)
{
    private readonly Dictionary<string, string> cookies = [];

    /// <summary>Opens a link to the bot's public address.</summary>
    public async Task<Page> OpenAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address).PathAndQuery);
        return await SendAsync(request);
    }

    /// <summary>Sends the only form of a page, as it stands there or with another value in its field.</summary>
    public async Task<Page> GoOnAsync(Page page, string? answer = null)
    {
        var form = Form().Match(page.Text);
        Assert.True(form.Success, page.Text);
        using var content = new FormUrlEncodedContent([new(form.Groups[2].Value, answer ?? form.Groups[3].Value)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Groups[1].Value) { Content = content };
        return await SendAsync(request);
    }

    private async Task<Page> SendAsync(HttpRequestMessage request)
    {
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));

        var wire = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(wire) { BaseAddress = bot() };
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            Keep(set);

        return new Page(
            answer.StatusCode,
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)),
            answer.Headers.Location,
            answer.Headers.TryGetValues("Content-Security-Policy", out var policy) ? policy.Single() : "");
    }

    /// <summary>As another browser, or one that was closed in between.</summary>
    public void ForgetCookies() => cookies.Clear();

    [GeneratedRegex(
        "<form method=\"post\" action=\"([^\"]+)\">\\s*<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]+)\">")]
    private static partial Regex Form();

    private void Keep(string set)
    {
        var pair = set.Split(';')[0].Split('=', 2);
        Assert.Matches("^__(Secure|Host)-", pair[0]);
        Assert.Contains("; secure", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", set, StringComparison.OrdinalIgnoreCase);

        if (pair[1].Length == 0)
            cookies.Remove(pair[0]);
        else
            cookies[pair[0]] = pair[1];
    }
}

/// <summary>What a browser got.</summary>
internal sealed record Page(HttpStatusCode Status, string Text, Uri? SentTo, string Policy)
{
    /// <summary>One parameter of the address it was sent to.</summary>
    public string Asked(string name) => QueryHelpers.ParseQuery(SentTo!.Query)[name].ToString();
}
