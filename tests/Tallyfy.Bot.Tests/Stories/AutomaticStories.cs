using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What a client does by itself, as a refresh when a card comes into view, is no decision.</summary>
public sealed class AutomaticStories
{
    public static MatrixTheoryData<string, string> Rows => new(
        ["approve", "reject"],
        ["\"automatic\"", "\"Automatic\"", "\"auto\"", "\"\"", "\"manual \"", "1", "true", "{}", "[\"manual\"]"]);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task It_is_answered_with_the_card_and_decides_nothing(string verb, string trigger)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);

        var answer = await story.InvokeAsync(Act(card, verb, JsonNode.Parse(trigger)));

        Assert.False(answer.IsSentence);
        Assert.Contains(task.Title, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Contains("nobody tapped", story.Log, StringComparison.Ordinal);
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Alex, card, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undo_that_nobody_tapped_takes_nothing_back()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex, CredentialMode.Application);
        await using var _ = story;
        var decided = await story.TapAsync(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve");
        var card = await story.CardAsync(
            Person.Alex, task.Title, one => CardWords.FindAction(one.Card, "undo") is not null);

        var answer = await story.InvokeAsync(Act(card, "undo", "automatic"));

        Assert.False(decided.IsSentence);
        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Fact]
    public async Task Another_persons_card_stays_closed()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var card = await story.CardAsync(Person.Alex, task.Title);
        var act = Act(card, "approve", "automatic");
        act["from"] = Activities.Of(Person.Megan, "invoke")["from"]!.DeepClone();

        Assert.DoesNotContain(task.Title, (await story.InvokeAsync(act)).Words, StringComparison.Ordinal);
    }

    private static JsonObject Act(ChatMessage card, string verb, JsonNode? trigger)
    {
        var act = Activities.Execute(Person.Alex, card.Id, verb, new JsonObject
        {
            ["rendering"] = CardWords.FindAction(card.Card, verb)!["data"]!["rendering"]!.DeepClone(),
            ["reason"] = "Because",
        });
        act["value"]!["trigger"] = trigger;
        return act;
    }
}
