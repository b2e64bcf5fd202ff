using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>What arrives twice, late, or in another order than it happened.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class ArrivalStories
{
    private const string Group = "19:a-group-chat@thread.v2";

    [Fact]
    public async Task The_same_installation_twice_is_one_welcome()
    {
        await using var story = ApprovalStory.Begin();
        var add = FieldInput.Read("10-installed-twice", Person.Lynne).AsObject();

        await story.PostAsync(add);
        await story.PostAsync(add);

        Assert.Single(story.Teams.In(Person.Lynne.Chat), IsWelcome);
    }

    [Fact]
    public async Task A_removal_that_arrives_after_a_later_installation_ends_nothing()
    {
        await using var story = ApprovalStory.Begin();

        foreach (var activity in FieldInput.Read("10-late-removal", Person.Lynne).AsArray())
            await story.PostAsync(activity!.AsObject());

        Assert.Contains(
            "Lynne Robbins", (await story.SayAsync(Person.Lynne, "whoami")).Words, StringComparison.Ordinal);
        await story.LaunchAsync("A lamp", Person.Lynne);
    }

    /// <summary>Three events in every order: what stands is what happened last.</summary>
    [Theory]
    [InlineData("add 1, remove 2, add 3", true)]
    [InlineData("add 1, add 3, remove 2", true)]
    [InlineData("remove 2, add 1, add 3", true)]
    [InlineData("remove 2, add 3, add 1", true)]
    [InlineData("add 3, add 1, remove 2", true)]
    [InlineData("add 3, remove 2, add 1", true)]
    [InlineData("add 1, remove 3, add 2", false)]
    [InlineData("add 1, add 2, remove 3", false)]
    [InlineData("add 2, add 1, remove 3", false)]
    [InlineData("remove 1, add 2, remove 3", false)]
    [InlineData("add 2, remove 3, remove 1", false)]
    [InlineData("add 1, remove 3, add-upgrade 2", false)]
    [InlineData("add 1, remove 2, remove 2", false)]
    [InlineData("add 1, remove 2, add 2", true)]
    public async Task What_happened_last_stands(string events, bool isInstalled)
    {
        await using var story = ApprovalStory.Begin();

        foreach (var one in events.Split(", "))
        {
            var (action, second) = (one.Split(' ')[0], one.Split(' ')[1]);
            await story.PostAsync(At(Activities.Installation(Person.Lynne, action), second));
        }

        Assert.Equal(isInstalled ? 0 : 1, await CountAsync(story, "chats where state = 'Unreachable'"));
        Assert.True(story.Teams.In(Person.Lynne.Chat).Count(IsWelcome) <= 1);
    }

    [Fact]
    public async Task The_same_removal_once_more_ends_what_the_first_left()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var remove = Activities.Installation(Person.Lynne, "remove");
        await story.PostAsync(remove);
        await story.ChangeStoreAsync("update accounts set state = 'Active', revoked_at = null"); // not all was done

        await story.PostAsync(remove);

        Assert.Equal(0, await CountAsync(story, "accounts where state = 'Active'"));
    }

    [Fact]
    public async Task There_is_one_welcome_an_hour()
    {
        await using var story = ApprovalStory.Begin();

        for (var minute = 0; minute < 60; minute += 15)
        {
            await story.PostAsync(Activities.Installation(Person.Lynne, "add"));
            story.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Single(story.Teams.In(Person.Lynne.Chat));
        await story.PostAsync(Activities.Installation(Person.Lynne, "add"));
        Assert.Equal(2, story.Teams.In(Person.Lynne.Chat).Count(IsWelcome));
    }

    [Fact]
    public async Task A_group_is_greeted_once_by_an_event_that_comes_twice()
    {
        await using var story = ApprovalStory.Begin();
        var add = Activities.InGroup(Activities.Installation(Person.Lynne, "add"), Group);

        await story.PostAsync(add);
        await story.PostAsync(add);

        Assert.Single(story.Teams.In(Group));
    }

    [Fact]
    public async Task A_message_that_is_delivered_twice_is_answered_once()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var message = FieldInput.Read("16-delivered-twice", Person.Lynne).AsObject();

        await story.PostAsync(message);
        await story.PostAsync(message);

        Assert.Single(story.Teams.In(Person.Lynne.Chat), IsWhoAmI);
        Assert.Contains("delivered again", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_id_in_another_chat_or_much_later_is_another_message()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Diego);
        var message = FieldInput.Read("16-delivered-twice", Person.Lynne).AsObject();

        await story.PostAsync(message);
        await story.PostAsync(FieldInput.Read("16-delivered-twice", Person.Diego).AsObject());
        story.Advance(TimeSpan.FromMinutes(11));
        await story.PostAsync(message);

        Assert.Equal(2, story.Teams.In(Person.Lynne.Chat).Count(IsWhoAmI));
        Assert.Single(story.Teams.In(Person.Diego.Chat), IsWhoAmI);
        Assert.Equal(1, await CountAsync(story, "taken_messages")); // what is over is gone
    }

    [Fact]
    public async Task A_code_that_is_delivered_twice_is_one_try()
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Accounts:Proof"] = "Code" });
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "yes");
        var wrong = Activities.Message(Person.Lynne, "AAAA-AAAA");

        await story.PostAsync(wrong);
        await story.PostAsync(wrong);

        Assert.Contains(
            StoryTexts.English.WrongCode(3),
            (await story.SayAsync(Person.Lynne, "AAAA-AAAB")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_failed_is_answered_when_it_comes_again()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var message = FieldInput.Read("16-delivered-twice", Person.Lynne).AsObject();

        await using (await story.RefuseWritesAsync())
            await story.PostAsync(message);

        await story.PostAsync(message);

        Assert.Contains(story.Teams.In(Person.Lynne.Chat), IsWhoAmI);
    }

    [Fact]
    public async Task A_tap_that_is_delivered_again_has_its_answer_again_and_is_one_decision()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var data = Infrastructure.Cards.CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone();
        var tap = Activities.Execute(Person.Lynne, card.Id, "approve", data);

        var first = await story.InvokeAsync(tap.DeepClone().AsObject());
        var second = await story.InvokeAsync(tap);

        Assert.Equal(first.Words, second.Words);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    private static bool IsWelcome(ChatMessage message) =>
        message.Words.Contains(StoryTexts.English.Greeting, StringComparison.Ordinal);

    private static bool IsWhoAmI(ChatMessage message) =>
        message.Words.Contains(StoryTexts.English.WhoYouAreHeading, StringComparison.Ordinal);

    private static JsonObject At(JsonObject activity, string second)
    {
        activity["timestamp"] = $"2026-03-02T08:00:0{second}.000Z";
        return activity;
    }

    private static Task<long> CountAsync(ApprovalStory story, string what) =>
        story.CountAsync(what);
}
