using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

[Trait(Extent.Trait, Extent.Fast)]
public sealed class RefreshStories
{
    [Fact]
    public async Task A_refresh_answers_the_card_that_waits_without_asking_Tallyfy()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var before = ReadsOf(task, story);
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 500 });

        var answer = await RefreshAsync(story, card);

        Assert.True(answer.On(card).Asks);
        Assert.Contains(task.Title, answer.Words, StringComparison.Ordinal);
        Assert.Equal(before, ReadsOf(task, story));
    }

    [Fact]
    public async Task A_refreshed_card_can_be_decided_with()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        var answer = await story.TapAsync(Person.Alex, (await RefreshAsync(story, card)).On(card), "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_with_an_old_card_shows_how_it_ended()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.TapAsync(Person.Alex, card, "approve");
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 500 });

        var answer = await RefreshAsync(story, card);

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.False(answer.On(card).Asks);
    }

    private static Task<TapAnswer> RefreshAsync(ApprovalStory story, ChatMessage card)
    {
        var rendering = (string)CardWords.FindAction(card.Card, "approve")!["data"]!["rendering"]!;

        return story.InvokeAsync(
            Activities.Execute(Person.Alex, card.Id, "refresh", new JsonObject { ["rendering"] = rendering }));
    }

    private static int ReadsOf(LaunchedTask task, ApprovalStory story) =>
        story.Sandbox.Wire.Passed.Count(request => request.Contains(task.Task, StringComparison.Ordinal));
}
