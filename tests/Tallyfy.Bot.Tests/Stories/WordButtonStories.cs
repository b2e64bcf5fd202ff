using System.Text.Json.Nodes;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Buttons for words: whoever does not know what to write taps it, and a tap does no more than the word.
/// </summary>
[Trait(Extent.Trait, Extent.Fast)]
public sealed class WordButtonStories
{
    private const string Group = "19:finance@thread.v2";

    [Fact]
    public async Task Help_has_what_waits_and_who_one_is_to_tap()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var help = await story.SayAsync(Person.Lynne, "help");

        Assert.Contains(
            task.Title,
            (await story.TapAsync(Person.Lynne, help, CardAction.PendingVerb)).Words,
            StringComparison.Ordinal);
        Assert.Contains(
            Person.Lynne.Email,
            (await story.TapAsync(Person.Lynne, help, CardAction.WhoAmIVerb)).Words,
            StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task An_older_client_that_submits_is_answered_by_a_message_and_help_stays()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var help = await story.SayAsync(Person.Lynne, "help");

        await story.SubmitAsync(Person.Lynne, help, CardAction.PendingVerb);

        await story.Teams.WaitForAsync(message => message.Id != help.Id
            && message.Words.Contains("Approvals that wait for you", StringComparison.Ordinal));
        Assert.Equal(0, story.Teams.Message(help.Id).Edits);
        Assert.NotNull(task);
    }

    [Theory]
    [InlineData("pedign", CardAction.PendingVerb)]
    [InlineData("thanks!", CardAction.PendingVerb)]
    [InlineData("yes", CardAction.PendingVerb)]
    [InlineData("yes", CardAction.HelpVerb)]
    [InlineData("receipt 7KQ2M-X81ZD", CardAction.PendingVerb)]
    [InlineData("lnk", CardAction.LinkVerb)]
    [InlineData("the weather is nice today", CardAction.WhoAmIVerb)]
    public async Task What_was_not_understood_is_answered_with_what_to_tap(string words, string verb)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        Assert.NotNull(CardWords.FindAction((await story.SayAsync(Person.Lynne, words)).Card, verb));
    }

    [Fact]
    public async Task No_tap_ends_a_link()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        var answer = await story.SayAsync(Person.Lynne, "please unlink me");

        Assert.Null(CardWords.FindAction(answer.Card, "approvals-unlink"));
        Assert.Contains(
            StoryTexts.English.NotOurCard,
            (await story.InvokeAsync(Activities.Execute(
                Person.Lynne, answer.Id, "approvals-unlink", new JsonObject()))).Words,
            StringComparison.Ordinal);
        Assert.Contains(
            Person.Lynne.Email, (await story.SayAsync(Person.Lynne, "whoami")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_not_linked_is_told_why_nothing_is_shown_and_taps_to_link()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "unlink");

        var answer = await story.SayAsync(Person.Lynne, "pending");
        Assert.DoesNotContain("recorded", answer.Words, StringComparison.OrdinalIgnoreCase);

        Assert.Contains(
            "Now I know who you are",
            (await story.TapAsync(Person.Lynne, answer, CardAction.LinkVerb)).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_person_who_taps_is_shown_what_is_their_own()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var help = await story.SayAsync(Person.Lynne, "help");
        var data = CardWords.FindAction(help.Card, CardAction.PendingVerb)!["data"]!.DeepClone();

        var answer = await story.InvokeAsync(
            Activities.Execute(Person.Megan, help.Id, CardAction.PendingVerb, data));

        Assert.DoesNotContain(task.Title, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tapped_in_a_group_it_is_answered_where_only_they_read_it()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;

        var answer = await story.InvokeAsync(Activities.InGroup(
            Activities.Execute(Person.Lynne, "1", CardAction.PendingVerb, new JsonObject()), Group));

        Assert.Equal(StoryTexts.English.AnsweredInPersonalChat, answer.Words);
        await story.Teams.WaitForAsync(message => message.Chat == Person.Lynne.Chat
            && message.Words.Contains("Approvals that wait for you", StringComparison.Ordinal));
        Assert.DoesNotContain(task.Title, string.Concat(story.Teams.In(Group).Select(message => message.Words)));
    }

    [Fact]
    public async Task What_a_client_sends_by_itself_is_answered_with_nothing()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var byItself = Activities.Execute(Person.Lynne, "1", CardAction.PendingVerb, new JsonObject());
        byItself["value"]!["trigger"] = "automatic";

        var answer = await story.InvokeAsync(byItself);

        Assert.DoesNotContain(task.Title, answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.NotOurCard, answer.Words, StringComparison.Ordinal);
    }
}
