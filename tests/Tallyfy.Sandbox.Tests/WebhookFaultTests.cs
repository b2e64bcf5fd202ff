using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Webhooks that are lost, doubled, late or out of order, and those nobody answers.</summary>
public sealed class WebhookFaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_webhook_is_listed_and_never_comes()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = await WatchedAsync(host, target);
        await api.StrikeAsync("""[{"webhook":{"lose":true,"event":"task.comment_added"},"times":1}]""");

        Raise(host, EventVerb.Commented);
        Raise(host, EventVerb.IssueReported);

        Assert.Equal("task.issue_raised", (await target.NextAsync(Token)).Event);
        var lost = (await api.GetAsync("/_sandbox/webhooks")).Json[0];
        Assert.Equal("task.comment_added", lost.GetProperty("event").GetString());
        Assert.Equal("lost by a fault", lost.GetProperty("error").GetString());
        Assert.Equal(JsonValueKind.Null, lost.GetProperty("status").ValueKind);
        Assert.Equal("[]", (await api.GetAsync("/_sandbox/faults")).Text);
    }

    [Fact]
    public async Task Each_may_come_five_times()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = await WatchedAsync(host, target);
        await api.StrikeAsync("""[{"path":"/hook","webhook":{"copies":5}}]""");

        Raise(host, EventVerb.Commented);
        Raise(host, EventVerb.IssueReported);

        for (var copy = 0; copy < 10; copy++)
            Assert.Equal(copy < 5 ? "task.comment_added" : "task.issue_raised", (await target.NextAsync(Token)).Event);
    }

    [Fact]
    public async Task A_held_webhook_is_overtaken()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = await WatchedAsync(host, target);
        await api.StrikeAsync("""[{"webhook":{"hold":2},"times":1}]""");

        Raise(host, EventVerb.Commented);
        Raise(host, EventVerb.IssueReported);
        Raise(host, EventVerb.IssueResolved);

        Assert.Equal("task.issue_raised", (await target.NextAsync(Token)).Event);
        Assert.Equal("task.issue_resolved", (await target.NextAsync(Token)).Event);
        Assert.Equal("task.comment_added", (await target.NextAsync(Token)).Event);
    }

    [Fact]
    public async Task Clearing_the_faults_lets_a_held_webhook_go()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = await WatchedAsync(host, target);
        await api.StrikeAsync("""[{"webhook":{"hold":9,"event":"task.comment_added"}}]""");
        Raise(host, EventVerb.Commented);
        Raise(host, EventVerb.IssueReported);
        Assert.Equal("task.issue_raised", (await target.NextAsync(Token)).Event);

        await api.DeleteAsync("/_sandbox/faults");

        Assert.Equal("task.comment_added", (await target.NextAsync(Token)).Event);
    }

    [Fact]
    public async Task A_delayed_webhook_waits_on_the_clock_and_holds_up_nobody()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = await WatchedAsync(host, target);
        await api.StrikeAsync("""[{"webhook":{"delay_ms":60000},"times":1}]""");

        Raise(host, EventVerb.Commented);
        Raise(host, EventVerb.IssueReported);
        var first = await target.NextAsync(Token);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await target.NextAsync(Token);

        Assert.Equal("task.issue_raised", first.Event);
        Assert.Equal("task.comment_added", second.Event);
    }

    [Fact]
    public async Task A_refusal_is_kept_and_not_tried_again()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = await WatchedAsync(host, target);
        target.Status = 500;

        Raise(host, EventVerb.Commented);
        Raise(host, EventVerb.IssueReported);

        Assert.Equal("task.comment_added", (await target.NextAsync(Token)).Event);
        Assert.Equal("task.issue_raised", (await target.NextAsync(Token)).Event);
        Assert.Equal(500, (await api.SentWebhooksAsync(1))[0].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task WebhookTimeoutSeconds_is_how_long_an_answer_is_waited_for()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost(("WebhookTimeoutSeconds", "3"));
        var api = await WatchedAsync(host, target);
        target.IsUnavailable = true;

        Raise(host, EventVerb.Commented);
        await target.NextAsync(Token);
        host.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("no answer within 3 s", (await api.SentWebhooksAsync(1))[0].GetProperty("error").GetString());
    }

    [Fact]
    public async Task Nobody_there_and_elsewhere_are_said()
    {
        await using var target = await WebhookTarget.StartAsync(Token);
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        lock (host.State.Gate)
        {
            host.State.Watchers.Add(new Watcher("w1", WellKnown.Bot, "http://127.0.0.1:1/", default));
            host.State.Watchers.Add(new Watcher("w2", WellKnown.Bot, "https://bot.example.com/", default));
        }

        Raise(host, EventVerb.Commented);

        var sent = await api.SentWebhooksAsync(2);
        Assert.Equal("not delivered: ConnectionError", sent[0].GetProperty("error").GetString());
        Assert.StartsWith("not sent.", sent[1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"webhook":{}}]""")]
    [InlineData("""[{"webhook":{"copies":0}}]""")]
    [InlineData("""[{"webhook":{"copies":101}}]""")]
    [InlineData("""[{"webhook":{"delay_ms":-1}}]""")]
    [InlineData("""[{"webhook":{"hold":0}}]""")]
    [InlineData("""[{"webhook":{"loose":true}}]""")]
    [InlineData("""[{"webhook":{"lose":true},"times":0}]""")]
    [InlineData("""[{"webhook":{"lose":true},"path":"^("}]""")]
    public async Task A_webhook_fault_that_makes_no_sense_is_refused(string body)
    {
        await using var host = new SandboxHost();

        Assert.Equal(
            HttpStatusCode.BadRequest, (await host.AsAdministrator().PutAsync("/_sandbox/faults", body)).Status);
    }

    [Fact]
    public void The_last_five_hundred_are_kept()
    {
        var sent = new Webhooks.SentWebhooks();

        for (var number = 0; number < 501; number++)
            sent.Add(new() { At = default, Level = "task", Event = "task.completed", Url = "x" });

        Assert.Equal(500, sent.All.Count);
        Assert.Equal(2, sent.All[0].Seq);
    }

    private static async Task<Infrastructure.Api> WatchedAsync(SandboxHost host, WebhookTarget target)
    {
        var api = host.AsAdministrator();
        _ = await api.GetAsync("/api/me");
        lock (host.State.Gate)
            host.State.Watchers.Add(new Watcher("w", WellKnown.Bot, target.Address, host.Clock.GetUtcNow()));
        return api;
    }

    private static void Raise(SandboxHost host, EventVerb verb)
    {
        lock (host.State.Gate)
            host.State.Events.Add(new SandboxEvent(verb, host.Clock.GetUtcNow()) { Task = host.State.Tasks.All[0] });
    }
}
