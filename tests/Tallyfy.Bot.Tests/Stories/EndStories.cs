using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Every way in which Tallyfy can refuse a decision ends on a card that a person understands.</summary>
public sealed class EndStories
{
    private const string Completions = "^.*/completed-tasks$";
    private const string Tasks = "^.*/tasks/[0-9a-f]+$";

    private static readonly object Unauthenticated = new { message = "Unauthenticated." };

    [Fact]
    public async Task Without_a_needed_answer_the_card_names_it_and_asks_again_once_it_is_there()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(
            new { template = "Time off", title = "Two weeks in May", assignees = new[] { Person.Lynne.Email } });
        await story.Sandbox.EditAsync(task.Task, Answer("last", ""));
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var asked = await story.TapAsync(Person.Lynne, card, "reject", "Too long");

        Assert.Contains(StoryTexts.English.AnswersMissing("Last day"), asked.Words, StringComparison.Ordinal);
        Assert.Equal("Too long", (string?)CardWords.FindInput(asked.Card, "reason")!["value"]);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        await story.Sandbox.EditAsync(task.Task, Answer("last", "2026-05-15T00:00:00Z"));
        var back = await story.TypeAsync(Person.Lynne, asked.On(card), "back");
        var changed = await story.TapAsync(Person.Lynne, back.On(card), "approve");
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, changed.On(card), "approve")).Words,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task Not_let_in_at_the_completion_nothing_is_recorded_and_the_card_says_whom_to_tell(
        CredentialMode mode)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne, mode);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, status = 401, body = Unauthenticated });

        var answer = await story.TapAsync(Person.Lynne, card, "reject", "Too dear");

        Assert.Contains(StoryTexts.English.NotLetIn, answer.Words, StringComparison.Ordinal);
        Assert.Equal("Too dear", (string?)CardWords.FindInput(answer.Card, "reason")!["value"]);

        await story.Sandbox.ClearFaultsAsync();
        var shown = (await story.TypeAsync(Person.Lynne, answer.On(card), "back")).On(card);
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, shown, "approve")).Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync(), line => line.Completer is not null);
    }

    [Theory]
    [InlineData(401, "did not let the bot in")]
    [InlineData(403, "did not let the bot in")]
    [InlineData(429, "too many requests")]
    [InlineData(500, "did not answer")]
    [InlineData(503, "did not answer")]
    public async Task What_keeps_the_bot_from_reading_the_task_is_said_and_nothing_is_recorded(int status, string words)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "GET", path = Tasks, status, retry_after = 60, body = Unauthenticated });

        var answer = await story.TapAsync(Person.Lynne, card, "reject", "Too dear");

        Assert.Contains(words, answer.Words, StringComparison.Ordinal);
        Assert.Contains("othing was recorded", answer.Words, StringComparison.Ordinal);
        Assert.Equal("Too dear", (string?)CardWords.FindInput(answer.Card, "reason")!["value"]);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Not_permitted_by_Tallyfy_the_card_says_so_in_its_words()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new
        {
            method = "POST",
            path = Completions,
            times = 1,
            status = 403,
            body = new { error = true, message = "Only assigned members can complete this." },
        });

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains(StoryTexts.English.NotPermitted, answer.Words, StringComparison.Ordinal);
        Assert.Contains("Only assigned members can complete this.", answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Held_by_an_issue_the_card_shows_it_and_asks_again_once_it_is_resolved(bool bySweep)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.ReportProblemAsync(task.Task, Person.Megan.Email, "The quote has *expired*");

        if (bySweep)
            story.Sweep();
        else
            await story.TapAsync(Person.Lynne, card, "approve");

        var held = await story.CardAsync(Person.Lynne, task.Title, message => message.Id == card.Id && !message.Asks);
        Assert.Contains(StoryTexts.English.HeldByIssue, held.Words, StringComparison.Ordinal);
        Assert.Contains("The quote has", held.Words, StringComparison.Ordinal);
        Assert.Contains("Megan Bowen", held.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        await story.Sandbox.ResolveProblemAsync(task.Task, Person.Megan.Email, "Renewed");
        story.Sweep();
        var again = await story.CardAsync(Person.Lynne, task.Title, message => message.Id == card.Id && message.Asks);
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, again, "approve")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_frozen_by_an_issue_is_decided_once_that_is_resolved()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.ReportProblemAsync(
            task.Task, Person.Megan.Email, "Nothing moves until the audit", onProcess: true);

        var held = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains(StoryTexts.English.HeldByProcessIssue, held.Words, StringComparison.Ordinal);
        Assert.Null(CardWords.FindAction(held.Card, "approve"));
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        await story.Sandbox.ResolveProblemAsync(task.Task, Person.Megan.Email, "Audited", onProcess: true);
        story.Sweep();
        var again = await story.CardAsync(Person.Lynne, task.Title, message => message.Id == card.Id && message.Asks);
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, again, "approve")).Words, StringComparison.Ordinal);
    }

    private static object Answer(string field, string answer) =>
        new { answers = new Dictionary<string, string> { [field] = answer } };
}
