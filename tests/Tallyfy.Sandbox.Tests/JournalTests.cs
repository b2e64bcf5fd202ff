using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

public sealed class JournalTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task A_completion_is_journaled_with_token_and_completer()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        await api.CompleteAsync(task, $"\"is_approved\":false,\"override_user\":{WellKnown.Alex}");

        var entry = await api.LastWriteAsync();
        Assert.Equal(1, entry.GetProperty("seq").GetInt64());
        Assert.Equal("POST", entry.GetProperty("method").GetString());
        Assert.Equal($"{Org}/runs/{task.Run}/completed-tasks", entry.GetProperty("path").GetString());
        Assert.Equal(WellKnown.Bot, entry.GetProperty("token_user").GetInt32());
        Assert.Equal(task.Task, entry.GetProperty("task_id").GetString());
        Assert.Equal(WellKnown.Alex, entry.GetProperty("completer_id").GetInt32());
        Assert.False(entry.GetProperty("is_approved").GetBoolean());
        Assert.Equal(200, entry.GetProperty("status").GetInt32());
        Assert.Equal(WellKnown.Alex, entry.GetProperty("body").GetProperty("override_user").GetInt32());
    }

    [Fact]
    public async Task Refused_writes_are_journaled_too()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        await host.As("unknown").CompleteAsync(task, "\"is_approved\":true");
        await api.CompleteAsync(task with { Task = "nothing" }, "\"is_approved\":true");
        await api.CompleteAsync(task);
        await api.PostAsync("/api/nowhere", "not json");
        await api.PostAsync($"{Org}/completed-tasks", "{");
        await api.ReopenAsync(task);

        var journal = (await api.GetAsync("/_sandbox/journal")).Json.EnumerateArray().ToList();
        Assert.Equal([401, 404, 422, 404, 400, 422], journal.Select(entry => entry.GetProperty("status").GetInt32()));
        Assert.Equal([1, 2, 3, 4, 5, 6], journal.Select(entry => entry.GetProperty("seq").GetInt32()));
        Assert.All(journal, entry => Assert.Equal(JsonValueKind.Null, entry.GetProperty("completer_id").ValueKind));
        Assert.Equal(JsonValueKind.Null, journal[0].GetProperty("token_user").ValueKind);
        Assert.Equal("not json", journal[3].GetProperty("body").GetString());
        Assert.Equal(task.Task, journal[5].GetProperty("task_id").GetString());
    }

    [Fact]
    public async Task Reads_launches_and_tokens_are_not_journaled()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");

        await alex.GetAsync("/api/me");
        await alex.LaunchForAlexAsync();

        var journal = await alex.GetAsync("/_sandbox/journal");
        Assert.Equal("[]", journal.Text);
        Assert.DoesNotContain(WellKnown.ClientSecret, journal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_page_does_is_the_persons_own_write()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        await api.PostAsync(
            $"/_sandbox/tasks/{task.Task}/complete", """{"as":"alexw@example.com","is_approved":true}""");

        var entry = await api.LastWriteAsync();
        Assert.Equal(WellKnown.Alex, entry.GetProperty("token_user").GetInt32());
        Assert.Equal(WellKnown.Alex, entry.GetProperty("completer_id").GetInt32());
        Assert.Equal($"/_sandbox/tasks/{task.Task}/complete", entry.GetProperty("path").GetString());
    }

    [Fact]
    public async Task A_long_body_is_cut()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        await api.PostAsync($"{Org}/tasks/{task.Task}/comment", $$"""{"content":"{{new string('a', 20_000)}}"}""");

        var body = (await api.LastWriteAsync()).GetProperty("body").GetString();
        Assert.Equal(8192, body?.Length);
    }

    [Fact]
    public async Task Two_completions_at_once_leave_one_completer_and_two_entries()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => api.CompleteAsync(
            task, $"\"is_approved\":true,\"override_user\":{WellKnown.Alex + number % 2}")));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        var journal = (await api.GetAsync("/_sandbox/journal")).Json.EnumerateArray().ToList();
        Assert.Equal(16, journal.Count);
        Assert.Single(journal, entry => entry.GetProperty("completer_id").ValueKind == JsonValueKind.Number);
    }
}
