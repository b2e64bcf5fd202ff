using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What a proxy, or whoever says to be one, writes about a request is not believed.</summary>
public sealed class ProxyStories
{
    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example, localhost")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("X-Forwarded-Port", "8443")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1;host=evil.example;proto=http")]
    [InlineData("X-Original-Host", "evil.example")]
    [InlineData("X-Host", "evil.example")]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:8443")]
    public async Task A_sign_in_comes_back_to_the_address_of_the_settings(string header, string value)
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(walk.Link).PathAndQuery);
        request.Headers.Add(header, value);

        using var answer = await AskAsync(story, request);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(
            "https://localhost/step-up/signed-in",
            QueryHelpers.ParseQuery(answer.Headers.Location!.Query)["redirect_uri"].ToString());
        Assert.DoesNotContain("evil", $"{answer.Headers}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "proto=https")]
    [InlineData("X-Forwarded-Scheme", "https")]
    [InlineData("X-Forwarded-Ssl", "on")]
    [InlineData("Front-End-Https", "on")]
    [InlineData("X-ARR-SSL", "2048|256|CN=evil")]
    public async Task What_came_by_plain_http_stays_that(string header, string value)
    {
        await using var story = ApprovalStory.Begin();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add(header, value);

        using var answer = await AskAsync(story, request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    /// <summary>ASP.NET's own switch takes the header away before the bot sees it.</summary>
    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-For", "203.0.113.9, 127.0.0.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    public async Task The_desk_stays_closed_where_the_framework_believes_them(string header, string value)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["ForwardedHeaders_Enabled"] = "true" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = new StringContent(
                Activities.Message(Person.Lynne, "pending").ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(header, value);

        using var answer = await AskAsync(story, request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(ApprovalStory story, HttpRequestMessage request)
    {
        using var any = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = story.Address,
        };
        return await any.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
