using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// A firewall, a proxy or a portal answers in Tallyfy's place: that is no answer, neither a refusal nor a success.
/// </summary>
public sealed class ForeignAnswerStories
{
    private const string Completions = "^.*/completed-tasks$";
    private const string Page = "<!doctype html><title>Blocked</title><p>Your request was blocked.";

    [Theory]
    [InlineData(200, "before")]
    [InlineData(200, "after")]
    [InlineData(403, "before")]
    [InlineData(403, "after")]
    [InlineData(404, "before")]
    [InlineData(422, "after")]
    public async Task A_page_in_place_of_the_completions_answer_is_no_word_of_Tallyfys(int status, string when)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, times = 1, status, when, body = Page });

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains("being sent to Tallyfy", answer.Words, StringComparison.Ordinal);
        story.PassQuietPeriod();
        await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(
                StoryTexts.English.YouApproved, StringComparison.Ordinal));
        Assert.Single(
            await story.Sandbox.CompletionsAsync(), write => write.Completer == Person.Lynne.Member);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_page_in_place_of_the_task_is_told_as_silence(int status)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status, body = Page });

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains(StoryTexts.English.TallyfyUnavailable, answer.Words, StringComparison.Ordinal);
        Assert.Contains("nothing was recorded", answer.Words, StringComparison.Ordinal);
        await story.Sandbox.ClearFaultsAsync();
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }
}
