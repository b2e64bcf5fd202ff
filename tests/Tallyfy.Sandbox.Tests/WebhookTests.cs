using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Webhooks of all levels and what they carry (docs/tallyfy-facts.md 11), over real HTTP.</summary>
public sealed class WebhookTests
{
    private const string Approve = "\"is_approved\":true";
    private static readonly string Org = SandboxHost.Org;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_template_is_told_of_every_completed_task_and_its_step_takes_its_place()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        await SetAsync(api, "Purchase request", $$"""{"webhook":"{{target.Address}}/template"}""");
        var task = await api.LaunchForAlexAsync("\"title\":\"Two monitors\"");
        await SetAsync(api, "Purchase request", $$"""{"webhook":"{{target.Address}}/step","step":"order"}""");

        await api.CompleteAsync(task, $"{Approve},\"override_user\":{WellKnown.Alex}");
        var told = await NextAsync(target, "this_task");
        await api.CompleteAsync(task with { Task = TaskOf(host, task, "order") });
        var byStep = await NextAsync(target, "this_task");

        Assert.Equal("/hook/template", told.Path);
        Assert.Equal("/hook/step", byStep.Path);
        Assert.Equal(WellKnown.OrganizationId, told.Headers["X-Tallyfy-orgID"]);
        Assert.Equal("Tallyfy", told.Headers.UserAgent);
        Assert.Equal("application/json", told.Headers.ContentType);
        Assert.Equal(
            [
                "this_task", "launcher", "completer", "process-tasks", "form-fields", "template", "process",
                "guest-links", "next_task",
            ],
            told.Body.EnumerateObject().Select(property => property.Name));
        AssertThisTask(told.Body.GetProperty("this_task"), task);
        Assert.Equal("Alex Wilber", told.Body.GetProperty("completer").GetProperty("full_name").GetString());
        Assert.Equal("EUR 1,250.00", told.Body.GetProperty("form-fields").GetProperty("amount").GetString());
        Assert.Equal(task.Task, told.Body.GetProperty("process-tasks").GetProperty("approve").GetString());
        Assert.Equal(33, told.Body.GetProperty("process").GetProperty("progress").GetInt32());
        Assert.Equal("describe", told.Body.GetProperty("next_task").GetProperty("alias").GetString());
        Assert.DoesNotContain("is_approved", told.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_launched_and_a_completed_process_have_one_payload_told_apart_by_completed_at()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        await SetAsync(api, "Purchase request", $$"""{"webhook":"{{target.Address}}"}""");
        var task = await api.LaunchForAlexAsync();
        var run = host.State.Runs.Find(task.Run);

        Raise(host, new(EventVerb.Completed, host.Clock.GetUtcNow()) { Run = run });
        var done = await NextAsync(target, "completed_at", isGiven: true);

        Assert.Equal(task.Run, done.Body.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Number, done.Body.GetProperty("progress").ValueKind);
        Assert.Equal("completed", done.Body.GetProperty("status").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", done.Body.GetProperty("completed_at").GetString());
        Assert.Equal(WellKnown.Patti, done.Body.GetProperty("started_by").GetInt32());
        Assert.Equal(WellKnown.Patti, done.Body.GetProperty("prerun_completed_by").GetInt32());
        Assert.Contains(
            done.Body.GetProperty("users").EnumerateArray(),
            person => person.GetProperty("full_name").GetString() == "Alex Wilber");
        Assert.Equal(JsonValueKind.Object, done.Body.GetProperty("ko-form-fields").ValueKind);
    }

    [Fact]
    public async Task The_task_and_the_rule_have_addresses_of_their_own()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var run = await RuledRun.LaunchAsync(api, $$"""
            {"conditions":[{"conditionable_id":"first","conditionable_type":"Step","operation":"completed",
              "statement":"any_time"}],
             "then_actions":[{"action_type":"webhook","action_verb":"emit_webhook",
              "webhook":"{{target.Address}}/rule"}]}
            """);
        await api.PutAsync(run.Path("first"), $$"""{"webhook":"{{target.Address}}/task"}""");

        await run.CompleteAsync(api, "first");
        var own = await target.NextAsync(Token);
        var rule = await target.NextAsync(Token);

        Assert.Equal("/hook/task", own.Path);
        Assert.Equal("/hook/rule", rule.Path);
        Assert.All(
            [own, rule], told => AssertIs(run.Tasks["first"], told.Body.GetProperty("this_task").GetProperty("id")));
        Assert.Equal("completed", rule.Body.GetProperty("this_task").GetProperty("status").GetString());
        var sent = await api.SentWebhooksAsync(2);
        Assert.Equal(["task", "rule"], sent.Select(line => line.GetProperty("level").GetString()));
        Assert.Equal(["task.completed", "rule.emitted"], sent.Select(line => line.GetProperty("event").GetString()));
    }

    [Fact]
    public async Task A_rule_of_the_kick_off_form_tells_of_the_process()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();

