using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

[Trait(StoryStore.Trait, StoryStore.Server)]
[Trait(Extent.Trait, Extent.Fast)]
public sealed class DecisionStories
{
    [Theory]
    [InlineData(CredentialMode.PersonalToken, 1001)]
    [InlineData(CredentialMode.Application, 1002)]
    public async Task An_approval_is_recorded_under_the_name_of_whoever_tapped(CredentialMode mode, long tokenUser)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex, mode);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        var answer = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        var completion = Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.Equal(new JournalLine(task.Task, tokenUser, 1002, true, 1002, 200), completion);
    }

    [Fact]
    public async Task The_tapped_message_itself_becomes_the_outcome_too()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;

        await story.TapAsync(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve");

        var card = await story.CardAsync(Person.Alex, task.Title, message => !message.Asks);
        Assert.Contains("You approved", card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_and_then_shows_it()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        var asked = await story.TapAsync(Person.Alex, card, "reject", "   ");

        Assert.Contains("give a reason", asked.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        var again = card with { Activity = Attached(asked) };
        var answer = await story.TapAsync(Person.Alex, again, "reject", "Too *expensive*");

        Assert.Contains("You rejected", answer.Words, StringComparison.Ordinal);
        Assert.Contains("expensive", answer.Words, StringComparison.Ordinal);
        Assert.False(Assert.Single(await story.Sandbox.CompletionsAsync()).IsApproved);
    }

    [Fact]
    public async Task A_standalone_task_is_decided_like_any_other()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Alex);
        var task = await story.Sandbox.LaunchAsync(
            new { standalone = true, title = "Sign the card", assignees = new[] { Person.Alex.Email } });
        story.Sweep();

        var answer = await story.TapAsync(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve");

        Assert.Null(task.Run);
        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Equal(1002, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Fact]
    public async Task A_second_tap_shows_who_decided_first()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Alex);
        await story.InstallAsync(Person.Megan);
        var task = await story.LaunchAsync("A shared machine", Person.Alex, Person.Megan);
        var megans = await story.CardAsync(Person.Megan, task.Title);

        await story.TapAsync(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve");
        var answer = await story.TapAsync(Person.Megan, megans, "reject", "No");

        Assert.Contains("Approved by Alex Wilber", answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
        await story.CardAsync(Person.Megan, task.Title, message => !message.Asks);
    }

    [Fact]
    public async Task Fifty_taps_at_once_are_one_completion()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => story.TapAsync(Person.Alex, card, "approve")));

        Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.All(answers, answer => Assert.Contains("You approved", answer.Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repeating_ones_own_tap_shows_ones_own_outcome_even_after_a_restart()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.TapAsync(Person.Alex, card, "approve");

        await story.RestartAsync();
        var answer = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Completed_in_Tallyfy_a_moment_before_the_card_says_by_whom()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Alex);
        var task = await story.LaunchAsync("A race", Person.Alex);
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);

        var answer = await story.TapAsync(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve");

        Assert.Contains("Rejected in Tallyfy by Megan Bowen", answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await story.CardAsync(Person.Alex, task.Title, message => !message.Asks);
    }

    [Theory]
    [InlineData("meganb@example.com", true, "Approved in Tallyfy by Megan Bowen")]
    [InlineData("alexw@example.com", false, "Rejected in Tallyfy by Alex Wilber")]
    public async Task A_success_that_names_another_completer_or_verdict_is_not_this_persons(
        string completer, bool isApproved, string sentence)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Alex);
        var task = await story.LaunchAsync("A closer race", Person.Alex);
        var sending = story.Sandbox.Wire.HoldNext(HttpMethod.Post, "completed-tasks");
        var tap = story.TapAsync(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve");
        await sending.ArrivedAsync();
        await story.Sandbox.CompleteAsync(task.Task, completer, isApproved);
        var body = await story.Sandbox.AskAsync(HttpMethod.Get, $"tasks/{task.Task}?with=run", null);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = "^.*/completed-tasks$", times = 1, status = 200, body });

        sending.Release();

        Assert.Contains(sentence, (await tap).Words, StringComparison.Ordinal);
        await story.LoggedAsync("came second");
        Assert.DoesNotContain("confirmed by Tallyfy", story.Log, StringComparison.Ordinal);
    }

    private static System.Text.Json.Nodes.JsonObject Attached(TapAnswer answer) => new()
    {
        ["attachments"] = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["content"] = answer.Card.DeepClone() }),
    };
}
