using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What a person typed is theirs, is kept until it is used, and is not taken from under their hands.</summary>
public sealed class DraftStories
{
    private const string Words = "Zqwords that nobody else reads";

    [Fact]
    public async Task What_was_typed_comes_back_under_a_new_id_and_counts_where_the_client_does_not_send_it()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var asked = await story.TypeAsync(Person.Lynne, card, "reject");
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 403 });

        var refused = await story.TypeAsync(Person.Lynne, asked.On(card), "reject", ("reason", Words));
        var (first, second) = (Typing.Input(asked.Card, "reason")!, Typing.Input(refused.Card, "reason")!);
        Assert.Equal(Words, (string?)second["value"]);
        Assert.NotEqual((string?)first["id"], (string?)second["id"]);

        await story.Sandbox.ClearFaultsAsync();
        await story.TypeWithoutPresetsAsync(Person.Lynne, refused.On(card), "reject");
        Assert.Contains(Words, await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_taken_out_again_does_not_come_back()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var asked = await story.TypeAsync(Person.Lynne, card, "reject");
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 403 });
        var refused = await story.TypeAsync(Person.Lynne, asked.On(card), "reject", ("reason", Words));
        await story.Sandbox.ClearFaultsAsync();

        var again = await story.TypeAsync(Person.Lynne, refused.On(card), "reject", ("reason", ""));

        Assert.Contains(StoryTexts.English.ReasonMissing, again.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task While_somebody_types_their_card_is_not_changed_and_what_they_decide_is_checked_all_the_same()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.AnsweredAsync();
        var asked = await story.TypeAsync(Person.Lynne, card, "reject");

        await RaiseAsync(story, task);
        var edits = (await story.CardAsync(Person.Lynne, task.Title)).Edits;
        Assert.Equal(card.Edits, edits);

        var changed = await story.TypeAsync(Person.Lynne, asked.On(card), "reject", ("reason", Words));
        Assert.Contains("EUR 99,000.00", changed.Words, StringComparison.Ordinal);
        Assert.Equal(Words, (string?)Typing.Input(changed.Card, "reason")!["value"]);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        await story.TypeAsync(Person.Lynne, changed.On(card), "reject");
        Assert.Single(await story.Sandbox.CompletionsAsync());
        await story.CardAsync(
            Person.Lynne, task.Title, message => message.Words.Contains("You rejected", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_nobody_types_any_more_the_card_shows_what_it_missed()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.AnsweredAsync();
        await story.TypeAsync(Person.Lynne, card, "more");
        await RaiseAsync(story, task);

        story.Advance(Draft.OpenFor);

        await story.CardAsync(
            Person.Lynne, task.Title, message => message.Words.Contains("EUR 99,000.00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_over_ends_what_was_typed_about_it()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.AnsweredAsync();
        var asked = await story.TypeAsync(Person.Lynne, card, "reject");
        await story.TypeAsync(Person.Lynne, asked.On(card), "back", ("reason", Words));
        Assert.Equal(1, await story.CountDraftsAsync());

        await story.Sandbox.CompleteAsync(task.Task, Person.Lynne.Email, isApproved: true);
        story.Sweep();
        await story.CardAsync(
            Person.Lynne, task.Title, message => message.Words.Contains("in Tallyfy", StringComparison.Ordinal));

        Assert.Equal(0, await story.CountDraftsAsync());
    }

    [Fact]
    public async Task After_a_day_what_was_typed_is_gone()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var end = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.AnsweredAsync();
        var asked = await story.TypeAsync(Person.Lynne, card, "reject");
        var back = await story.TypeAsync(Person.Lynne, asked.On(card), "back", ("reason", Words));

        story.Advance(Draft.KeptFor);
        var again = await story.TypeAsync(Person.Lynne, back.On(card), "reject");

        Assert.Null(Typing.Input(again.Card, "reason")!["value"]);
        story.Advance(TimeSpan.FromHours(2));
        await story.UntilAsync(async () => (await story.CountDraftsAsync()) == 0);
    }

    [Fact]
    public async Task What_one_typed_nobody_else_sees_on_the_same_card()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var task = await story.LaunchAsync("A new coffee machine", Person.Lynne, Person.Megan);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var asked = await story.TypeAsync(Person.Lynne, card, "reject");
        await story.TypeAsync(Person.Lynne, asked.On(card), "back", ("reason", Words));

        // Sent on into a conversation of both.
        var data = CardWords.FindAction(card.Card, "reject")!["data"]!.DeepClone();
        var theirs = await story.InvokeAsync(Activities.InGroup(
            Activities.Execute(Person.Megan, card.Id, "reject", data), "19:both"));

        Assert.DoesNotContain(Words, theirs.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, theirs.Card.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>While somebody types the new amount is not drawn yet.</summary>
    private static async Task RaiseAsync(ApprovalStory story, LaunchedTask task)
    {
        await story.Sandbox.EditAsync(
            task.Task, new { answers = new Dictionary<string, object> { ["amount"] = "EUR 99,000.00" } });
        story.Sweep();
        await story.UntilAsync(async () => (await story.HeldAsync()) > 0);
    }
}
