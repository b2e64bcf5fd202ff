using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>What is said is the reason, and not another one that ends in the same.</summary>
public sealed class ReasonStories
{
    [Theory]
    [InlineData("refresh")]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task After_the_end_of_a_link_a_card_says_that_and_not_that_it_is_somebody_elses(string verb)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.SayAsync(Person.Lynne, "unlink");

        var data = CardWords.FindAction(card.Card, "reject")!["data"]!.DeepClone();
        var answer = await story.InvokeAsync(Activities.Execute(Person.Lynne, card.Id, verb, data));

        Assert.Contains(StoryTexts.English.UnlinkedHeading, answer.Words, StringComparison.Ordinal);
        Assert.Contains("Write “link”", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(StoryTexts.English.NotYours, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_is_drawn_anew_after_it_says_so_too()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        await story.CardAsync(Person.Lynne, task.Title);
        await story.SayAsync(Person.Lynne, "unlink");

        await story.Sandbox.EditAsync(task.Task, new { title = "A new tea machine" });
        story.Sweep();

        var drawn = await story.Teams.WaitForAsync(message =>
            message.Words.Contains(StoryTexts.English.UnlinkedCardMeans, StringComparison.Ordinal));
        Assert.False(drawn.Asks);
        Assert.DoesNotContain("tea machine", drawn.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("approve")]
    [InlineData("hello")]
    public async Task To_whoever_is_not_linked_nothing_is_said_of_recording_where_nothing_was_to_be(string words)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Accounts:Proof"] = "Admin" });
        await story.InstallAsync(Person.Lynne);

        var answer = await story.SayAsync(Person.Lynne, words);

        Assert.Contains(StoryTexts.English.NotLinkedHeading, answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("recorded", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_that_does_not_count_is_not_a_missing_address()
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>
        {
            ["Accounts:Proof"] = "Code",
            ["Accounts:Domains:0"] = "elsewhere.example",
        });
        await story.InstallAsync(Person.Lynne);

        Assert.Contains(
            "of a domain from which nobody is linked",
            (await story.SayAsync(Person.Lynne, "link")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_Teams_does_not_name_is_told_that_and_not_that_the_tenant_is_missing()
    {
        await using var story = ApprovalStory.Begin();
        var tap = Activities.Execute(Person.Lynne, "1", "approve", new System.Text.Json.Nodes.JsonObject());
        tap["from"]!.AsObject().Remove("aadObjectId");

        Assert.Equal(StoryTexts.English.NobodyNamed, (await story.InvokeAsync(tap)).Words);
    }
}
