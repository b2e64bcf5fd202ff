using System.Net;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>The automations of a template at work (docs/tallyfy-facts.md 10.1).</summary>
public sealed class RuleTests
{
    private const string Approve = "\"is_approved\":true";
    private const string Reject = "\"is_approved\":false";

    [Fact]
    public async Task An_approval_shows_the_next_one()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, Rule("second", "approved", "visibility", "show", "third"));

        var hidden = await run.StatusAsync(api, "third");
        var answer = await run.CompleteAsync(api, "second", Approve);

        Assert.Equal("auto-skipped", hidden);
        Assert.Equal("active", await run.StatusAsync(api, "third"));
        var (task, step) = (run.Tasks["third"], run.Steps["third"]);
        Assert.Equal(
            $$"""
            {"data":[{"id":"{{task}}","title":"third","status":"active","run_id":"{{run.Run}}","step_id":"{{step}}"}]}
            """,
            answer.Data.GetProperty("tasks_changed_by_rules").GetRawText());
    }

    [Fact]
    public async Task A_rejection_reopens_an_earlier_step_and_keeps_what_was_entered()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, Rule("second", "rejected", "status", "reopen", "first"));
        await api.PutAsync(run.Path("first"), $$$"""{"taskdata":{"{{{run.Fields["amount"]}}}":"7"}}""");
        await run.CompleteAsync(api, "first");

        var answer = await run.CompleteAsync(api, "second", Reject);

        Assert.Single(answer.Data.GetProperty("tasks_changed_by_rules").GetProperty("data").EnumerateArray());
        Assert.Equal("in-progress", await run.StatusAsync(api, "first"));
        Assert.Equal("completed", await run.StatusAsync(api, "second"));
        Assert.Contains(
            "\"7\"",
            (await api.GetAsync(run.Path("first"))).Data.GetProperty("taskdata").GetRawText(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_automation_fires_once_in_a_process_and_an_open_task_is_not_reopened()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, Rule("second", "rejected", "status", "reopen", "first"));

        var early = await run.CompleteAsync(api, "second", Reject);
        await run.CompleteAsync(api, "first");
        await api.ReopenAsync(run.Task("second"));
        await run.CompleteAsync(api, "second", Reject);

        Assert.Equal("{}", early.Data.GetProperty("tasks_changed_by_rules").GetRawText());
        Assert.Equal("completed", await run.StatusAsync(api, "first"));
    }

    [Theory]
    [InlineData("any_time", 0, "active")]
    [InlineData("on-time", 0, "active")]
    [InlineData("on-time", 20, "auto-skipped")]
    [InlineData("early_24", 0, "active")]
    [InlineData("early_24", 9, "auto-skipped")]
    [InlineData("late_24", 20, "active")]
    [InlineData("late_24", 0, "auto-skipped")]
    [InlineData(null, 0, "auto-skipped")]
    public async Task A_time_clause_says_when_a_step_counts(string? clause, int daysLater, string status)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, Rule("second", "approved", "visibility", "show", "third", clause));
        await api.PutAsync(run.Path("second"), """{"deadline":"2026-03-11T12:00:00Z"}""");
        host.Clock.Advance(TimeSpan.FromDays(daysLater));

        await run.CompleteAsync(api, "second", Approve);

        Assert.Equal(status, await run.StatusAsync(api, "third"));
    }

    [Theory]
    [InlineData("equals", "100", "100", true)]
    [InlineData("equals", "100", "10", false)]
    [InlineData("not_equals", "100", "10", true)]
    [InlineData("contains", "DESK", "a desk", true)]
    [InlineData("not_contains", "desk", "a desk", false)]
    [InlineData("equals_any", "red, blue", "blue", true)]
    [InlineData("greater_than", "100", "1000", true)]
    [InlineData("greater_than", "100", "99", false)]
    [InlineData("less_than", "2026-05-01", "2026-04-01", true)]
    [InlineData("is_not_empty", "", "x", true)]
    [InlineData("is_empty", "", "x", false)]
    public async Task A_condition_on_a_field_compares_its_answer(
        string operation, string statement, string answer, bool fires)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, FieldRule("amount", operation, statement));

        await api.PutAsync(run.Path("first"), $$$"""{"taskdata":{"{{{run.Fields["amount"]}}}":"{{{answer}}}"}}""");

        Assert.Equal(fires ? "active" : "auto-skipped", await run.StatusAsync(api, "third"));
    }

    [Fact]
    public async Task The_kick_off_form_is_looked_at_when_the_process_is_launched()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var small = await RuledRun.LaunchAsync(api, FieldRule("size", "equals", "large"), "small");
        var large = await RuledRun.LaunchAsync(api, FieldRule("size", "equals", "large"), "large");

        Assert.Equal("auto-skipped", await small.StatusAsync(api, "third"));
        Assert.Equal("active", await large.StatusAsync(api, "third"));
    }

    [Theory]
    [InlineData("assign", "[1001,1003]")]
    [InlineData("assign_only", "[1003]")]
    [InlineData("unassign", "[1001]")]
    [InlineData("clear_assignees", "[]")]
    public async Task A_rule_assigns(string verb, string owners)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, Rule("first", "completed", "assignment", verb, "second"));

        await run.CompleteAsync(api, "first");

        var second = (await api.GetAsync(run.Path("second"))).Data;
        Assert.Equal(owners, second.GetProperty("owners").GetProperty("users").GetRawText());
    }

    [Fact]
    public async Task A_rule_moves_a_deadline_hides_a_step_and_tells_an_address()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, string.Join(
            ',',
            Rule("first", "completed", "deadline", "deadline", "second"),
            Rule("first", "completed", "visibility", "hide", "fourth"),
            Rule("first", "completed", "webhook", "emit_webhook", "second")));

        await run.CompleteAsync(api, "first");

        Assert.Equal(
            "2026-03-04T09:00:00Z", (await api.GetAsync(run.Path("second"))).Data.GetProperty("deadline").GetString());
        Assert.Equal("auto-skipped", await run.StatusAsync(api, "fourth"));
        var emitted = Assert.Single(host.State.Events.All, happened => happened.Verb == EventVerb.Emitted);
        Assert.Equal("https://example.com/emitted", emitted.NewValue);
        Assert.Equal(run.Tasks["first"], emitted.Task?.Id);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_deadline_at_the_end_of_time_breaks_no_rule(string deadline)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, string.Join(
            ',',
            Rule("second", "approved", "visibility", "show", "third", "early_24"),
            Rule("second", "approved", "visibility", "hide", "fourth", "late_24")));

        var moved = await api.PutAsync(run.Path("second"), $$"""{"deadline":"{{deadline}}"}""");
        var completed = await run.CompleteAsync(api, "second", Approve);

        Assert.Equal(HttpStatusCode.OK, moved.Status);
        Assert.Equal(HttpStatusCode.OK, completed.Status);
        Assert.Single(completed.Data.GetProperty("tasks_changed_by_rules").GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Visibility_leaves_a_completed_task_alone()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, Rule("second", "approved", "visibility", "hide", "first"));
        await run.CompleteAsync(api, "first");

        await run.CompleteAsync(api, "second", Approve);

        Assert.Equal("completed", await run.StatusAsync(api, "first"));
    }

    [Fact]
    public async Task A_reopening_and_an_emptied_assignment_are_conditions_too()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var reopened = await RuledRun.LaunchAsync(api, Rule("first", "reopened", "visibility", "show", "third"));
        var emptied = await RuledRun.LaunchAsync(api, Rule("first", "not_assigned", "visibility", "show", "third"));

        await reopened.CompleteAsync(api, "first");
        var before = await reopened.StatusAsync(api, "third");
        var answer = await api.ReopenAsync(reopened.Task("first"));
        await api.PutAsync(emptied.Path("first"), """{"owners":{"users":[]}}""");

        Assert.Equal("auto-skipped", before);
        Assert.Single(answer.Data.GetProperty("tasks_changed_by_rules").GetProperty("data").EnumerateArray());
        Assert.Equal("active", await reopened.StatusAsync(api, "third"));
        Assert.Equal("active", await emptied.StatusAsync(api, "third"));
    }

    [Theory]
    [InlineData("ignored", "", "active", "auto-skipped")]
    [InlineData("ignored", Reject, "active", "auto-skipped")]
    [InlineData("expires", Reject, "auto-skipped", "active")]
    [InlineData("ignored", null, "auto-skipped", "active")]
    public async Task An_expiring_step_is_acknowledged_by_somebody_or_expires(
        string verdict, string? said, string acknowledged, string expired)
    {
        await using var host = new SandboxHost(("VerdictOnExpiringTask", verdict));
        var api = host.AsAdministrator();
        var rules = string.Join(
            ',',
            Rule("second", "acknowledged", "visibility", "show", "third"),
            Rule("second", "expired", "visibility", "show", "fourth"));
        var run = await RuledRun.LaunchAsync(api, rules, second: "expiring");

        if (said is null)
            host.Clock.Advance(TimeSpan.FromDays(30));
        else
            await run.CompleteAsync(api, "second", said);

        Assert.Equal("completed", await run.StatusAsync(api, "second"));
        Assert.Equal(acknowledged, await run.StatusAsync(api, "third"));
        Assert.Equal(expired, await run.StatusAsync(api, "fourth"));
    }

    [Fact]
    public async Task The_seed_has_an_approval_that_shows_the_next_and_rejections_that_reopen_the_draft()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var manager = await Launched.FindAsync(api, "working from home");

        var shown = await api.CompleteAsync(manager, Approve);
        var president = shown.Data.GetProperty("tasks_changed_by_rules").GetProperty("data")[0];
        var rejected = await api.CompleteAsync(
            manager with { Task = president.GetProperty("id").GetString() ?? "" }, Reject);

        Assert.Equal("Approve as president", president.GetProperty("title").GetString());
        var draft = rejected.Data.GetProperty("tasks_changed_by_rules").GetProperty("data")[0];
        Assert.Equal("Write the draft", draft.GetProperty("title").GetString());
        Assert.Equal("in-progress", draft.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, rejected.Status);
    }

    private static string Rule(
        string step, string operation, string type, string verb, string target, string? clause = "any_time") =>
        $$"""
        {"automated_alias":"{{verb}} {{target}}","conditions":[
          {"conditionable_id":"{{step}}","conditionable_type":"Step",
           "operation":"{{operation}}","statement":{{(clause is null ? "null" : $"\"{clause}\"")}},"logic":"and"}],
         "then_actions":[{"action_type":"{{type}}","action_verb":"{{verb}}","target_step_id":"{{target}}",
          "deadline":{"value":2,"unit":"days"},"assignees":{"users":[1003]},"webhook":"https://example.com/emitted"}]}
        """;

    private static string FieldRule(string field, string operation, string statement) =>
        $$"""
        {"automated_alias":"by field","conditions":[{"conditionable_id":"{{field}}","conditionable_type":"Capture",
          "operation":"{{operation}}","statement":"{{statement}}","logic":"and"}],
         "then_actions":[{"action_type":"visibility","action_verb":"show","target_step_id":"third"}]}
        """;
}
