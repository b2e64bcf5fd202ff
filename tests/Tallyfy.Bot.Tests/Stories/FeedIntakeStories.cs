using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Every webhook is lost: the feed says what changed, and the budget holds.</summary>
public sealed class FeedIntakeStories(ITestOutputHelper output)
{
    private static readonly string[] Adele = [Person.Adele.Email];

    [Fact]
    public async Task Without_webhooks_and_sweeps_the_feed_brings_the_card_and_seals_it()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByFeed);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Told by nobody", Person.Lynne);

        var started = Stopwatch.GetTimestamp();
        story.Advance(IntakeDriver.FeedEvery);
        await story.CardAsync(Person.Lynne, task.Title);
        output.WriteLine($"feed tick to card: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms, at most {IntakeDriver.FeedEvery} after the change");

        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
        story.Advance(IntakeDriver.FeedEvery);
        await story.CardAsync(Person.Lynne, task.Title, message => !message.Asks);

        Assert.Single(story.Sandbox.Wire.Passed, request => request.EndsWith($"{WellKnown.OrganizationId}/tasks", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("edited")]
    [InlineData("archived")]
    [InlineData("blocked")]
    [InlineData("reassigned")]
    [InlineData("reopened")]
    public async Task Whatever_happens_to_it_the_feed_tells(string what)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByFeed);
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Told by the feed", Person.Lynne);
        await story.ReadFeedAsync();
        var card = await story.CardAsync(Person.Lynne, task.Title);

        switch (what)
        {
            case "edited":
                await story.Sandbox.RetitleAsync(task, "Told by the feed, twice");
                break;
            case "archived":
                await story.Sandbox.ArchiveAsync(task.Task, Person.Megan.Email);
                break;
            case "blocked":
                await story.Sandbox.ReportProblemAsync(task.Task, Person.Megan.Email, "Wait");
                break;
            case "reassigned":
                await story.Sandbox.EditAsync(task.Task, new { assignees = Adele });
                break;
            default:
                await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
                await story.ReadFeedAsync();
                await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
                break;
        }

        await story.ReadFeedAsync();

        if (what is "reassigned")
            await story.CardAsync(Person.Adele, task.Title, message => message.Asks);

        if (what is "reopened")
            await story.CardAsync(Person.Lynne, task.Title, message => message.Asks && message.Id != card.Id);

        if (what is "edited")
            await story.CardAsync(Person.Lynne, "twice", message => message.Id == card.Id);
        else
            await story.CardAsync(Person.Lynne, task.Title, message => message.Id == card.Id && !message.Asks);
    }

    [Fact]
    public async Task A_row_that_was_read_is_not_followed_again()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByFeed);
        await story.QuietAsync();
        await story.LaunchUnseenAsync("Read once", Person.Lynne);
        await story.ReadFeedAsync();
        var before = story.Sandbox.Wire.Passed.Count;

        await story.ReadFeedAsync();

        Assert.EndsWith("/activity-feeds", Assert.Single(story.Sandbox.Wire.Passed.Skip(before)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_fails_is_kept_and_tried_later()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByFeed);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Told in vain", Person.Lynne);
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = $"^.*/runs/{task.Run}/tasks$", status = 500, times = 1 });
        story.Advance(IntakeDriver.FeedEvery);
        await story.LoggedAsync($"Run {task.Run} could not be read");

        story.Advance(TimeSpan.FromSeconds(5));

        await story.CardAsync(Person.Lynne, task.Title);
    }

    [Fact]
    public async Task No_minute_carries_more_than_the_budget_and_no_tap_waits_for_it()
    {
        const int PerMinute = 30;
        var step = TimeSpan.FromSeconds(20);
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Intake:Budget:PerMinute"] = $"{PerMinute}",
            ["Intake:Budget:SweepShare"] = "0.5",
        });
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("While others wait", Person.Lynne);
        story.Advance(TimeSpan.FromMinutes(2));
        await story.TellOfLaunchAsync(task);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.QuietAsync();
        story.Advance(TimeSpan.FromMinutes(2));
        var budget = story.Services.GetRequiredService<RequestBudget>();
        var started = story.Sandbox.Wire.Passed.Count;
        List<int> steps = [];

        await story.Services.GetRequiredService<HintStore>().AddAsync(
            WellKnown.OrganizationId,
            [.. Enumerable.Range(0, 70).Select(number => Hint.Of(null, $"{number:x32}")!)],
            TestContext.Current.CancellationToken);

        while (await story.CountHintsAsync() > 0)
        {
            while (budget.Spent(WellKnown.OrganizationId).InMinute < PerMinute - 1 && await story.CountHintsAsync() > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);

            steps.Add(story.Sandbox.Wire.Passed.Count - started - steps.Sum());

            if (steps.Count == 1)
            {
                Assert.Contains("Approved by", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
                started = story.Sandbox.Wire.Passed.Count - steps.Sum();
            }

            story.Advance(step);
        }

        output.WriteLine($"requests in each {step}: {string.Join(", ", steps)}");
        Assert.All(
            Enumerable.Range(0, steps.Count),
            first => Assert.InRange(steps.Skip(first).Take(3).Sum(), 0, PerMinute));
        Assert.InRange(steps.Sum(), 70, 90);
    }

    [Fact]
    public async Task Of_two_readers_one_holds_an_organization_until_it_is_gone()
    {
        await using var story = ApprovalStory.Begin();
        var leases = story.Services.GetRequiredService<IntakeLeaseStore>();

        Task<bool> HoldAsync(string holder) =>
            leases.HoldAsync("an organization", holder, TimeSpan.FromSeconds(45), TestContext.Current.CancellationToken);

        Assert.True(await HoldAsync("one"));
        Assert.False(await HoldAsync("other"));
        Assert.True(await HoldAsync("one"));
        story.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await HoldAsync("one"));
        story.Advance(TimeSpan.FromSeconds(30));
        Assert.False(await HoldAsync("other"));
        story.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await HoldAsync("other"));
        Assert.False(await HoldAsync("one"));
        await leases.ReleaseAsync("other", TestContext.Current.CancellationToken);
        Assert.True(await HoldAsync("one"));
    }
}
