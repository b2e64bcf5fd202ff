using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Bots and agents have ids, and some have an Entra user of their own. Only people decide: whatever the channel says is
/// none of a person's does nothing here, even with the ids of somebody who may.
/// </summary>
public sealed class AgentStories
{
    private const string Agent = "ac28ca57-8b82-4ff3-9f91-3309c824d67f";

    private static readonly Dictionary<string, Action<JsonObject>> Agents = new()
    {
        ["a bot"] = tap => tap["from"]!["role"] = "bot",
        ["a bot in capitals"] = tap => tap["from"]!["role"] = "BOT",
        ["a skill"] = tap => tap["from"]!["role"] = "skill",
        ["an agentic user"] = tap => tap["from"]!["role"] = "agenticUser",
        ["an agentic user in small letters"] = tap => tap["from"]!["role"] = "agenticuser",
        ["an instance of an agent"] = tap => tap["from"]!["role"] = "agenticAppInstance",
        ["an instance with a blank before it"] = tap => tap["from"]!["role"] = " agenticAppInstance",
        ["an agent"] = tap => tap["from"]!["role"] = "agent",
        ["an assistant"] = tap => tap["from"]!["role"] = "assistant",
        ["a user of a connector"] = tap => tap["from"]!["role"] = "connectoruser",
        ["the system"] = tap => tap["from"]!["role"] = "system",
        ["a role of tomorrow"] = tap => tap["from"]!["role"] = "somethingNew",
        ["a user with a blank behind it"] = tap => tap["from"]!["role"] = "user ",
        ["a user with an agent's user"] = tap => With(tap["from"]!, "agenticUserId", "user"),
        ["a user with an agent's identity"] = tap => With(tap["from"]!, "agenticAppId", "user"),
        ["a user with an instance"] = tap => With(tap["from"]!, "agenticAppInstanceId", "user"),
        ["a user with a blueprint"] = tap => With(tap["from"]!, "agenticAppBlueprintId", "user"),
        ["nobody's role with an agent's user"] = tap => With(tap["from"]!, "agenticUserId", null),
        ["nobody's role with an agent's identity"] = tap => With(tap["from"]!, "agenticAppId", null),
        ["a bot's id"] = tap => tap["from"]!["id"] = "28:4b0f1b9e-0000-0000-0000-000000000000",
        ["to an agentic user"] = tap => tap["recipient"]!["role"] = "agenticUser",
        ["to an instance of an agent"] = tap => tap["recipient"]!["role"] = "agenticAppInstance",
        ["to an agent's user"] = tap => With(tap["recipient"]!, "agenticUserId", null),
        ["to an agent's identity"] = tap => With(tap["recipient"]!, "agenticAppId", "bot"),
        ["an agent's user in the channel's data"] = tap => With(tap["channelData"]!, "agenticUserId", null),
        ["an agent's identity in the channel's data"] = tap => With(tap["channelData"]!, "agenticAppId", null),
    };

    public static TheoryData<string> Names => [.. Agents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whatever_is_no_person_decides_nothing_and_the_person_still_can(string name)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var edits = card.Edits;

        foreach (var verb in new[] { "approve", "reject", "refresh" })
        {
            var data = CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone().AsObject();
            data["reason"] = "Because";
            var answer = await story.InvokeAsync(As(name, Activities.Execute(Person.Lynne, card.Id, verb, data)));
            Assert.True(answer.IsSentence);
            Assert.Equal(StoryTexts.English.OnlyPeople, answer.Words);
        }

        var said = story.Teams.Messages.Count;
        var submitted = CardWords.FindAction(card.Card, "approve")!["fallback"]!["data"]!.DeepClone();
        await story.PostAsync(As(name, Activities.Submit(Person.Lynne, card.Id, submitted)));

        foreach (var words in new[] { "pending", "whoami", "unlink" })
            await story.PostAsync(As(name, Activities.Message(Person.Lynne, words)));

        await story.PostAsync(As(name, Activities.Installation(Person.Lynne, "remove")));

        Assert.Equal((said, edits), (story.Teams.Messages.Count, story.Teams.Message(card.Id).Edits));
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Contains("it is not a person's", story.Log, StringComparison.Ordinal);
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, card, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("User")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_person_decides_whether_or_not_the_channel_says_that_they_are_one(string? role)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var tap = Activities.Execute(
            Person.Lynne, card.Id, "approve", CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone());
        tap["from"]!["role"] = role;
        tap["recipient"]!["role"] = "bot";
        tap["from"]!["agenticUserId"] = "";
        tap["from"]!["agenticAppId"] = null;

        var answer = await story.InvokeAsync(tap);

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
    }

    private static JsonObject As(string name, JsonObject activity)
    {
        Agents[name](activity);
        return activity;
    }

    private static void With(JsonNode account, string member, string? role)
    {
        account[member] = Agent;

        if (role is not null)
            account["role"] = role;
    }
}
