using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>The settings of updates, launches, rules and threads, each flipped.</summary>
public sealed class EngineSettingsTests
{
    private const string Approve = "\"is_approved\":true";
    private static readonly string Org = SandboxHost.Org;

    [Theory]
    [InlineData("ignored", "acknowledged")]
    [InlineData("expires", "expired")]
    public async Task VerdictOnExpiringTask_is_ignored_or_expires_it(string setting, string status)
    {
        await using var host = new SandboxHost(
            ("VerdictOnExpiringTask", setting), ("FinishedStatus", "approved-rejected"));
        var api = host.AsAdministrator();
        var task = await CreateAsync(api, "\"task_type\":\"expiring\",\"owners\":{\"users\":[1002]}");

        var answer = await api.CompleteAsync(task, "\"is_approved\":false");

        Assert.Equal(status, answer.Data.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("one-task", "first", "Object", 1)]
    [InlineData("separate-tasks", "first", "Object", 2)]
    [InlineData("separate-tasks", "list", "Array", 2)]
    public async Task EveryoneMustComplete_is_one_task_or_several(string setting, string answer, string kind, int tasks)
    {
        await using var host = new SandboxHost(("EveryoneMustComplete", setting), ("SeparateTasksAnswer", answer));
        var api = host.AsAdministrator();

        var created = await api.PostAsync($"{Org}/tasks", """
            {"title":"All of you","task_type":"task","deadline":"2026-03-05","everyone_must_complete":true,
             "owners":{"users":[1002,1003]}}
            """);

        Assert.Equal(kind, created.Data.ValueKind.ToString());
        Assert.Equal(tasks, (await api.GetAsync($"{Org}/tasks?q=All of you")).Data.GetArrayLength());
    }

    [Theory]
    [InlineData("object", """{"completed":1,"total":2}""")]
    [InlineData("percent", "50")]
    [InlineData("absent", null)]
    public async Task CompletionProgressShape_has_three(string setting, string? shape)
    {
        await using var host = new SandboxHost(("CompletionProgressShape", setting));
        var diego = await host.AsPersonAsync("diegos@example.com");

        var answer = await diego.CompleteAsync(await Launched.FindAsync(diego, "travel policy"), Approve);

        Assert.Equal(
            shape, answer.Data.TryGetProperty("completion_progress", out var progress) ? progress.GetRawText() : null);
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public async Task EveryoneComments_may_be_off(string setting, int notes)
    {
        await using var host = new SandboxHost(("EveryoneComments", setting));
        var diego = await host.AsPersonAsync("diegos@example.com");
        var task = await Launched.FindAsync(diego, "travel policy");

        await diego.CompleteAsync(task, Approve);

        Assert.Equal(notes, (await diego.TaskAsync(task, "threads_count")).GetProperty("threads_count").GetInt32());
    }

    [Theory]
    [InlineData("data", JsonValueKind.Object, "data")]
    [InlineData("list", JsonValueKind.Array, null)]
    [InlineData("by-id", JsonValueKind.Object, "[0-9a-f]{32}")]
    public async Task RuleChanges_has_three_shapes(string setting, JsonValueKind kind, string? key)
    {
        await using var host = new SandboxHost(("RuleChanges", setting));
        var api = host.AsAdministrator();

        var answer = await api.CompleteAsync(await Launched.FindAsync(api, "working from home"), Approve);

        var changes = answer.Data.GetProperty("tasks_changed_by_rules");
        Assert.Equal(kind, changes.ValueKind);
        Assert.Contains("Approve as president", changes.GetRawText(), StringComparison.Ordinal);
        if (key is not null)
            Assert.Matches($"^{key}$", Assert.Single(changes.EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("once-per-run", "completed")]
    [InlineData("every-time", "in-progress")]
    public async Task RulesFireAgain_or_once(string setting, string status)
    {
        await using var host = new SandboxHost(("RulesFireAgain", setting));
        var api = host.AsAdministrator();
        var manager = await Launched.FindAsync(api, "working from home");
        var draft = (await api.GetAsync($"{Org}/runs/{manager.Run}/tasks")).Data[0].GetProperty("id").GetString() ?? "";

        for (var round = 0; round < 2; round++)
        {
            await api.CompleteAsync(manager, "\"is_approved\":false");
            if (round == 0)
                await api.CompleteAsync(manager with { Task = draft });
            await api.ReopenAsync(manager);
        }

        Assert.Equal(status, (await api.TaskAsync(manager with { Task = draft })).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("on-update", "active")]
    [InlineData("on-completion", "auto-skipped")]
    public async Task FieldRulesFire_at_once_or_at_completion(string setting, string afterUpdate)
    {
        await using var host = new SandboxHost(("FieldRulesFire", setting));
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, """
            {"automated_alias":"r","conditions":[{"conditionable_id":"amount","conditionable_type":"Capture",
              "operation":"is_not_empty"}],
             "then_actions":[{"action_type":"visibility","action_verb":"show","target_step_id":"third"}]}
            """);

        await api.PutAsync(run.Path("first"), $$$"""{"taskdata":{"{{{run.Fields["amount"]}}}":"7"} }""");
        var updated = await run.StatusAsync(api, "third");
        await run.CompleteAsync(api, "first");

        Assert.Equal(afterUpdate, updated);
        Assert.Equal("active", await run.StatusAsync(api, "third"));
    }

    [Theory]
    [InlineData("completes", HttpStatusCode.OK)]
    [InlineData("error-403", HttpStatusCode.Forbidden)]
    public async Task AssigneeWithoutView_completes_or_not(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("AssigneeWithoutView", setting));
        var alex = await host.AsPersonAsync("alexw@example.com");
        var task = await alex.LaunchForAlexAsync();
        await alex.PutAsync($"/_sandbox/runs/{task.Run}", """{"viewers":[]}""");

        Assert.Equal(status, (await alex.CompleteAsync(task, Approve)).Status);
    }

    [Theory]
    [InlineData("utc", "2026-03-05T12:00:00Z")]
    [InlineData("+02:00", "2026-03-05T10:00:00Z")]
    [InlineData("-05:00", "2026-03-05T17:00:00Z")]
    public async Task NaiveDates_are_read_in_the_zone_that_is_set(string setting, string deadline)
    {
        await using var host = new SandboxHost(("NaiveDates", setting));

        Assert.Equal(deadline, await DeadlineAsync(host, "2026-03-05 12:00:00"));
        Assert.Equal("2026-03-05T12:00:00Z", await DeadlineAsync(host, "2026-03-05T14:00:00+02:00"));
    }

    [Theory]
    [InlineData("next-working-day", "2026-03-09T12:00:00Z")]
    [InlineData("previous-working-day", "2026-03-06T12:00:00Z")]
    [InlineData("off", "2026-03-07T12:00:00Z")]
    public async Task DeadlineSnap_moves_a_Saturday(string setting, string deadline)
    {
        await using var host = new SandboxHost(("DeadlineSnap", setting));

        Assert.Equal(deadline, await DeadlineAsync(host, "2026-03-07T12:00:00Z"));
    }

    [Theory]
    [InlineData("200-30000", HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK)]
    [InlineData("255-6000", HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity)]
    public async Task TextLimits_are_one_pair_or_the_other(string setting, HttpStatusCode text, HttpStatusCode textarea)
    {
        await using var host = new SandboxHost(("TextLimits", setting));
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        Assert.Equal(text, (await form.AnswerAsync(api, "text", $"\"{new string('a', 255)}\"")).Status);
        Assert.Equal(textarea, (await form.AnswerAsync(api, "textarea", $"\"{new string('a', 6001)}\"")).Status);
    }

    [Theory]
    [InlineData("merge", "\"kept\"")]
    [InlineData("replace", "nothing")]
    public async Task TaskdataWrites_merge_or_replace(string setting, string stored)
    {
        await using var host = new SandboxHost(("TaskdataWrites", setting));
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);
        await form.AnswerAsync(api, "text", "\"kept\"");

        await form.AnswerAsync(api, "radio", "\"yes\"");

        Assert.Equal(stored, await form.StoredAsync(api, "text"));
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("field")]
    public async Task InvalidAnswerKeys_name_the_whole_or_the_field(string setting)
    {
        await using var host = new SandboxHost(("InvalidAnswerKeys", setting));
        var api = host.AsAdministrator();
        var form = await FormTask.LaunchAsync(api);

        var answer = await form.AnswerAsync(api, "radio", "\"maybe\"");

        Assert.Equal(
            setting == "field" ? form.Fields["radio"] : "taskdata",
            Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("error-422", HttpStatusCode.UnprocessableEntity)]
    [InlineData("accepted", HttpStatusCode.Created)]
    public async Task GuestsOnlyAssignment_is_refused_or_accepted(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("GuestsOnlyAssignment", setting));

        var answer = await host.AsAdministrator().PostAsync(
            $"{Org}/tasks",
            """{"title":"x","task_type":"task","deadline":"2026-03-05","owners":{"guests":["lidiah@example.net"]}}""");

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Nothing_is_launched_from_a_template_nobody_has()
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator().PostAsync($"{Org}/runs", """{"checklist_id":"x"}""");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task What_the_kick_off_form_requires_is_asked_for()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var template = (await api.GetAsync($"{Org}/checklists?q=supplier")).Data[0].GetProperty("id").GetString();

        var answer = await api.PostAsync($"{Org}/runs", $$"""{"checklist_id":"{{template}}"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }

    [Theory]
    [InlineData("present", "shown-tasks", """{"complete":1,"total":2,"percent":50,"approved":0,"rejected":0}""")]
    [InlineData("absent", "shown-tasks", """{"complete":1,"total":2,"percent":50}""")]
    [InlineData("absent", "all-tasks", """{"complete":1,"total":3,"percent":33}""")]
    public async Task Progress_counts_as_set(string verdicts, string counts, string progress)
    {
        await using var host = new SandboxHost(("ProgressVerdicts", verdicts), ("ProgressCounts", counts));

        var run = (await host.AsAdministrator().GetAsync($"{Org}/runs?q=working from home")).Data[0];

        Assert.Equal(progress, run.GetProperty("progress").GetRawText());
    }

    [Fact]
    public async Task Processes_are_found_by_the_assignees_of_their_tasks()
    {
        await using var host = new SandboxHost();

        var runs = await host.AsAdministrator().GetAsync($"{Org}/runs?owners={WellKnown.Alex}");

        Assert.Equal(3, runs.Data.GetArrayLength());
    }

    [Theory]
    [InlineData("204", HttpStatusCode.NoContent)]
    [InlineData("200", HttpStatusCode.OK)]
    public async Task CommentDeleteStatus_is_204_or_200(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("CommentDeleteStatus", setting));
        var api = host.AsAdministrator();
        var path = $"{Org}/tasks/{(await api.LaunchForAlexAsync()).Task}/comment";
        var comment = (await api.PostAsync(path, """{"content":"x"}""")).Data.GetProperty("id").GetString();

        Assert.Equal(status, (await api.DeleteAsync($"{path}/{comment}")).Status);
    }

    private static async Task<string?> DeadlineAsync(SandboxHost host, string deadline)
    {
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var answer = await api.PutAsync(
            $"{Org}/runs/{task.Run}/tasks/{task.Task}", $$"""{"deadline":"{{deadline}}"}""");
        return answer.Data.GetProperty("deadline").GetString();
    }

    private static async Task<Launched> CreateAsync(Infrastructure.Api api, string more)
    {
        var created = await api.PostAsync($"{Org}/tasks", $$"""{"title":"x","deadline":"2026-03-05",{{more}} }""");
        return new Launched(null, created.Data.GetProperty("id").GetString() ?? "");
    }
}
