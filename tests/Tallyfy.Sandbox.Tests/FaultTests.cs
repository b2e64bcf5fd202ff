using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

public sealed class FaultTests
{
    private const string Approve = "\"is_approved\":true";

    [Fact]
    public async Task A_fault_before_the_effect_leaves_the_task_open()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.StrikeAsync("""
            [{"method":"POST","path":"^/api/.*completed-tasks$","times":1,"status":503,"retry_after":7,
             "body":{"error":true,"message":"busy"}}]
            """);

        var answer = await api.CompleteAsync(task, Approve);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal("""{"error":true,"message":"busy"}""", answer.Text);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Message.Headers.RetryAfter?.Delta);
        Assert.Equal(JsonValueKind.Null, (await api.TaskAsync(task)).GetProperty("completed_at").ValueKind);
        var entry = await api.LastWriteAsync();
        Assert.Equal(503, entry.GetProperty("status").GetInt32());
        Assert.Equal("answered 503 before the effect", entry.GetProperty("fault").GetString());
        Assert.Equal(HttpStatusCode.OK, (await api.CompleteAsync(task, Approve)).Status);
    }

    [Fact]
    public async Task A_fault_after_the_effect_hides_a_completion_that_happened()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.StrikeAsync("""[{"path":"/api/","method":"post","status":500,"when":"after","body":"<html>"}]""");

        var answer = await api.CompleteAsync(task, Approve);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Equal("<html>", answer.Text);
        Assert.Equal("completed", (await api.TaskAsync(task)).GetProperty("status").GetString());
        var entry = await api.LastWriteAsync();
        Assert.Equal(200, entry.GetProperty("status").GetInt32());
        Assert.Equal("answered 500 after the effect", entry.GetProperty("fault").GetString());
    }

    [Theory]
    [InlineData("before", "active")]
    [InlineData("after", "completed")]
    public async Task A_dropped_connection_never_answers(string when, string status)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.StrikeAsync($$"""[{"path":"/api/","times":1,"drop":true,"when":"{{when}}"}]""");

        await Assert.ThrowsAnyAsync<Exception>(() => api.CompleteAsync(task, Approve));

        Assert.Equal(status, (await api.TaskAsync(task)).GetProperty("status").GetString());
        Assert.Equal($"dropped {when} the effect", (await api.LastWriteAsync()).GetProperty("fault").GetString());
    }

    [Fact]
    public async Task A_delay_waits_on_the_clock_and_then_answers()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        await api.StrikeAsync("""[{"path":"/api/me","times":1,"delay_ms":5000}]""");

        var slow = api.GetAsync("/api/me");
        while (!slow.IsCompleted)
        {
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/_sandbox/faults")).Status);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(HttpStatusCode.OK, (await slow).Status);
        Assert.True(host.Clock.GetUtcNow() >= new DateTimeOffset(2026, 3, 2, 9, 0, 5, TimeSpan.Zero));
    }

    [Fact]
    public async Task Faults_count_down_are_shown_and_cleared()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        await api.StrikeAsync("""[{"path":"/api/me","times":3,"status":429}]""");

        var first = await api.GetAsync("/api/me");
        var left = await api.GetAsync("/_sandbox/faults");
        await api.DeleteAsync("/_sandbox/faults");
        var after = await api.GetAsync("/api/me");

        Assert.Equal(HttpStatusCode.TooManyRequests, first.Status);
        Assert.Equal(2, left.Json[0].GetProperty("times").GetInt32());
        Assert.Equal(HttpStatusCode.OK, after.Status);
    }

    [Theory]
    [InlineData("""{"path":"/api/"}""")]
    [InlineData("""[{"path":"/api/"}]""")]
    [InlineData("""[{"status":500}]""")]
    [InlineData("""[{"path":"^(","status":500}]""")]
    [InlineData("""[{"path":"/api/","status":99}]""")]
    [InlineData("""[{"path":"/api/","status":500,"when":"sometimes"}]""")]
    [InlineData("""[{"path":"/api/","status":500,"times":0}]""")]
    [InlineData("""[{"path":"/api/","delay_ms":-1}]""")]
    [InlineData("""[{"path":"/api/","status":500,"tiems":1}]""")]
    [InlineData("[null]")]
    [InlineData("nonsense")]
    public async Task A_fault_that_makes_no_sense_is_refused_in_words(string body)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var answer = await api.PutAsync("/_sandbox/faults", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(answer.Json.GetProperty("message").GetString() ?? "");
        Assert.Equal("[]", (await api.GetAsync("/_sandbox/faults")).Text);
    }
}
