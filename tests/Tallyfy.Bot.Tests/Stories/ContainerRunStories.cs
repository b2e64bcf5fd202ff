using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>One-off approvals that Tallyfy keeps in a run of their own (docs/tallyfy-facts.md, C31 and 19.8).</summary>
public sealed class ContainerRunStories
{
    private static readonly Dictionary<string, string> Contained = new() { ["OneOffRun"] = "container" };

    [Fact]
    public async Task A_one_off_approval_is_decided_and_taken_back_by_the_address_of_its_container()
    {
        await using var story = ApprovalStory.BeginUnder(Contained, CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(
            new { standalone = true, title = "Sign the card", assignees = new[] { Person.Lynne.Email } });
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var answer = await story.TapAsync(Person.Lynne, card, "approve");
        var undone = await story.TapAsync(Person.Lynne, answer.On(card), "undo", "Wrong card");

        Assert.NotNull(task.Run);
        Assert.Contains(StoryTexts.English.YouApproved, answer.Words, StringComparison.Ordinal);
        Assert.Contains(
            StoryTexts.English.ApprovalTakenBackBy(Person.Lynne.Name), undone.Words, StringComparison.Ordinal);
        Assert.Contains(
            $"/runs/{task.Run}/completed-tasks",
            Assert.Single(story.Sandbox.Wire.Passed, one => one.StartsWith("POST", StringComparison.Ordinal)
                && one.EndsWith("/completed-tasks", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.True(story.Sandbox.IsOpen(task.Task));
    }

    [Fact]
    public async Task One_task_for_each_of_them_asks_each_and_ends_for_each()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        await story.Sandbox.AskAsync(
            HttpMethod.Post,
            "tasks",
            new
            {
                title = "Read the policy",
                task_type = "approval",
                deadline = "2026-03-20T17:00:00Z",
                separate_task_for_each_assignee = true,
                owners = new { users = new[] { Person.Lynne.Member, Person.Adele.Member } },
            });
        story.Sweep();
        var lynnes = await story.CardAsync(Person.Lynne, "Read the policy");
        var adeles = await story.CardAsync(Person.Adele, "Read the policy");

        var first = await story.TapAsync(Person.Lynne, lynnes, "approve");
        var second = await story.TapAsync(Person.Adele, adeles, "reject", "Too long");

        Assert.Contains(StoryTexts.English.YouApproved, first.Words, StringComparison.Ordinal);
        Assert.Contains("You rejected", second.Words, StringComparison.Ordinal);
        Assert.Equal(
            [Person.Lynne.Member, Person.Adele.Member],
            (await story.Sandbox.CompletionsAsync()).Select(write => write.Completer!.Value));
    }
}
