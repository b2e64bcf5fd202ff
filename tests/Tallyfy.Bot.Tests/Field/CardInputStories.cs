using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>What clients were seen to send about cards.</summary>
public sealed class CardInputStories
{
    [Fact]
    public async Task Forty_four_refreshes_at_once_are_answered_and_so_is_the_tap_beside_them()
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Delivery:CardsAtOnce"] = "99" });
        await story.InstallAsync(Person.Lynne);
        var tasks = new List<LaunchedTask>();

        for (var number = 101; number <= 145; number++)
        {
            tasks.Add(await story.Sandbox.LaunchAsync(new
            {
                template = "Purchase request",
                title = $"Laptop {number}",
                assignees = new[] { Person.Lynne.Email },
            }));
        }

        story.Sweep();
        var cards = await Task.WhenAll(tasks.Select(task =>
            story.CardAsync(Person.Lynne, task.Title, whenQuiet: story.Sweep)));
        await story.AnsweredAsync();

        var refreshes = cards.Skip(1).Select(async card =>
            await story.InvokeAsync(About("06-refresh-flood", card, ("<message of card n>", card.Id),
                ("<rendering of card n>", RenderingOf(card)))));
        var tap = story.TapAsync(Person.Lynne, cards[0], "approve");
        var answers = await Task.WhenAll(refreshes);

        Assert.Contains("You approved", (await tap).Words, StringComparison.Ordinal);
        Assert.All(
            answers.Zip(tasks.Skip(1)),
            pair => Assert.Contains(pair.Second.Title, pair.First.Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_submit_that_names_another_cards_message_changes_its_own()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.LaunchAsync("Another", Person.Lynne);
        var other = await story.CardAsync(Person.Lynne, "Another");
        await story.AnsweredAsync();

        await story.PostAsync(About(
            "07-submit-other-card", card, ("<message of card B>", other.Id),
            ("<rendering of card A>", RenderingOf(card))));

        Assert.Contains(
            StoryTexts.English.ReasonMissing, story.Teams.Message(card.Id).Words, StringComparison.Ordinal);
        Assert.Equal((0, other.Words), (story.Teams.Message(other.Id).Edits, story.Teams.Message(other.Id).Words));
    }

    [Theory]
    [InlineData("07-submit-replyto-empty")]
    [InlineData("07-submit-replyto-minus-one")]
    public async Task A_submit_that_names_no_message_changes_its_own(string name)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.AnsweredAsync();

        await story.PostAsync(About(name, card, ("<rendering>", RenderingOf(card))));

        Assert.Contains(
            StoryTexts.English.ReasonMissing, story.Teams.Message(card.Id).Words, StringComparison.Ordinal);
    }

    private static string RenderingOf(ChatMessage card) =>
        (string)CardWords.FindAction(card.Card, "reject")!["data"]!["rendering"]!;

    private static JsonObject About(string name, ChatMessage card, params (string Placeholder, string Value)[] values)
    {
        var activity = FieldInput.Activity(name, Person.Lynne);
        Assert.Equal(card.Chat, (string?)activity["conversation"]!["id"]);
        Fill(activity);
        return activity;

        void Fill(JsonObject node)
        {
            foreach (var (member, value) in node.ToList())
            {
                if (value is JsonObject inner)
                    Fill(inner);
                else if (Array.Find(values, one => one.Placeholder == value?.ToString()) is { Value: { } filled })
                    node[member] = filled;
            }
        }
    }
}
