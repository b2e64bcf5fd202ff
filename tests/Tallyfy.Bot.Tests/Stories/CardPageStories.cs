using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>The pages of a card: each answers a tap, none decides by being opened.</summary>
public sealed class CardPageStories
{
    private const string Title = "A new coffee machine";

    [Fact]
    public async Task Reject_opens_a_card_that_asks_why_and_only_that_one_rejects()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        Assert.Empty(Typing.Inputs(card.Card));

        var asked = await story.TypeAsync(Person.Lynne, card, "reject");

        Assert.Contains("Why? Patti Fernandez will read this", asked.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(StoryTexts.English.ReasonMissing, asked.Words, StringComparison.Ordinal);
        Assert.Null(CardWords.FindAction(asked.Card, "approve"));
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        // Without one it asks again, and says so directly above the buttons.
        var again = await story.TypeAsync(Person.Lynne, asked.On(card), "reject", ("reason", "  "));
        Assert.Contains(StoryTexts.English.ReasonMissing, AboveButtons(again), StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        var rejected = await story.TypeAsync(Person.Lynne, again.On(card), "reject", ("reason", "Too dear"));
        Assert.Contains("You rejected", rejected.Words, StringComparison.Ordinal);
        Assert.Contains("Too dear", rejected.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Back_shows_what_was_asked_and_what_was_typed_is_there_when_it_is_wanted()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var asked = await story.TypeAsync(Person.Lynne, card, "reject");

        var back = await story.TypeAsync(Person.Lynne, asked.On(card), "back", ("reason", "Too dear"));
        Assert.NotNull(CardWords.FindAction(back.Card, "approve"));
        Assert.DoesNotContain("Too dear", back.Words, StringComparison.Ordinal);

        var again = await story.TypeAsync(Person.Lynne, back.On(card), "reject");
        Assert.Equal("Too dear", (string?)Typing.Input(again.Card, "reason")!["value"]);

        // A rejection that was not sent is no comment on an approval.
        await story.TypeAsync(Person.Lynne, back.On(card), "approve");
        await story.CommentedAsync();
        Assert.Empty(story.Sandbox.Comments);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task More_tells_what_is_worth_knowing_and_takes_a_comment()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne, CredentialMode.Application);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var more = await story.TypeAsync(Person.Lynne, card, "more");

        Assert.Contains(StoryTexts.English.RequestedBy, more.Words, StringComparison.Ordinal);
        Assert.Contains("You decide because", more.Words, StringComparison.Ordinal);
        Assert.NotNull(Typing.Input(more.Card, "comment"));

        // The comment stands on the card, and goes with the approval.
        var back = await story.TypeAsync(Person.Lynne, more.On(card), "back", ("comment", "As agreed"));
        Assert.Contains("Your comment: As agreed", back.Words, StringComparison.Ordinal);

        await story.TypeAsync(Person.Lynne, back.On(card), "approve");
        Assert.Contains("As agreed", await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_opens_a_card_that_asks_why_and_back_leaves_the_decision()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne, CredentialMode.Application);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var outcome = await story.TypeAsync(Person.Lynne, card, "approve");
        Assert.DoesNotContain("Action.ShowCard", outcome.Card.ToJsonString(), StringComparison.Ordinal);

        var asked = await story.TypeAsync(Person.Lynne, outcome.On(card), "undo");
        Assert.Contains(StoryTexts.English.UndoMeans, asked.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(StoryTexts.English.UndoReasonMissing, asked.Words, StringComparison.Ordinal);

        var back = await story.TypeAsync(Person.Lynne, asked.On(card), "back");
        Assert.Contains("You approved", back.Words, StringComparison.Ordinal);
        Assert.Empty(Typing.Inputs(back.Card));

        asked = await story.TypeAsync(Person.Lynne, back.On(card), "undo");
        asked = await story.TypeAsync(Person.Lynne, asked.On(card), "undo");
        Assert.Contains(StoryTexts.English.UndoReasonMissing, AboveButtons(asked), StringComparison.Ordinal);

        await story.TypeAsync(Person.Lynne, asked.On(card), "undo", ("reason", "Wrong budget line"));
        var anew = await story.CardAsync(Person.Lynne, task.Title, message => message.Id != card.Id);
        Assert.Contains(
            "Asked again: Lynne Robbins took the approval back: Wrong budget line",
            anew.Words,
            StringComparison.Ordinal);
        Assert.StartsWith("Asked again · Patti Fernandez", anew.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_taps_reject_on_a_card_that_is_over_sees_the_end()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.TypeAsync(Person.Lynne, card, "approve");

        foreach (var verb in new[] { "reject", "more" })
            Assert.Contains(
                "You approved", (await story.TypeAsync(Person.Lynne, card, verb)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_it_has_left_is_told_whose_it_is_and_whom_it_reaches_that_it_was_passed_on()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var task = await story.LaunchAsync(Title, Person.Lynne);

        await story.Sandbox.EditAsync(task.Task, new { assignees = new[] { Person.Megan.Email } });
        story.Sweep();

        var theirs = await story.CardAsync(Person.Megan, Title);
        Assert.Contains(StoryTexts.English.PassedOnMeans, theirs.Words, StringComparison.Ordinal);
        Assert.StartsWith("Passed on to you · Patti Fernandez", theirs.Summary, StringComparison.Ordinal);
        var former = await story.CardAsync(
            Person.Lynne, Title, message => message.Words.Contains("Megan Bowen", StringComparison.Ordinal));
        Assert.Contains(StoryTexts.English.NotYours, former.Words, StringComparison.Ordinal);
    }

    private static string AboveButtons(TapAnswer answer) => CardWords.Of(answer.Card["body"]!.AsArray()[^2]);
}
