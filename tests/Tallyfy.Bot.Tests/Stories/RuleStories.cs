using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What Tallyfy's rules did after a decision is said on its card, in words.</summary>
public sealed class RuleStories
{
    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task The_card_says_what_opened_and_for_whom(CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(mode);
        await story.InstallAsync(Person.Lynne);
        story.Sandbox.AddTemplate(RuledTemplate.Create());
        var task = await story.LaunchFromAsync(RuledTemplate.Title, "May the inspectors come?", Person.Lynne);

        var answer = await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.RulesDid, answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.RuleOpenedMany(2, "Adele Vance"), answer.Words, StringComparison.Ordinal);
        await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.RulesDid, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_rule_fires_nothing_is_said_of_rules()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.Sandbox.AddTemplate(RuledTemplate.Create());
        var task = await story.LaunchFromAsync(RuledTemplate.Title, "May the inspectors come?", Person.Lynne);

        var answer = await story.TapAsync(
            Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", "Not this month");

        Assert.Contains("You rejected", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(StoryTexts.English.RulesDid, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_tasks_cannot_be_read_the_decision_stands_and_less_is_said()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.Sandbox.AddTemplate(RuledTemplate.Create());
        var task = await story.LaunchFromAsync(RuledTemplate.Title, "May the inspectors come?", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = "^.*/runs/[0-9a-f]+/tasks$", status = 500 });

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.RuleChanged("Open the gate"), answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }
}
