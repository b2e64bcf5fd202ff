using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Whoever meets the bot is told what it is before they are asked anything.</summary>
[Trait(Extent.Trait, Extent.Fast)]
public sealed class FirstContactStories
{
    private const string Question = "Is this you in Tallyfy?";

    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    [Fact]
    public async Task Installed_the_bot_says_what_it_does_above_its_question_in_one_card()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);

        await story.InstallAsync(Person.Lynne);

        AssertGreets(Assert.Single(story.Teams.In(Person.Lynne.Chat)), Question);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("link")]
    [InlineData("pending")]
    [InlineData("what on earth are you?")]
    public async Task So_it_does_to_the_first_words_of_somebody_it_never_heard_of_and_only_to_those(string words)
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);

        AssertGreets(await story.SayAsync(Person.Lynne, words), Question);

        var next = await story.SayAsync(Person.Lynne, words);
        Assert.Contains(Question, next.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(StoryTexts.English.Greeting, next.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_Tallyfy_does_not_know_is_greeted_and_told_why_it_goes_no_further()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        story.Sandbox.ChangePeople(people => people.Remove(people.Find((int)Person.Lynne.Member)!));

        AssertGreets(await story.SayAsync(Person.Lynne, "hello"), "No member of");
    }

    [Fact]
    public async Task Linked_by_code_they_read_what_they_can_write()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "yes");

        var linked = await story.SayAsync(Person.Lynne, LinkCodes.CodeIn(story.Sandbox.NewestCodeTask()));

        Assert.Contains("Now I know who you are", linked.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.PendingCommand, linked.Words, StringComparison.Ordinal);
    }

    private static void AssertGreets(ChatMessage message, string question)
    {
        var words = message.Words;
        var (hello, does, asks) = (
            words.IndexOf(StoryTexts.English.Greeting, StringComparison.Ordinal),
            words.IndexOf(StoryTexts.English.WhatTheBotDoes, StringComparison.Ordinal),
            words.IndexOf(question, StringComparison.Ordinal));
        Assert.True(hello >= 0 && hello < does && does < asks, words);
        Assert.StartsWith(StoryTexts.English.Greeting, message.Summary, StringComparison.Ordinal);
    }
}
