using System.Text.RegularExpressions;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What one decision asks of Tallyfy: docs/guarantees.md has the figures.</summary>
public sealed partial class DecisionCostStories
{
    private const string Run = "GET runs/#/tasks";
    private const string Member = "GET users/#";
    private const string Task = "GET tasks/#";
    private const string Completion = "POST runs/#/completed-tasks";

    [Fact]
    public async Task A_decision_is_five_requests()
    {
        await using var story = ApprovalStory.Begin();
        var card = await AskedAsync(story, "A fan");

        var asked = await AskedForAsync(story, () => story.TapAsync(Person.Lynne, card, "approve"));

        Assert.Equal([Run, Task, Task, Member, Completion], asked);
    }

    [Fact]
    public async Task With_the_persons_own_token_the_first_is_seven_and_taking_it_back_is_four_and_its_comment()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        var card = await AskedAsync(story, "A fan");

        var first = await AskedForAsync(story, () => story.TapAsync(Person.Lynne, card, "approve"));
        Assert.Equal(
            [
                "GET /api/me",
                Run,
                Task,
                Task,
                Member,
                $"POST /api/applications/#/users/{Person.Lynne.Email}/token",
                Completion,
            ],
            first);

        var undo = await story.CardAsync(
            Person.Lynne, "A fan", message => CardWords.FindAction(message.Card, "undo") is not null);
        Assert.Equal(
            ["DELETE runs/#/completed-tasks/#", Task, Task, Member, Member, "POST tasks/#/comment"],
            await AskedForAsync(story, () => story.TapAsync(Person.Lynne, undo, "undo", "Wrong")));

        var another = await AskedAsync(story, "A lamp");
        Assert.Equal(
            [Run, Task, Task, Member, Completion],
            await AskedForAsync(story, () => story.TapAsync(Person.Lynne, another, "approve")));
    }

    private static async Task<ChatMessage> AskedAsync(ApprovalStory story, string title)
    {
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync(title, Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, title);
        await story.AnsweredAsync();
        await story.QuietAsync();
        return card;
    }

    /// <summary>By the tap, and by the comment that follows it.</summary>
    private static async Task<IEnumerable<string>> AskedForAsync(ApprovalStory story, Func<Task> tapAsync)
    {
        var passed = story.Sandbox.Wire.Passed.Count;
        await tapAsync();
        await story.CommentedAsync();

        return story.Sandbox.Wire.Passed.Skip(passed)
            .Select(line => Id().Replace(line.Split('?')[0], "/#"))
            .Select(line => line.Replace("/api/organizations/#/", "", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("/[0-9a-f]{32}|/[0-9]+")]
    private static partial Regex Id();
}
