using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>A card got into a group chat or a channel: people read there whom the approval is not meant for.</summary>
public sealed class SharedConversationStories
{
    private const string Group = "19:a-group-chat@thread.v2";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tap_there_is_answered_without_the_details(bool isChannel)
    {
        await using var story = ApprovalStory.Begin();
        var card = await WaitingAsync(story);
        var tap = Activities.Execute(Person.Alex, card.Id, "reject", Data(card, "reject"));

        var asked = await story.InvokeAsync(
            isChannel ? Activities.InChannel(tap, Group) : Activities.InGroup(tap, Group));

        Assert.Contains(StoryTexts.English.WhyReject("Patti Fernandez"), asked.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Forty-one", asked.Words, StringComparison.Ordinal);
        Assert.Null(asked.Card["refresh"]);
    }

    [Fact]
    public async Task A_decision_there_shows_who_and_when_and_not_why()
    {
        await using var story = ApprovalStory.Begin();
        var card = await WaitingAsync(story);
        var data = Data(card, "reject");
        data["reason"] = "Too dear for us";

        var answer = await story.InvokeAsync(
            Activities.InGroup(Activities.Execute(Person.Alex, card.Id, "reject", data), Group));

        Assert.Contains("You rejected", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Too dear for us", answer.Words, StringComparison.Ordinal);
        await story.CardAsync(
            Person.Alex, "A printer", message => message.Words.Contains("Too dear for us", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tap_without_an_answer_is_answered_with_the_details_in_the_persons_own_chat()
    {
        await using var story = ApprovalStory.Begin();
        var card = await WaitingAsync(story);
        var data = CardWords.FindAction(card.Card, "reject")!["fallback"]!["data"]!.DeepClone();

        await story.PostAsync(Activities.InGroup(Activities.Submit(Person.Alex, card.Id, data), Group));

        var asked = await story.CardAsync(Person.Alex, "A printer", message => message.Id != card.Id);
        Assert.Contains(StoryTexts.English.WhyReject("Patti Fernandez"), asked.Words, StringComparison.Ordinal);
        Assert.Contains("Forty-one", asked.Words, StringComparison.Ordinal);
        Assert.Empty(story.Teams.In(Group));
    }

    private static async Task<ChatMessage> WaitingAsync(ApprovalStory story)
    {
        await story.InstallAsync(Person.Alex);
        var task = await story.LaunchAsync("A printer", Person.Alex);
        await story.Sandbox.EditAsync(
            task.Task, new { answers = new Dictionary<string, string> { ["amount"] = "Forty-one" } });
        story.Sweep();
        return await story.CardAsync(
            Person.Alex, task.Title, message => message.Words.Contains("Forty-one", StringComparison.Ordinal));
    }

    private static JsonObject Data(ChatMessage card, string verb) =>
        CardWords.FindAction(card.Card, verb)!["data"]!.DeepClone().AsObject();
}
