using System.Net;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

public sealed class SubmitStories
{
    [Fact]
    public async Task A_submitted_approval_has_no_answer_and_changes_the_tapped_message()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        var answer = await story.SubmitAsync(Person.Alex, card, "approve");

        Assert.Equal((HttpStatusCode.OK, ""), answer);
        Assert.Contains("You approved", story.Teams.Message(card.Id).Words, StringComparison.Ordinal);
        Assert.True(Assert.Single(await story.Sandbox.CompletionsAsync()).IsApproved);
    }

    [Fact]
    public async Task A_submitted_rejection_without_a_reason_changes_the_message_into_the_card_that_asks_for_one()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        await story.SubmitAsync(Person.Alex, card, "reject", " \n ");

        var asked = story.Teams.Message(card.Id);
        Assert.Contains(StoryTexts.English.WhyReject("Patti Fernandez"), asked.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        await story.SubmitAsync(Person.Alex, asked, "reject", "Too expensive");

        Assert.Contains("You rejected", story.Teams.Message(card.Id).Words, StringComparison.Ordinal);
        Assert.Contains("Too expensive", story.Teams.Message(card.Id).Words, StringComparison.Ordinal);
        Assert.False(Assert.Single(await story.Sandbox.CompletionsAsync()).IsApproved);
    }

    [Fact]
    public async Task Words_typed_too_long_stay_in_the_field_to_be_shortened()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var typed = new string('x', 1_001);

        await story.SubmitAsync(Person.Alex, card, "reject", typed);

        var asked = story.Teams.Message(card.Id);
        Assert.Contains(StoryTexts.English.ReasonTooLong(1, 1_000), asked.Words, StringComparison.Ordinal);
        Assert.Equal(typed, (string?)CardWords.FindInput(asked.Card, "reason")!["value"]);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Submitted_twice_it_is_one_completion()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        await story.SubmitAsync(Person.Alex, card, "approve");
        await story.SubmitAsync(Person.Alex, card, "approve");

        Assert.Contains("You approved", story.Teams.Message(card.Id).Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Submitted_data_that_is_not_ours_is_answered_with_a_sentence_and_leaves_the_card()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        await story.PostAsync(
            Activities.Submit(Person.Alex, card.Id, new System.Text.Json.Nodes.JsonObject { ["x"] = 1 }));

        await story.Teams.WaitForAsync(
            message => message.Words.Contains(StoryTexts.English.NotOurCard, StringComparison.Ordinal));
        Assert.Equal(0, story.Teams.Message(card.Id).Edits);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Stamped_with_another_cards_message_it_changes_its_own()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var other = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "Another", assignees = new[] { Person.Alex.Email } });
        story.Sweep();
        var others = await story.CardAsync(Person.Alex, other.Title);
        await story.AnsweredAsync();

        await SubmitAsync(story, card, stamp: others.Id, "reject");

        Assert.Contains(
            StoryTexts.English.WhyReject("Patti Fernandez"),
            story.Teams.Message(card.Id).Words,
            StringComparison.Ordinal);
        Assert.Equal(0, story.Teams.Message(others.Id).Edits);

        await SubmitAsync(story, card, stamp: others.Id, "approve");

        Assert.Contains("You approved", story.Teams.Message(card.Id).Words, StringComparison.Ordinal);
        Assert.Equal(0, story.Teams.Message(others.Id).Edits);
        Assert.Equal(task.Task, Assert.Single(await story.Sandbox.CompletionsAsync()).Task);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-1")]
    [InlineData("a message of nobody")]
    [InlineData(null)]
    public async Task Stamped_with_no_message_of_ours_it_changes_its_own(string? stamp)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.AnsweredAsync();

        await SubmitAsync(story, card, stamp, "reject");

        Assert.Contains(
            StoryTexts.English.WhyReject("Patti Fernandez"),
            story.Teams.Message(card.Id).Words,
            StringComparison.Ordinal);
        Assert.Single(
            story.Teams.In(Person.Alex.Chat),
            message => message.Words.Contains(task.Title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("another card's")]
    public async Task A_card_whose_message_was_never_confirmed_takes_no_other_for_its_own(string stamp)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var others = await story.CardAsync(Person.Alex, task.Title);
        story.Teams.Garble = request => request.Method == HttpMethod.Post
            ? ScriptedConnector.Json(HttpStatusCode.BadGateway, ScriptedConnector.Fault("Sorry"))
            : null;
        var other = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "Another", assignees = new[] { Person.Alex.Email } });
        story.Sweep();
        var card = await story.CardAsync(Person.Alex, other.Title);
        story.Teams.Garble = _ => null;

        await SubmitAsync(story, card, stamp == "another card's" ? others.Id : stamp, "approve");
        await SubmitAsync(story, card, card.Id, "approve");

        Assert.Contains("You approved", story.Teams.Message(card.Id).Words, StringComparison.Ordinal);
        Assert.Equal(0, story.Teams.Message(others.Id).Edits);
    }

    private static Task<(HttpStatusCode Status, string Text)> SubmitAsync(
        ApprovalStory story, ChatMessage card, string? stamp, string verb)
    {
        var submit = Activities.Submit(
            Person.Alex, "", CardWords.FindAction(card.Card, verb)!["fallback"]!["data"]!.DeepClone());
        submit["replyToId"] = stamp;
        return story.PostAsync(submit);
    }
}
