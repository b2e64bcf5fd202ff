using System.Net;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Limits, and the shapes of pages and refusals (docs/tallyfy-facts.md 2, 1.3, 1.6).</summary>
public sealed class LimitTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task RequestsPerMinute_holds_each_person_to_a_rolling_minute()
    {
        await using var host = new SandboxHost(("RequestsPerMinute", "3"));
        var api = host.AsAdministrator();

        var first = await api.GetAsync("/api/me");
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await api.GetAsync("/api/me");
        var third = await api.GetAsync("/api/me");
        var fourth = await api.GetAsync("/api/me");
        var stranger = await host.As(null).GetAsync("/api/me");
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        var later = await api.GetAsync("/api/me");

        Assert.Equal("2", Header(first, "X-RateLimit-Remaining"));
        Assert.Equal("0", Header(third, "X-RateLimit-Remaining"));
        Assert.Equal(HttpStatusCode.TooManyRequests, fourth.Status);
        Assert.Equal("0", Header(fourth, "X-RateLimit-Remaining"));
        Assert.Equal("5", Header(fourth, "Retry-After"));
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
        Assert.Equal(HttpStatusCode.OK, later.Status);
    }

    [Fact]
    public async Task The_documented_burst_is_six_hundred_and_nought_is_none()
    {
        await using var host = new SandboxHost();
        await using var unlimited = new SandboxHost(("RequestsPerMinute", "0"));

        var limited = await host.AsAdministrator().GetAsync("/api/me");
        var free = await unlimited.AsAdministrator().GetAsync("/api/me");

        Assert.Equal("599", Header(limited, "X-RateLimit-Remaining"));
        Assert.False(free.Message.Headers.Contains("X-RateLimit-Remaining"));
    }

    [Theory]
    [InlineData(
        "message-and-code",
        """{"message":"You\u0027ve reached the limit for API requests. Please try again later.","""
        + "\"code\":\"RATE_LIMIT_EXCEEDED\"}")]
    [InlineData("message", """{"message":"You\u0027ve reached the limit for API requests. Please try again later."}""")]
    [InlineData("empty", "")]
    public async Task BurstBody_and_its_wait_are_settings(string setting, string body)
    {
        await using var host = new SandboxHost(
            ("RequestsPerMinute", "1"), ("BurstBody", setting), ("BurstRetryAfterSeconds", "17"));
        var api = host.AsAdministrator();
        await api.GetAsync("/api/me");

        var answer = await api.GetAsync("/api/me");

        Assert.Equal(body, answer.Text);
        Assert.Equal("17", Header(answer, "Retry-After"));
    }

    [Fact]
    public async Task RequestsPerHour_holds_the_whole_organization()
    {
        await using var host = new SandboxHost(("RequestsPerHour", "2"), ("RequestsPerMinute", "0"));
        var api = host.AsAdministrator();
        await host.As(null).GetAsync("/api/me");
        await api.GetAsync("/api/me");
        host.Clock.Advance(TimeSpan.FromMinutes(59));

        var answer = await api.GetAsync("/api/me");
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal("60", Header(answer, "Retry-After"));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/api/me")).Status);
    }

    [Fact]
    public async Task CommentsPerHour_counts_accepted_comments_of_everybody()
    {
        await using var host = new SandboxHost(("CommentsPerHour", "1"));
        var api = host.AsAdministrator();
        var path = $"{Org}/tasks/{(await api.LaunchForAlexAsync()).Task}/comment";
        var alex = await host.AsPersonAsync("alexw@example.com");

        var refused = await api.PostAsync(path, "{}");
        var first = await api.PostAsync(path, """{"content":"One"}""");
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        var second = await alex.PostAsync(path, """{"content":"Two"}""");
        host.Clock.Advance(TimeSpan.FromMinutes(40));
        var later = await alex.PostAsync(path, """{"content":"Three"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.Status);
        Assert.Equal("2400", Header(second, "Retry-After"));
        Assert.Equal(HttpStatusCode.Created, later.Status);
    }

    [Fact]
    public async Task GuestInvitesPerHour_has_the_documented_number_and_words()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        for (var number = 0; number < 30; number++)
            await api.PostAsync($"{Org}/guests", $$"""{"email":"g{{number}}@example.net"}""");

        var answer = await api.PostAsync($"{Org}/guests", """{"email":"one.more@example.net"}""");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal(
            "You've reached the hourly limit for Guest Invite (30 per hour per organization). Please try again later.",
            answer.Json.GetProperty("message").GetString());
        Assert.Equal("RATE_LIMIT_EXCEEDED", answer.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Every_answer_carries_a_request_id()
    {
        await using var host = new SandboxHost();
        var stranger = host.As(null);

        var answers = new[]
        {
            await host.AsAdministrator().GetAsync("/api/me"),
            await stranger.GetAsync("/api/me"),
            await stranger.GetAsync("/api/nowhere"),
            await stranger.GetAsync("/oauth/token"),
        };

        Assert.All(answers, answer => Assert.NotEmpty(Header(answer, "X-Request-Id")));
        Assert.Equal(HttpStatusCode.NotFound, answers[^1].Status);
    }

    [Theory]
    [InlineData("empty-object", "{}")]
    [InlineData("array", "[]")]
    [InlineData("null", "null")]
    [InlineData("absent", "")]
    public async Task PageLinks_has_the_shapes_of_a_list_with_more_pages(string setting, string shape)
    {
        await using var host = new SandboxHost(("PageLinks", setting));

        var tasks = await host.AsAdministrator().GetAsync($"{Org}/tasks?per_page=1");

        var pagination = tasks.Json.GetProperty("meta").GetProperty("pagination");
        Assert.Equal(shape, pagination.TryGetProperty("links", out var links) ? links.GetRawText() : "");
    }

    [Fact]
    public async Task Links_lead_on_and_back_and_the_server_caps_a_page()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var second = await api.GetAsync($"{Org}/tasks?per_page=1&page=2&status=active");
        var links = second.Json.GetProperty("meta").GetProperty("pagination").GetProperty("links");
        var next = await api.GetAsync(links.GetProperty("next").GetString() ?? "");
        var capped = await api.GetAsync($"{Org}/tasks?per_page=5000");

        Assert.Contains("page=1", links.GetProperty("previous").GetString(), StringComparison.Ordinal);
        Assert.Contains("status=active", links.GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, next.Json.GetProperty("meta").GetProperty("pagination").GetProperty("current_page").GetInt32());
        Assert.Equal(100, capped.Json.GetProperty("meta").GetProperty("pagination").GetProperty("per_page").GetInt32());
    }

    [Theory]
    [InlineData("error-and-errors", """{"error":true,"errors":{"task_id":["The task id field is required."]}}""")]
    [InlineData(
        "message-and-errors",
        """{"message":"The given data was invalid.","errors":{"task_id":["The task id field is required."]}}""")]
    [InlineData("errors", """{"errors":{"task_id":["The task id field is required."]}}""")]
    public async Task InvalidFields_has_three_shapes(string setting, string body)
    {
        await using var host = new SandboxHost(("InvalidFields", setting));

        Assert.Equal(body, (await host.AsAdministrator().PostAsync($"{Org}/completed-tasks", "{}")).Text);
    }

    private static string Header(Answer answer, string name) => answer.Message.Headers.GetValues(name).Single();
}
