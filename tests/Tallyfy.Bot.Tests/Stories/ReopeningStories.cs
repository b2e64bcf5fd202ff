using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What was completed and reopened in Tallyfy between two of our reads is another opening: it asks anew, and no card of
/// before decides it.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class ReopeningStories
{
    /// <summary>Who completed it, and who opened it again.</summary>
    public enum Who
    {
        Others,
        ThePersonThemselves,
        TwoPeople,
    }

    [Theory]
    [InlineData(1, Who.Others, "the same", "approve")]
    [InlineData(1, Who.Others, "the same", "reject")]
    [InlineData(1, Who.ThePersonThemselves, "the same", "approve")]
    [InlineData(1, Who.TwoPeople, "the same", "approve")]
    [InlineData(1, Who.Others, "title", "approve")]
    [InlineData(1, Who.Others, "answers", "approve")]
    [InlineData(1, Who.TwoPeople, "answers", "reject")]
    [InlineData(1, Who.Others, "assignees", "approve")]
    [InlineData(1, Who.Others, "comment before", "approve")]
    [InlineData(1, Who.Others, "comment after", "reject")]
    [InlineData(2, Who.Others, "the same", "approve")]
    [InlineData(3, Who.TwoPeople, "the same", "reject")]
    [InlineData(2, Who.Others, "answers", "approve")]
    public async Task The_card_of_before_decides_nothing_and_a_new_one_asks(
        int times, Who who, string content, string verb)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);
        await HappensAsync(story, task, times, who, content);

        var answer = await story.TapAsync(Person.Lynne, old, verb, "Too dear");

        var by = StoryTexts.English.CompletedElsewhereBy(Completer(who));
        Assert.Contains(by, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        var young = await NewCardAsync(story, old);
        await story.UntilAsync(() => AsksAnew(story, task, opening: 2));

        await story.TapAsync(Person.Lynne, young, verb, "Too dear");

        var line = Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.Equal((Person.Lynne.Member, verb == "approve"), (line.Completer, line.IsApproved!.Value));
        Assert.DoesNotContain($"{task.Task}#3", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_before_anybody_taps_it_asks_anew_by_itself()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);
        await HappensAsync(story, task, 1, Who.Others, "the same");

        await story.TellOfLaunchAsync(task);

        await NewCardAsync(story, old);
        await story.CardAsync(Person.Lynne, task.Title, message => message.Id == old.Id && !message.Asks);
    }

    [Fact]
    public async Task Read_with_another_content_before_anybody_taps_it_is_told_at_the_tap()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);
        await HappensAsync(story, task, 1, Who.Others, "answers");
        await story.TellOfLaunchAsync(task);
        old = await story.CardAsync(
            Person.Lynne, task.Title, message => message.Words.Contains("Ninety-nine", StringComparison.Ordinal));

        await story.TapAsync(Person.Lynne, old, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await NewCardAsync(story, old);
    }

    [Fact]
    public async Task After_our_own_decision_each_opening_has_a_number_of_its_own()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, first) = await BeginAsync(story);
        await story.TapAsync(Person.Lynne, first, "approve");
        story.Advance(TimeSpan.FromSeconds(5));
        await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
        await story.TellOfLaunchAsync(task);
        var second = await NewCardAsync(story, first);
        await HappensAsync(story, task, 1, Who.Others, "the same");

        await story.TapAsync(Person.Lynne, first, "reject", "No");
        await story.TapAsync(Person.Lynne, second, "reject", "No");
        Assert.Single(await story.Sandbox.CompletionsAsync());
        var third = await NewCardAsync(story, first, second);
        await story.TapAsync(Person.Lynne, third, "reject", "No");

        Assert.Equal([true, false], (await story.Sandbox.CompletionsAsync()).Select(line => line.IsApproved!.Value));
        await story.UntilAsync(() => AsksAnew(story, task, opening: 3));
    }

    [Fact]
    public async Task A_decision_that_arrived_unheard_and_was_reopened_is_not_sent_again()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);
        story.Advance(TimeSpan.FromSeconds(5));
        var sent = story.Sandbox.Wire.HoldNextAnswer(HttpMethod.Post, "/completed-tasks");
        var tap = story.TapAsync(Person.Lynne, old, "approve");
        await sent.ArrivedAsync();
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = $"^.*/tasks/{task.Task}$", status = 403 });
        sent.Release();
        await tap;
        await story.Sandbox.ClearFaultsAsync();
        story.Advance(TimeSpan.FromSeconds(5));
        await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);

        story.PassQuietPeriod();
        await story.UntilAsync(async () => await CountClaimedAsync(story) == 0);

        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData("title")]
    [InlineData("answers")]
    [InlineData("assignees")]
    [InlineData("comment after")]
    public async Task What_only_changed_is_the_same_opening(string content)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);
        await HappensAsync(story, task, 0, Who.Others, content);

        if (content is "title" or "answers")
            old = await ChangedAsync(story, task, old);

        await story.TapAsync(Person.Lynne, old, "approve");

        Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.DoesNotContain($"{task.Task}#2", story.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task The_feed_is_asked_only_where_something_happened(bool hasComment, int expected)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);

        if (hasComment)
            await HappensAsync(story, task, 0, Who.Others, "comment after");

        var before = story.Sandbox.Wire.Passed.Count;
        await story.TapAsync(Person.Lynne, old, "approve");

        Assert.Equal(
            expected,
            story.Sandbox.Wire.Passed.Skip(before).Count(
                request => request.EndsWith("/activity-feeds", StringComparison.Ordinal)));
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(429)]
    public async Task Where_nobody_says_nothing_is_decided(int status)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);
        await HappensAsync(story, task, 1, Who.Others, "the same");
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = "/activity-feeds", status });

        await story.TapAsync(Person.Lynne, old, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await story.Sandbox.ClearFaultsAsync();
        await story.TapAsync(Person.Lynne, old, "approve");
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await NewCardAsync(story, old);
    }

    [Theory]
    [InlineData("FeedDates", "plain")]
    [InlineData("FinishedStatus", "approved-rejected")]
    [InlineData("CompletionProgressShape", "absent")]
    public async Task However_Tallyfy_writes_it(string setting, string value)
    {
        await using var story = ApprovalStory.BeginUnder(
            new Dictionary<string, string> { [setting] = value }, CredentialMode.PersonalToken, IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);
        await HappensAsync(story, task, 1, Who.Others, "the same");

        await story.TapAsync(Person.Lynne, old, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await NewCardAsync(story, old);
    }

    [Fact]
    public async Task What_the_feed_does_not_date_is_not_passed_over()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, old) = await BeginAsync(story);
        await HappensAsync(story, task, 1, Who.Others, "the same");
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
            exchange.EndsWith("/activity-feeds", StringComparison.Ordinal)
                ? Regex.Replace(body, "\"created_at\":\"[^\"]*\"", "\"created_at\":null")
                : body;

        await story.TapAsync(Person.Lynne, old, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await NewCardAsync(story, old);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_everyone_must_complete_one_completion_is_no_end_and_a_reopening_is(bool isReopened)
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "Asked twice",
            assignees = new[] { Person.Lynne.Email, Person.Adele.Email },
            everyone_must_complete = true,
        });
        story.Sweep();
        var old = await story.CardAsync(Person.Lynne, task.Title);
        story.Advance(TimeSpan.FromSeconds(1));
        await story.Sandbox.CompleteAsync(task.Task, Person.Adele.Email, isApproved: true);

        if (isReopened)
        {
            await story.Sandbox.CompleteAsync(task.Task, Person.Lynne.Email, isApproved: true);
            story.Advance(TimeSpan.FromSeconds(1));
            await story.Sandbox.ReopenAsync(task.Task, Person.Adele.Email);
        }

        await story.TapAsync(Person.Lynne, old, "approve");

        Assert.Equal(isReopened ? 0 : 1, (await story.Sandbox.CompletionsAsync()).Count);

        // Where a sweep had seen it closed, the tap reads nothing any more, and the next sweep finds the new opening.
        if (isReopened)
            await story.UntilAsync(() =>
            {
                if (AsksAnew(story, task, opening: 2))
                    return true;

                story.Sweep();
                return false;
            });
        else
            Assert.False(AsksAnew(story, task, opening: 2));
    }

    private static bool AsksAnew(ApprovalStory story, LaunchedTask task, int opening) =>
        story.Log.Contains($"{task.Task}#{opening} is now Pending", StringComparison.Ordinal);

    private static async Task<(LaunchedTask Task, ChatMessage Card)> BeginAsync(ApprovalStory story)
    {
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Asked twice", Person.Lynne);
        await story.TellOfLaunchAsync(task);
        return (task, await story.CardAsync(Person.Lynne, task.Title));
    }

    private static async Task HappensAsync(
        ApprovalStory story, LaunchedTask task, int times, Who who, string content)
    {
        if (content is "comment before")
            await CommentAsync(story, task);

        for (var time = 0; time < times; time++)
        {
            story.Advance(TimeSpan.FromSeconds(1));
            await story.Sandbox.CompleteAsync(task.Task, Doer(who).Email, isApproved: time % 2 == 0);
            story.Advance(TimeSpan.FromSeconds(1));
            var opener = who is Who.TwoPeople ? Person.Isaiah : Doer(who);
            await story.Sandbox.ReopenAsync(task.Task, opener.Email);
        }

        story.Advance(TimeSpan.FromSeconds(1));

        switch (content)
        {
            case "title":
                await story.Sandbox.EditAsync(task.Task, new { title = "Asked twice, and dearer" });
                break;
            case "answers":
                await story.Sandbox.EditAsync(
                    task.Task, new { answers = new Dictionary<string, string> { ["amount"] = "Ninety-nine" } });
                break;
            case "assignees":
                string[] both = [Person.Lynne.Email, Person.Adele.Email];
                await story.Sandbox.EditAsync(task.Task, new { assignees = both });
                break;
            case "comment after":
                await CommentAsync(story, task);
                break;
        }
    }

    // An issue that is resolved again is two comments.
    private static async Task CommentAsync(ApprovalStory story, LaunchedTask task)
    {
        story.Advance(TimeSpan.FromSeconds(1));
        await story.Sandbox.ReportProblemAsync(task.Task, Person.Megan.Email, "Is it?");
        await story.Sandbox.ResolveProblemAsync(task.Task, Person.Megan.Email, "It is.");
    }

    private static Person Doer(Who who) => who is Who.ThePersonThemselves ? Person.Lynne : Person.Megan;

    private static string Completer(Who who) => who is Who.ThePersonThemselves ? "Lynne Robbins" : "Megan Bowen";

    private static async Task<ChatMessage> ChangedAsync(ApprovalStory story, LaunchedTask task, ChatMessage old)
    {
        await story.TellOfLaunchAsync(task);
        var was = old.Words;
        return await story.CardAsync(Person.Lynne, "Asked twice", message => message.Words != was);
    }

    private static Task<long> CountClaimedAsync(ApprovalStory story) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(
                "select count(*) from decisions where state = 'Claimed'",
                new { },
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

    private static Task<ChatMessage> NewCardAsync(ApprovalStory story, params ChatMessage[] old) =>
        story.CardAsync(
            Person.Lynne,
            "Asked twice",
            message => message.Asks && old.All(before => before.Id != message.Id));
}
