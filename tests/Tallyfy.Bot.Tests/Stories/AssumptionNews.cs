using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Somebody in Tallyfy launches an approval and decides it, and no sweep runs: who tells the bot?</summary>
internal sealed class AssumptionNews(ApprovalStory story)
{
    public IReadOnlyList<Func<Task>> All =>
    [
        Decided_elsewhere_as_the_feed_tells,
        Decided_elsewhere_as_a_template_tells,
        Decided_elsewhere_as_the_organization_tells,
    ];

    private SandboxState State => story.Sandbox.Services.GetRequiredService<SandboxState>();

    private Task Decided_elsewhere_as_the_feed_tells() => DecidedElsewhereAsync("Told by the feed", async () =>
    {
        using var riddle = JsonContent.Create(new { riddle = 1 });
        Assert.Equal(HttpStatusCode.Accepted, await story.TellAsync(IntakeDriver.Secret, riddle));
        story.Advance(TimeSpan.FromSeconds(11)); // one that was read a moment ago rests
    });

    private async Task Decided_elsewhere_as_a_template_tells()
    {
        SetWebhook(Webhook);
        await DecidedElsewhereByWebhookAsync("Told by the template");
        SetWebhook(null);
    }

    private async Task Decided_elsewhere_as_the_organization_tells()
    {
        lock (State.Gate)
            State.Watchers.Add(new Watcher(SandboxState.NewId(), WellKnown.Bot, Webhook, story.Clock.GetUtcNow()));

        await DecidedElsewhereByWebhookAsync("Told by the organization");

        lock (State.Gate)
            State.Watchers.Clear();
    }

    /// <summary>A webhook that is understood needs no look at the feed.</summary>
    private async Task DecidedElsewhereByWebhookAsync(string title)
    {
        var feeds = FeedReads();
        await DecidedElsewhereAsync(title, () => Task.CompletedTask);
        Assert.Equal(feeds, FeedReads());
    }

    private async Task DecidedElsewhereAsync(string title, Func<Task> tellAsync)
    {
        var task = await story.LaunchUnseenAsync(title, Person.Lynne);
        await tellAsync();
        Assert.True((await story.CardAsync(Person.Lynne, title)).Asks);

        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);
        await tellAsync();

        var card = await story.CardAsync(Person.Lynne, title, message => !message.Asks);
        Assert.Contains(
            StoryTexts.English.RejectedElsewhereBy(Person.Megan.Name), card.Words, StringComparison.Ordinal);
    }

    private string Webhook => new Uri(story.Address, $"/webhooks/tallyfy/{IntakeDriver.Secret}").AbsoluteUri;

    private int FeedReads() =>
        story.Sandbox.Wire.Passed.Count(request => request.EndsWith("/activity-feeds", StringComparison.Ordinal));

    private void SetWebhook(string? address)
    {
        lock (State.Gate)
        {
            var index = State.Templates.FindIndex(template => template.Title == "Purchase request");
            State.Templates[index] = State.Templates[index] with { Webhook = address, KickOff = [KickOff] };
        }
    }

    private static FormField KickOff => DemoTemplates.Field("purchase", "since", "Wanted since", "date", 1) with
    {
        Sample = DemoTemplates.Text("2026-02-01T00:00:00Z"),
    };
}
