using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.RequestLimits;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Every answer says how it is to be read, whatever it answers.</summary>
public sealed partial class HeaderStories
{
    [Fact]
    public async Task Every_route_and_method_answers_with_the_headers()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var routes = story.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(
                endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace(
                    "{secret}", IntakeDriver.Secret, StringComparison.Ordinal))
            .Distinct().ToList();

        Assert.True(routes.Count >= 5, string.Join(' ', routes));

        foreach (var route in routes.Append("/").Append("/nowhere").Append("/webhooks/tallyfy/guessed"))
        {
            foreach (var method in new[] { "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), route);
                using var response = await story.SendAsync(request);

                AssertGuarded(response, $"{method} {route}");
            }
        }
    }

    [Fact]
    public async Task Refusals_and_answers_to_activities_have_them_too()
    {
        await using var story = ApprovalStory.Begin();
        var tap = Activities.Execute(Person.Alex, "1", "approve", null);
        var elsewhere = Activities.Message(Person.Alex, "pending");
        elsewhere["serviceUrl"] = "https://evil.example/";

        await AssertGuardedAsync(story, HttpStatusCode.OK, JsonContent.Create(tap));
        await AssertGuardedAsync(story, HttpStatusCode.Forbidden, JsonContent.Create(elsewhere));
        await AssertGuardedAsync(story, HttpStatusCode.BadRequest, Json("{"));
        await AssertGuardedAsync(story, HttpStatusCode.UnsupportedMediaType, new StringContent("{}"));
        await AssertGuardedAsync(story, HttpStatusCode.RequestEntityTooLarge, Json(new string(' ', 256 * 1024 + 1)));
    }

    [Fact]
    public async Task An_error_of_ours_has_them_and_shows_nothing_of_itself()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.QuietAsync();
        await using var silent = await story.RefuseWritesAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/tallyfy/{IntakeDriver.Secret}")
        {
            Content = Json("{}"),
        };

        using var response = await story.SendAsync(request);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("This request could not be handled.", await TextOf(response));
        AssertGuarded(response, "an error");
    }

    [Theory]
    [InlineData("https://bot.example/", "max-age=31536000")]
    [InlineData("http://bot.example/", null)]
    public async Task Whoever_came_by_https_is_told_to_stay_with_it(string address, string? expected)
    {
        await using var app = await GuardedAsync(http => http.Response.WriteAsync("fine", http.RequestAborted));
        using var client = app.GetTestServer().CreateClient();

        using var response = await client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);

        Assert.Equal(
            expected,
            response.Headers.TryGetValues("Strict-Transport-Security", out var value) ? value.Single() : null);
    }

    [Fact]
    public async Task A_page_may_say_what_it_needs_and_only_that()
    {
        await using var app = await GuardedAsync(http =>
        {
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'";
            http.Response.Headers.CacheControl = "public";
            return http.Response.WriteAsync("a page", http.RequestAborted);
        });
        using var client = app.GetTestServer().CreateClient();

        using var response = await client.GetAsync(
            new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("default-src 'none'; style-src 'self'", Header(response, "Content-Security-Policy"));
        Assert.Equal("no-store", Header(response, "Cache-Control"));
    }

    private static async Task<WebApplication> GuardedAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static async Task AssertGuardedAsync(ApprovalStory story, HttpStatusCode expected, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = content };
        using var response = await story.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        AssertGuarded(response, $"{expected}");
    }

    private static void AssertGuarded(HttpResponseMessage response, string what)
    {
        var policy = Header(response, "Content-Security-Policy");

        // The pages of a sign-in have one style, and are the only pages.
        var isPage = what.StartsWith("GET /step-up/", StringComparison.Ordinal)
            || what.StartsWith("GET /link/", StringComparison.Ordinal)
            || what is "POST /link/go-on";

        Assert.Equal(
            (
                what,
                "nosniff",
                "no-store",
                "no-referrer",
                "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
                null),
            (what,
            Header(response, "X-Content-Type-Options"),
            Header(response, "Cache-Control"),
            Header(response, "Referrer-Policy"),
            isPage ? OneStyle().Replace(policy ?? "", "", 1) : policy,
            Header(response, "Server")));
        Assert.Equal(isPage, response.Content.Headers.ContentType?.MediaType == "text/html");
    }

    [GeneratedRegex("; style-src 'sha256-[A-Za-z0-9+/]{43}='$", RegexOptions.CultureInvariant)]
    private static partial Regex OneStyle();

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join('|', values) : null;

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static Task<string> TextOf(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
