using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Work;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Every webhook is lost: the feed says what changed, and the budget holds.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
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
        output.WriteLine(
            $"feed tick to card: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms, at most "
            + $"{IntakeDriver.FeedEvery} after the change");

        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
        story.Advance(IntakeDriver.FeedEvery);
        await story.CardAsync(Person.Lynne, task.Title, message => !message.Asks);

        Assert.Single(
            story.Sandbox.Wire.Passed,
            request => request.EndsWith($"{WellKnown.OrganizationId}/tasks", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("edited")]
    [InlineData("archived")]
    [InlineData("called off")]
    [InlineData("blocked")]
    [InlineData("completed")]
    [InlineData("reassigned")]
    [InlineData("reopened")]
    public async Task Whatever_happens_to_it_the_feed_tells_and_every_card_of_everybody_is_made_true(string what)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByFeed);
        Person[] asked = [Person.Lynne, Person.Alex];

        foreach (var person in asked.Append(Person.Adele))
            await story.InstallAsync(person);

        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Told by the feed", asked);
        await story.ReadFeedAsync();
        var cards = await Task.WhenAll(asked.Select(person => story.CardAsync(person, task.Title)));

        await HappenAsync(story, task, what);
        await story.ReadFeedAsync();

        if (what is "reassigned")
            await story.CardAsync(Person.Adele, task.Title, message => message.Asks);

        foreach (var (person, card) in asked.Zip(cards))
        {
            if (what is "reopened")
                await story.CardAsync(person, task.Title, message => message.Asks && message.Id != card.Id);

            if (what is "edited")
                await story.CardAsync(person, "twice", message => message.Id == card.Id);
            else
                await story.CardAsync(person, task.Title, message => message.Id == card.Id && !message.Asks);
        }
    }

    private static async Task HappenAsync(ApprovalStory story, LaunchedTask task, string what)
    {
        switch (what)
        {
            case "edited":
                await story.Sandbox.RetitleAsync(task, "Told by the feed, twice");
                break;
            case "archived":
                await story.Sandbox.ArchiveAsync(task.Task, Person.Megan.Email);
                break;
            case "called off":
                await story.Sandbox.ArchiveRunAsync(task.Run!);
                break;
            case "blocked":
                await story.Sandbox.ReportProblemAsync(task.Task, Person.Megan.Email, "Wait");
                break;
            case "completed":
                await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);
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

        Assert.EndsWith(
            "/activity-feeds", Assert.Single(story.Sandbox.Wire.Passed.Skip(before)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_that_fails_is_kept_and_tried_later()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByFeed);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Told in vain", Person.Lynne);
        await story.Sandbox.SetFaultAsync(
            new { method = "GET", path = $"^.*/runs/{task.Run}/tasks$", status = 500, times = 1 });
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
        var passed = story.Sandbox.Wire.Passed.Count;
        List<int> steps = [];

        await story.Services.GetRequiredService<HintStore>().AddAsync(
            WellKnown.OrganizationId,
            [.. Enumerable.Range(0, 70).Select(number => Hint.For(null, $"{number:x32}")!)],
            TestContext.Current.CancellationToken);

        while (await story.CountHintsAsync() > 0)
        {
            await story.UntilAsync(
                "reading waits, or is done",
                async () => story.RoomAt is not null || await story.CountHintsAsync() == 0);
            steps.Add(story.Sandbox.Wire.Passed.Count - passed);
            passed = story.Sandbox.Wire.Passed.Count;

            if (steps.Count == 1)
            {
                var answer = await story.TapAsync(Person.Lynne, card, "approve");
                Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
                Assert.Equal(story.Sandbox.Wire.Passed.Count - passed, story.Spent.TapsInMinute);
                passed = story.Sandbox.Wire.Passed.Count;
            }

            story.Advance(step);
        }

        steps.Add(story.Sandbox.Wire.Passed.Count - passed); // the last may be read before the next look
        output.WriteLine($"requests in each {step}: {string.Join(", ", steps)}");
        Assert.All(
            Enumerable.Range(0, steps.Count),
            first => Assert.InRange(steps.Skip(first).Take(3).Sum(), 0, PerMinute));
        Assert.InRange(steps.Sum(), 70, 90);
    }

    [Fact]
    public async Task What_taps_use_beyond_their_half_reading_goes_without()
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Intake:Budget:PerMinute"] = "30",
            ["Intake:Budget:SweepShare"] = "1",
        });
        await story.QuietAsync();
        story.Advance(TimeSpan.FromHours(1));
        var budget = story.Services.GetRequiredService<RequestBudget>();

        for (var tap = 0; tap < 40; tap++)
            budget.CountTap(WellKnown.OrganizationId);

        await story.Services.GetRequiredService<HintStore>().AddAsync(
            WellKnown.OrganizationId,
            [.. Enumerable.Range(0, 30).Select(number => Hint.For(null, $"{number:x32}")!)],
            TestContext.Current.CancellationToken);
        await story.UntilAsync("reading waits", () => Task.FromResult(story.RoomAt is not null));

        Assert.Equal(2, story.Spent.ReadingInMinute); // of twice thirty, three tenths stay free for people
        Assert.Equal(40, story.Spent.TapsInMinute);
        using var health = await story.AskAsOperatorAsync("/health/intake");
        var text = await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("requests: 2 of 30 in a minute", text, StringComparison.Ordinal);
        Assert.Contains("requests of taps: 40 in a minute", text, StringComparison.Ordinal);
        Assert.Contains($"reading waits until {story.RoomAt:u}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_readers_one_holds_an_organization_until_it_is_gone()
    {
        await using var story = ApprovalStory.Begin();
        var database = story.Services.GetRequiredService<Database>();
        var (one, other) = (new LeaseStore(database), new LeaseStore(database));

        static Task<bool> HoldAsync(LeaseStore holder) => holder.HoldAsync(
            LeaseKind.Organization, "an organization", TimeSpan.FromSeconds(45), TestContext.Current.CancellationToken);

        Assert.True(await HoldAsync(one));
        Assert.False(await HoldAsync(other));
        Assert.True(await HoldAsync(one));
        story.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await HoldAsync(one));
        story.Advance(TimeSpan.FromSeconds(30));
        Assert.False(await HoldAsync(other));
        story.Advance(TimeSpan.FromSeconds(30));
        Assert.True(await HoldAsync(other));
        Assert.False(await HoldAsync(one));
        await other.ReleaseAsync(
            LeaseKind.Organization, TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.True(await HoldAsync(one));
    }
}
