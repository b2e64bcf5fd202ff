using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>The reason somebody gave in Teams stands in Tallyfy too, once, and does nothing there but stand.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class CommentStories
{
    private const string Comments = "^.*/comment$";

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task A_reason_becomes_one_comment_that_says_whose_it_is(CredentialMode mode)
    {
        await using var story = await RejectedAsync(mode, "Too <b>dear</b>, ask @[1003] or @new@example.com");

        var comment = await story.Sandbox.CommentAsync();

        Assert.StartsWith(
            "Lynne Robbins via Teams: Rejected. Too ‹b›dear‹/b›, ask ＠[1003]", comment, StringComparison.Ordinal);
        Assert.Matches("\\[[0-9A-Z]{5}-[0-9A-Z]{5}\\]$", comment);
        Assert.DoesNotContain('@', comment);
    }

    [Theory]
    [InlineData("&lt;img src=x&gt;", "＆lt;img src=x＆gt;")]
    [InlineData("&#64;[12] &commat;[12]", "＆#64;[12] ＆commat;[12]")]
    [InlineData("R&D, A & B", "R&D, A & B")]
    [InlineData("bill\u202Egnp.exe\r\nof May", "billgnp.exe\nof May")]
    public void What_stands_in_a_comment_is_only_text(string typed, string written) => Assert.Contains(
        $" via Teams: Rejected. {written} [",
        CommentText.For(Fuzz.OutwardFuzz.Sample("Lynne", typed)),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_comment_whose_answer_was_lost_is_not_posted_twice()
    {
        await using var story = await RejectedAsync(
            CredentialMode.PersonalToken,
            "Too dear",
            sandbox => sandbox.SetFaultAsync(
                new { method = "POST", path = Comments, times = 1, status = 502, when = "after" }));
        await story.Sandbox.CommentAsync();

        await PassAsync(story);

        Assert.Single(story.Sandbox.Comments);
        Assert.Contains("failed on attempt 1", story.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("failed on attempt 2", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_Tallyfy_did_not_take_is_sent_again_and_the_decision_stands()
    {
        await using var story = await RejectedAsync(
            CredentialMode.PersonalToken,
            "Too dear",
            sandbox => sandbox.SetFaultAsync(
                new { method = "POST", path = Comments, times = 1, status = 429, retry_after = 20 }));

        await PassAsync(story);

        Assert.Contains("Too dear", await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync(), line => line.Completer is not null);
    }

    [Fact]
    public async Task Without_a_reason_there_is_no_comment()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;

        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        await story.LaunchAsync("Something later", Person.Lynne);

        Assert.Empty(story.Sandbox.Comments);
    }

    private static async Task<ApprovalStory> RejectedAsync(
        CredentialMode mode, string reason, Func<SandboxHost, Task>? before = null)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne, mode);

        if (before is not null)
            await before(story.Sandbox);

        var answer = await story.TapAsync(
            Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", reason);
        Assert.Contains("You rejected", answer.Words, StringComparison.Ordinal);
        return story;
    }

    /// <summary>Time passes in steps, and each step is worked off.</summary>
    private static async Task PassAsync(ApprovalStory story)
    {
        for (var step = 1; step <= 4; step++)
        {
            story.Advance(TimeSpan.FromSeconds(20));
            await story.LaunchAsync($"Meanwhile {step}", Person.Lynne);
        }
    }
}
