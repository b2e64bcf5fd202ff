using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What was read before the decision, or by a Tallyfy that lags behind, never looks like a reopen.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class StaleReadStories
{
    private static readonly string[] Both = [Person.Lynne.Email, Person.Adele.Email];

    [Fact]
    public async Task A_read_that_began_before_the_decision_changes_nothing_after_it()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, card) = await BeginAsync(story);
        await story.Sandbox.EditAsync(task.Task, new { assignees = Both });
        var read = story.Sandbox.Wire.HoldNextAnswer(HttpMethod.Get, $"/tasks/{task.Task}");
        await story.TellOfLaunchAsync(task);
        await read.ArrivedAsync();

        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
        read.Release();
        await story.QuietAsync();

        await IsDecidedOnceAsync(story, task);
    }

    [Fact]
    public async Task One_read_that_lags_behind_does_not_open_it_again()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, card) = await BeginAsync(story);
        var list = await story.Sandbox.AskAsync(HttpMethod.Get, $"runs/{task.Run}/tasks?with=run", null);
        var one = await story.Sandbox.AskAsync(HttpMethod.Get, $"tasks/{task.Task}?with=run", null);
        await story.TapAsync(Person.Lynne, card, "approve");
        await story.QuietAsync();
        story.Advance(TimeSpan.FromSeconds(30));
        await story.Sandbox.SetFaultAsync(
            new { method = "GET", path = $"^.*/runs/{task.Run}/tasks$", times = 1, status = 200, body = list },
            new { method = "GET", path = $"^.*/tasks/{task.Task}$", times = 1, status = 200, body = one });
        var before = story.Sandbox.Wire.Passed.Count;

        await story.TellOfLaunchAsync(task);
        await story.QuietAsync();

        Assert.Equal(
            2,
            story.Sandbox.Wire.Passed.Skip(before).Count(
                request => request.EndsWith(task.Task, StringComparison.Ordinal)));

        await IsDecidedOnceAsync(story, task);
    }

    [Fact]
    public async Task What_changes_between_the_read_and_the_claim_is_not_decided()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, _, read, tap) = await BeginTapAsync(story, holdsAnswer: true);
        await story.Sandbox.RetitleAsync(task, "Twice as dear");
        await story.TellOfLaunchAsync(task);
        await story.CardAsync(Person.Lynne, "Twice as dear");

        read.Release();

        Assert.Contains("Twice as dear", (await tap).Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task What_is_reopened_while_a_tap_reads_is_not_decided_by_the_card_of_before()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        var (task, card, read, tap) = await BeginTapAsync(story, holdsAnswer: false);
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);
        await story.TellOfLaunchAsync(task);
        await story.CardAsync(Person.Lynne, task.Title, message => !message.Asks);
        story.Advance(TimeSpan.FromSeconds(1));
        await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
        await story.TellOfLaunchAsync(task);
        await story.CardAsync(Person.Lynne, task.Title, message => message.Asks && message.Id != card.Id);
        // So that the read is of no row that is left.
        await story.Sandbox.EditAsync(task.Task, new { assignees = Both });

        read.Release();

        Assert.Contains("Rejected in Tallyfy by Megan Bowen", (await tap).Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    private static async Task<(LaunchedTask Task, ChatMessage Card)> BeginAsync(ApprovalStory story)
    {
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Read too early", Person.Lynne);
        await story.TellOfLaunchAsync(task);
        return (task, await story.CardAsync(Person.Lynne, task.Title));
    }

    /// <summary>And Lynne taps it; what her tap reads of the task stays on the line.</summary>
    private static async Task<
        (LaunchedTask Task, ChatMessage Card, HeldRequest Read, Task<TapAnswer> Tap)> BeginTapAsync(
        ApprovalStory story, bool holdsAnswer)
    {
        var (task, card) = await BeginAsync(story);
        var path = $"/tasks/{task.Task}";
        var wire = story.Sandbox.Wire;
        var read = holdsAnswer ? wire.HoldNextAnswer(HttpMethod.Get, path) : wire.HoldNext(HttpMethod.Get, path);
        var tap = story.TapAsync(Person.Lynne, card, "approve");
        await read.ArrivedAsync();
        return (task, card, read, tap);
    }

    private static async Task IsDecidedOnceAsync(ApprovalStory story, LaunchedTask task)
    {
        await story.CardAsync(Person.Lynne, task.Title, message => !message.Asks);
        Assert.Single(
            story.Teams.In(Person.Lynne.Chat), message => message.Words.Contains(task.Title, StringComparison.Ordinal));
        Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.DoesNotContain($"{task.Task}#2", story.Log, StringComparison.Ordinal);
    }
}
