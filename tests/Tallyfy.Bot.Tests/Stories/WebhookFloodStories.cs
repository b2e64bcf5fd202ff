using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Whoever has a webhook's address tells what they like: what is true arrives on time all the same.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class WebhookFloodStories(ITestOutputHelper output)
{
    private const int Flood = 2_000;

    /// <summary>How many requests reading may make in a minute, as shipped.</summary>
    private const int PerMinute = 50;

    private static Dictionary<string, string?> AsShipped => new(IntakeDriver.ByWebhook)
    {
        ["Intake:Budget:PerMinute"] = $"{PerMinute}",
        ["Intake:Budget:PerHour"] = "500",
        ["Arrivals:PerWebhook:Burst"] = "300",
        ["Arrivals:PerWebhook:PerSecond"] = "10",
    };

    public static TheoryData<string> Kinds =>
        ["runs", "tasks", "the same run", "riddles", "empty", "other ids", "long ids", "runs by two secrets", "arrays"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_thousand_made_up_webhooks_leave_a_real_card_on_time(string kind) =>
        await IsPostedOnTimeAsync(kind, story => story.TellOfLaunchAsync);

    /// <summary>What Tallyfy tells of a task alone, and what nobody understands, bring the card as soon.</summary>
    [Theory]
    [InlineData("runs", "task")]
    [InlineData("tasks", "task")]
    [InlineData("riddles", "task")]
    [InlineData("runs by two secrets", "task")]
    [InlineData("runs", "riddle")]
    [InlineData("tasks", "riddle")]
    [InlineData("riddles", "riddle")]
    [InlineData("the same run", "riddle")]
    public async Task However_the_real_one_is_told_its_card_is_posted_on_time(string kind, string told) =>
        await IsPostedOnTimeAsync(kind, story => task => TellAsync(
            story, told is "task" ? new { this_task = new { id = task.Task } } : new { riddle = true }));

    private async Task IsPostedOnTimeAsync(string kind, Func<ApprovalStory, Func<LaunchedTask, Task>> tell)
    {
        await using var story = ApprovalStory.Begin(settings: AsShipped);
        using var leftToFeed = new Counts(story, BotMetrics.LeftToFeedName);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var passed = story.Sandbox.Wire.Passed.Count;
        await FloodAsync(story, kind, Flood / 2);
        var task = await story.LaunchUnseenAsync("In the middle of it", Person.Lynne);
        await tell(story)(task);
        await FloodAsync(story, kind, Flood / 2);

        var seconds = await SecondsAsync(story, () => IsPosted(story, task));

        output.WriteLine(
            $"{kind}: card after {seconds} s, {story.Sandbox.Wire.Passed.Count - passed} requests, "
            + $"{await story.CountHintsAsync()} hints wait, {leftToFeed.All} webhooks left to the feed");
        Assert.InRange(seconds, 0, 15);
        Assert.InRange(await story.CountHintsAsync(), 0, 21 + 1);
        Assert.InRange(story.Sandbox.Wire.Passed.Count - passed, 1, PerMinute);
    }

    [Fact]
    public async Task A_flood_that_goes_on_is_no_ones_delay_in_any_of_its_minutes()
    {
        await using var story = ApprovalStory.Begin(settings: AsShipped);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();

        for (var minute = 0; minute < 4; minute++)
        {
            await FloodAsync(story, "runs", 400, from: minute * 400);
            await FloodAsync(story, "riddles", 100);
            var task = await story.LaunchUnseenAsync($"In minute {minute}", Person.Lynne);
            await story.TellOfLaunchAsync(task);

            Assert.InRange(await SecondsAsync(story, () => IsRead(story, task)), 0, 15);

            story.Advance(TimeSpan.FromSeconds(30));
            await SettledAsync(story, () => false);
        }
    }

    [Fact]
    public async Task A_few_made_up_runs_that_use_up_their_share_delay_no_new_one()
    {
        await using var story = ApprovalStory.Begin(settings: AsShipped);
        await story.QuietAsync();
        await FloodAsync(story, "runs", 12);
        await SettledAsync(story, () => false);
        var task = await story.LaunchUnseenAsync("After a few", Person.Lynne);

        await story.TellOfLaunchAsync(task);

        Assert.InRange(await SecondsAsync(story, () => IsRead(story, task)), 0, 15);
    }

    [Fact]
    public async Task Each_secret_has_a_bucket_and_what_comes_beyond_it_is_not_read()
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Arrivals:PerWebhook:Burst"] = "10",
            ["Arrivals:PerWebhook:PerSecond"] = "0.001",
        });
        using var leftToFeed = new Counts(story, BotMetrics.LeftToFeedName);
        await story.QuietAsync();

        await FloodAsync(story, "riddles", 30);
        Assert.Equal(20, leftToFeed.All);

        Assert.Equal(
            HttpStatusCode.Accepted, await story.TellAsync(IntakeDriver.OldSecret, JsonContent.Create(new { })));
        Assert.Equal(20, leftToFeed.All);
    }

    [Fact]
    public async Task What_is_known_is_read_before_what_is_made_up()
    {
        await using var story = ApprovalStory.Begin(settings: AsShipped);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var known = await story.LaunchUnseenAsync("Known before", Person.Lynne);
        await story.TellOfLaunchAsync(known);
        await story.CardAsync(Person.Lynne, known.Title);
        await FloodAsync(story, "runs", 200);
        await story.Sandbox.CompleteAsync(known.Task, Person.Megan.Email, isApproved: true);

        await story.TellOfCompletionAsync(known);

        Assert.InRange(await SecondsAsync(story, () => IsOver(story, known)), 0, 1);
    }

    [Fact]
    public async Task A_known_process_that_is_told_of_without_end_does_not_use_up_the_reading()
    {
        await using var story = ApprovalStory.Begin(settings: AsShipped);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var known = await story.LaunchUnseenAsync("Told without end", Person.Lynne);
        await story.TellOfLaunchAsync(known);
        await story.CardAsync(Person.Lynne, known.Title);
        var other = await story.LaunchUnseenAsync("Told once", Person.Lynne);

        for (var turn = 0; turn < 60; turn++)
        {
            await story.TellOfLaunchAsync(known);
            await SettledAsync(story, () => false);
        }

        Assert.InRange(story.Spent.ReadingInMinute, 1, PerMinute - 10);
        await story.TellOfLaunchAsync(other);
        Assert.InRange(await SecondsAsync(story, () => IsRead(story, other)), 0, 15);
    }

    [Theory]
    [InlineData(10, true, 10)]
    [InlineData(10, false, 1)]
    [InlineData(40, true, 40)]
    [InlineData(40, false, 4)]
    [InlineData(200, false, 20)]
    public async Task So_many_wait_and_no_more(int most, bool isKnown, int expected)
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Intake:MostHints"] = $"{most}",
        });
        await story.QuietAsync();
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = "/api/", status = 503 });
        var ids = Enumerable.Range(1, 60).Select(number => $"{number:x32}").ToList();

        if (isKnown)
            await KnowAsync(story, ids);

        foreach (var id in ids)
            await TellAsync(story, new { this_task = new { id } });

        Assert.InRange(await story.CountHintsAsync(), 1, expected + 1); // and the feed, which stands for the rest
        Assert.True(await CountAsync(story, "select count(*) from hints where kind = 'Feed'") == 1);
    }

    [Fact]
    public async Task Readiness_says_that_the_feed_stands_in_for_webhooks()
    {
        await using var story = ApprovalStory.Begin(settings: AsShipped);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        await FloodAsync(story, "runs", 100);
        var flooded = await (await story.AskAsOperatorAsync("/health/ready")).Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken);

        story.Advance(TimeSpan.FromMinutes(3));
        var later = await (await story.AskAsOperatorAsync("/health/intake")).Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken);

        Assert.StartsWith("ready", flooded, StringComparison.Ordinal);
        Assert.Contains("webhooks tell more than is read of them", flooded, StringComparison.Ordinal);
        Assert.DoesNotContain("webhooks tell more than is read of them", later, StringComparison.Ordinal);
    }

    private static Task FloodAsync(ApprovalStory story, string kind, int count, int from = 0) => Parallel.ForAsync(
        from,
        from + count,
        new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
        async (number, _) =>
        {
            var id = Convert.ToHexStringLower(BitConverter.GetBytes(number)).PadLeft(32, 'a');
            object told = kind switch
            {
                "runs" or "runs by two secrets" => new { id, checklist_id = "1" },
                "tasks" => new { this_task = new { id } },
                "the same run" => new { id = new string('a', 32), checklist_id = "1" },
                "riddles" => new { riddle = number },
                "other ids" => new { id = $"../{number}", checklist_id = "1" },
                "long ids" => new { id = new string('a', 20_000), checklist_id = "1" },
                "arrays" => new[] { number },
                _ => new { },
            };
            var isOther = kind is "runs by two secrets" && number % 2 == 0;
            var secret = isOther ? IntakeDriver.OldSecret : IntakeDriver.Secret;
            Assert.Equal(HttpStatusCode.Accepted, await story.TellAsync(secret, JsonContent.Create(told)));
        });

    private static async Task TellAsync(ApprovalStory story, object told) => Assert.Equal(
        HttpStatusCode.Accepted, await story.TellAsync(IntakeDriver.Secret, JsonContent.Create(told)));

    private static bool IsRead(ApprovalStory story, LaunchedTask task) =>
        story.Log.Contains($"{task.Task}#1 is now Pending", StringComparison.Ordinal);

    private static bool IsPosted(ApprovalStory story, LaunchedTask task) =>
        story.Teams.In(Person.Lynne.Chat).Any(
            message => message.Asks && message.Words.Contains(task.Title, StringComparison.Ordinal));

    private static bool IsOver(ApprovalStory story, LaunchedTask task) =>
        story.Log.Contains($"{task.Task}#1 is now DecidedElsewhere", StringComparison.Ordinal);

    /// <summary>How many seconds of the story's clock pass until it is so.</summary>
    private static async Task<int> SecondsAsync(ApprovalStory story, Func<bool> isSo)
    {
        for (var second = 0; second < 120; second++)
        {
            await SettledAsync(story, isSo);

            if (isSo())
                return second;

            story.Advance(TimeSpan.FromSeconds(1));
        }

        return int.MaxValue;
    }

    /// <summary>
    /// Ends when nothing is left that may be read or sent at this instant, or is on its way: what is leased is due only
    /// when the lease ends, and the story's clock would run on beside it.
    /// </summary>
    private static Task SettledAsync(ApprovalStory story, Func<bool> isSo) => story.UntilAsync(
        async () =>
        {
            var open = story.Services.GetRequiredService<RequestBudget>().OpenTo(WellKnown.OrganizationId);
            return isSo()
                || story.RoomAt is not null
                || await CountAsync(
                    story,
                    $"""
                    select (select count(*) from hints where due_at <= bot_now() and state = 'Due'
                        and priority in ({string.Join(", ", open.Select(source => (int)source))}))
                        + (select count(*) from outbox
                            where (due_at <= bot_now() or lease_until >= bot_now()) and state = 'Due')
                    """) == 0;
        });

    private static Task<long> CountAsync(ApprovalStory story, string sql) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(sql, new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

    /// <summary>As if there had been an approval of each of these tasks.</summary>
    private static Task KnowAsync(ApprovalStory story, IReadOnlyList<string> tasks)
    {
        var approvals = story.Services.GetRequiredService<ApprovalStore>();
        return story.Services.GetRequiredService<Database>().WriteAsync(
            async unit =>
            {
                foreach (var task in tasks)
                    await approvals.AddAsync(
                        unit,
                        new StoredApproval
                        {
                            Key = new ApprovalKey(WellKnown.OrganizationId, task, 1),
                            State = ApprovalState.Gone,
                            Version = 1,
                            OrganizationName = "",
                            Content = new ApprovalContent { Title = "" },
                            Digest = "",
                            MayDecide = [],
                        },
                        TestContext.Current.CancellationToken);

                return tasks.Count;
            },
            TestContext.Current.CancellationToken);
    }
}