        var run = await RuledRun.LaunchAsync(host.AsAdministrator(), $$"""
            {"conditions":[{"conditionable_id":"size","conditionable_type":"Capture","operation":"is_not_empty"}],
             "then_actions":[{"action_type":"webhook","action_verb":"emit_webhook",
              "webhook":"{{target.Address}}/rule"}]}
            """);
        var told = await target.NextAsync(Token);

        AssertIs(run.Run, told.Body.GetProperty("id"));
        AssertIs("medium", told.Body.GetProperty("ko-form-fields").GetProperty("size"));
    }

    [Fact]
    public async Task A_task_of_no_process_says_so()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launched = await api.LaunchAloneForAlexAsync();
        (host.State.Tasks.Find(launched.Task) ?? throw new InvalidOperationException()).Webhook = target.Address;

        await api.CompleteAsync(launched, Approve);
        var told = await target.NextAsync(Token);

        Assert.Equal(JsonValueKind.Null, told.Body.GetProperty("process").ValueKind);
        Assert.Equal("[]", told.Body.GetProperty("next_task").GetRawText());
    }

    [Theory]
    [InlineData(EventVerb.Completed, "task.completed")]
    [InlineData(EventVerb.OwnersUpdated, "task.assigned")]
    [InlineData(EventVerb.Commented, "task.comment_added")]
    [InlineData(EventVerb.IssueReported, "task.issue_raised")]
    [InlineData(EventVerb.IssueResolved, "task.issue_resolved")]
    internal async Task The_organization_is_told_of_events_by_name(EventVerb verb, string name)
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launched = await api.LaunchForAlexAsync();
        await WatchAsync(api, target.Address);
        var task = host.State.Tasks.Find(launched.Task);
        if (verb == EventVerb.Completed)
            await api.CompleteAsync(launched, Approve);
        else
            Raise(
                host,
                new(verb, host.Clock.GetUtcNow()) { Actor = host.State.People.Find(WellKnown.Alex), Task = task });

        // A launch of a moment ago may still be told: its other tasks are assigned too.
        var told = await NextAsync(target, name);
        while (told.Body.GetProperty("task").GetProperty("id").GetString() != launched.Task)
            told = await NextAsync(target, name);

        Assert.Equal(WellKnown.OrganizationId, told.Body.GetProperty("organization_id").GetString());
        Assert.Equal("approval", told.Body.GetProperty("task").GetProperty("task_type").GetString());
        Assert.Equal(launched.Run, told.Body.GetProperty("process").GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_organization_is_told_of_a_launch_and_of_every_task_it_assigns()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        await WatchAsync(api, target.Address);

        var launched = await api.LaunchForAlexAsync();
        Raise(host, new(EventVerb.Completed, host.Clock.GetUtcNow()) { Run = host.State.Runs.Find(launched.Run) });

        string[] names = ["process.launched", "task.assigned", "task.assigned", "task.assigned", "process.completed"];
        foreach (var name in names)
            Assert.Equal(name, (await target.NextAsync(Token)).Event);
    }

    [Fact]
    public async Task OrganizationWebhook_may_carry_an_id_alone()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost(("OrganizationWebhook", "thin"));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await WatchAsync(api, target.Address);

        await api.CompleteAsync(task, Approve);

        Assert.Equal(
            $$$"""{"event":"task.completed","task":{"id":"{{{task.Task}}}"}}""",
            (await NextAsync(target, "task.completed")).Body.GetRawText());
    }

    [Fact]
    public async Task Shapes_of_a_payload_follow_their_settings()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost(
            ("WebhookNoNextTask", "object"), ("WebhookUserIds", "strings"), ("WebhookDates", "long"),
            ("WebhookUserAgent", "GuzzleHttp/7"), ("WebhookKickOffKeys", "aliases"),
            ("WebhookKickOffCompleter", "prerun_submitted_by"));
        var api = host.AsAdministrator();
        var field = new FormField { Id = "k1", Alias = "urgency", Label = "Urgency", FieldType = "text" };
        lock (host.State.Gate)
        {
            var index = host.State.Templates.FindIndex(known => known.Title == "Purchase request");
            var template = host.State.Templates[index];
            host.State.Templates[index] = template with { KickOff = [field], Webhook = target.Address };
        }

        var task = await api.LaunchForAlexAsync();
        var run = host.State.Runs.Find(task.Run) ?? throw new InvalidOperationException();
        run.Prerun["k1"] = DemoTemplates.Text("normal");
        await api.CompleteAsync(task, Approve);
        var completed = await NextAsync(target, "this_task");
        Raise(host, new(EventVerb.Completed, host.Clock.GetUtcNow()) { Run = run });
        var process = await NextAsync(target, "completed_at", isGiven: true);

        Assert.Equal("GuzzleHttp/7", completed.Headers.UserAgent);
        Assert.Equal("1001", completed.Body.GetProperty("completer").GetProperty("id").GetString());
        Assert.Equal(
            "23/03/2026 09:00 AM UTC"[..10],
            completed.Body.GetProperty("form-fields").GetProperty("needed-by").GetString()?[..10]);
        Assert.Equal(
            """{"urgency":"normal"}""", completed.Body.GetProperty("process").GetProperty("prerun").GetRawText());
        Assert.Equal("1006", process.Body.GetProperty("prerun_submitted_by").GetString());
        Assert.Equal("""{"urgency":"normal"}""", process.Body.GetProperty("ko-form-fields").GetRawText());

        var alone = await api.LaunchAloneForAlexAsync();
        (host.State.Tasks.Find(alone.Task) ?? throw new InvalidOperationException()).Webhook = target.Address;
        await api.CompleteAsync(alone, Approve);
        Assert.Equal("{}", (await NextAsync(target, "this_task")).Body.GetProperty("next_task").GetRawText());
    }

    [Fact]
    public async Task Watchers_are_added_listed_and_removed_by_administrators()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var added = await WatchAsync(api, "http://localhost:1/hook");
        var id = added.Data.GetProperty("id").GetString();
        var listed = await api.GetAsync($"{Org}/watchers?notification=webhook");
        var others = await api.GetAsync($"{Org}/watchers?notification=email");
        var removed = await api.DeleteAsync($"{Org}/remove-watcher/{id}");
        var again = await api.DeleteAsync($"{Org}/remove-watcher/{id}");
        var byAlex = await (await host.AsPersonAsync("alexw@example.com")).GetAsync($"{Org}/watchers");

        Assert.Equal($$"""{"data":[{"id":"{{id}}","webhook":"http://localhost:1/hook"}]}""", listed.Text);
        Assert.Empty(others.Data.EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, removed.Status);
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
        Assert.Equal(HttpStatusCode.Forbidden, byAlex.Status);
    }

    [Theory]
    [InlineData("https://bot.example.com/hook")]
    [InlineData("http://127.0.0.1.example.com/")]
    [InlineData("http://user@localhost/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("file:///etc/hosts")]
    [InlineData("localhost")]
    [InlineData("")]
    public async Task Only_this_machine_can_be_told(string address)
    {
        await using var host = new SandboxHost();

        var answer = await WatchAsync(host.AsAdministrator(), address);
        var template = await host.AsAdministrator().PutAsync(
            "/_sandbox/templates/Time off/webhook", $$"""{"webhook":"{{address}}"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty("webhook", out _));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, template.Status);
    }

    [Fact]
    public async Task WatcherApi_may_not_be_there_and_WatcherAddressKey_may_differ()
    {
        await using var off = new SandboxHost(("WatcherApi", "false"));
        await using var other = new SandboxHost(("WatcherAddressKey", "webhook_url"));

        var missing = await off.AsAdministrator().GetAsync($"{Org}/watchers");
        var added = await WatchAsync(other.AsAdministrator(), "http://[::1]:1/");

        Assert.Equal("ENDPOINT_NOT_FOUND", missing.Json.GetProperty("code").GetString());
        Assert.Equal("http://[::1]:1/", added.Data.GetProperty("webhook_url").GetString());
    }

    private static void AssertThisTask(JsonElement told, Launched task)
    {
        Assert.Equal(task.Task, told.GetProperty("id").GetString());
        Assert.Equal("completed", told.GetProperty("status").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", told.GetProperty("completed_at").GetString());
        Assert.Equal("alexw@example.com", told.GetProperty("completed_by").GetProperty("email").GetString());
        Assert.Equal(
            "Alex Wilber", told.GetProperty("owners").GetProperty("users")[0].GetProperty("full_name").GetString());
        Assert.Contains(
            told.GetProperty("captures").EnumerateObject(),
            capture => capture.Value.GetProperty("alias").GetString() == "supplier");
    }

    private static void AssertIs(string expected, JsonElement told) => Assert.Equal(expected, told.GetString());

    private static string TaskOf(SandboxHost host, Launched task, string alias) =>
        host.State.Runs.Find(task.Run)?.Tasks.Find(known => known.Step?.Alias == alias)?.Id ?? "";

    private static async Task SetAsync(Infrastructure.Api api, string template, string body) => Assert.Equal(
        HttpStatusCode.OK, (await api.PutAsync($"/_sandbox/templates/{template}/webhook", body)).Status);

    private static Task<Answer> WatchAsync(Infrastructure.Api api, string address) => api.PostAsync(
        $"{Org}/users/{WellKnown.Bot}/add-watcher",
        $$"""
        {"object_type":"organization","object_id":"{{WellKnown.OrganizationId}}","notification_type":"webhook",
         "frequency":"electric","webhook":"{{address}}"}
        """);

    private static void Raise(SandboxHost host, SandboxEvent happened)
    {
        lock (host.State.Gate)
            host.State.Events.Add(happened);
    }

    /// <summary>The next that is of this event, or carries this property.</summary>
    private static async Task<ReceivedWebhook> NextAsync(WebhookTarget target, string name, bool isGiven = false)
    {
        while (true)
        {
            var told = await target.NextAsync(Token);
            var carries = told.Body.TryGetProperty(name, out var value)
                && (!isGiven || value.ValueKind != JsonValueKind.Null);
            if (told.Event == name || carries)
                return told;
        }
    }
}
