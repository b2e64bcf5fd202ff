using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>The lists of docs/tallyfy-facts.md 6.1 beyond the everyday ones, and the search.</summary>
public sealed class TaskListTests
{
    private static readonly string Org = SandboxHost.Org;

    [Theory]
    [InlineData("created=2026-02-27", 2)]
    [InlineData("created=2026-02-27:2026-03-01", 5)]
    [InlineData("deadline_on=2026-03-03&deadline_before=2026-01-01", 4)]
    [InlineData("deadline_before=2026-03-03", 2)]
    [InlineData("deadline_after=2026-03-06", 3)]
    [InlineData("deadline_start_range=2026-03-07&deadline_end_range=2026-03-07", 3)]
    [InlineData("deadline_on=someday", 24)]
    [InlineData("guests=lidiah@example.net", 1)]
    [InlineData("status=hasproblem", 1)]
    [InlineData("status=active_visible", 17)]
    public async Task Dates_and_states_narrow_the_list(string filter, int found)
    {
        await using var host = new SandboxHost();

        var tasks = await host.AsAdministrator().GetAsync($"{Org}/tasks?per_page=100&{filter}");

        Assert.Equal(found, tasks.Data.GetArrayLength());
    }

    [Fact]
    public async Task A_members_tasks_are_listed_with_counts()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var tasks = await api.GetAsync($"{Org}/users/{WellKnown.Alex}/tasks?status=all&sort=deadline");
        var unknown = await api.GetAsync($"{Org}/users/424242/tasks");
        var odd = await api.GetAsync($"{Org}/users/alex/tasks");

        Assert.Equal(4, tasks.Data.GetArrayLength());
        Assert.Equal(0, tasks.Json.GetProperty("meta").GetProperty("overdue_tasks").GetInt32());
        Assert.Equal(2, tasks.Json.GetProperty("meta").GetProperty("tasks_due_soon").GetInt32());
        Assert.All([unknown, odd], answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
    }

    [Fact]
    public async Task A_light_member_sees_their_own_tasks_and_completes_them()
    {
        await using var host = new SandboxHost();
        var diego = await host.AsPersonAsync("diegos@example.com");

        var mine = (await diego.GetAsync($"{Org}/me/tasks")).Data;
        var all = (await diego.GetAsync($"{Org}/tasks?per_page=100")).Data;
        var policy = await Launched.FindAsync(diego, "working from home");
        var completed = await diego.CompleteAsync(policy, "\"is_approved\":true");

        Assert.Equal(2, mine.GetArrayLength());
        Assert.Equal(2, all.GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, completed.Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await diego.CompleteAsync(
                await Launched.FindAsync(host.AsAdministrator(), "standing"), "\"is_approved\":true")).Status);
    }

    [Fact]
    public async Task The_task_for_everyone_counts_each_and_keeps_a_note_of_each()
    {
        await using var host = new SandboxHost();
        var diego = await host.AsPersonAsync("diegos@example.com");
        var policy = await Launched.FindAsync(diego, "travel policy");

        var first = await diego.CompleteAsync(policy, "\"is_approved\":true");

        Assert.Equal("""{"completed":1,"total":2}""", first.Data.GetProperty("completion_progress").GetRawText());
        var threads = (await diego.TaskAsync(policy, "threads")).GetProperty("threads").GetProperty("data");
        Assert.Equal(
            "Diego Siciliani approved this task.",
            Assert.Single(threads.EnumerateArray()).GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_guest_counts_among_those_who_must_act_and_acts_on_the_page_only()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var alex = await host.AsPersonAsync("alexw@example.com");
        var created = await api.PostAsync($"{Org}/tasks", """
            {"title":"Agree","task_type":"approval","deadline":"2026-03-05","everyone_must_complete":true,
             "owners":{"users":[1002],"guests":["lidiah@example.net"]}}
            """);
        var task = new Launched(null, created.Data.GetProperty("id").GetString() ?? "");

        var member = await alex.CompleteAsync(task, "\"is_approved\":true");
        var guest = await api.PostAsync(
            $"/_sandbox/tasks/{task.Task}/complete", """{"as":"lidiah@example.net","is_approved":false}""");

        Assert.Equal("""{"completed":1,"total":2}""", member.Data.GetProperty("completion_progress").GetRawText());
        Assert.False(guest.Data.GetProperty("is_approved").GetBoolean());
        Assert.Equal(JsonValueKind.Null, guest.Data.GetProperty("completer_id").ValueKind);
        Assert.Equal("completed", guest.Data.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_search_names_tasks_processes_and_templates()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var both = (await api.GetAsync($"{Org}/search?search=fabrikam&on=task,process")).Json;
        var template = (await api.GetAsync($"{Org}/search?search=supplier&on=blueprint")).Json;
        var nothing = await api.GetAsync($"{Org}/search");

        Assert.Equal(2, both.GetProperty("task").GetProperty("data").GetArrayLength());
        Assert.Equal(2, both.GetProperty("process").GetProperty("data").GetArrayLength());
        Assert.False(both.TryGetProperty("blueprint", out _));
        Assert.Equal(
            "Supplier onboarding",
            template.GetProperty("blueprint").GetProperty("data")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.Status);
    }
}
