using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>"Nothing waits" is said by who has looked.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class UnreadStories
{
    private const string NotYet = "Tallyfy could not be read yet";
    private const string Since = "Tallyfy could not be read since";
    private const string SomeSince = "some tasks could not be read since";
    private const string Nothing = "Nothing waits for you";

    [Fact]
    public async Task While_Tallyfys_lists_fail_since_the_beginning_nobody_is_told_that_nothing_waits()
    {
        await using var story = ApprovalStory.Begin();
        await story.QuietAsync();
        await FailAsync(story, "^.*/(tasks|activity-feeds)$");
        await ForgetListingsAsync(story);
        await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "Unseen", assignees = new[] { Person.Lynne.Email } });

        await story.InstallAsync(Person.Lynne);
        var welcome = Assert.Single(story.Teams.In(Person.Lynne.Chat));
        var list = await story.SayAsync(Person.Lynne, "pending");

        Assert.All([welcome, list], message =>
        {
            Assert.Contains(NotYet, message.Words, StringComparison.Ordinal);
            Assert.DoesNotContain(Nothing, message.Words, StringComparison.Ordinal);
        });

        await story.Sandbox.ClearFaultsAsync();
        story.Sweep();
        await story.CardAsync(Person.Lynne, "Unseen");

        Assert.DoesNotContain(
            NotYet, (await story.SayAsync(Person.Lynne, "pending")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_says_since_when_it_is_old()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("Known before", Person.Lynne);
        await story.QuietAsync();
        await FailAsync(story, "^.*/(tasks|activity-feeds)$");
        await story.RestartAsync(TimeSpan.FromHours(3));

        var list = await story.SayAsync(Person.Lynne, "pending");

        Assert.Contains("Known before", list.Words, StringComparison.Ordinal);
        Assert.Contains(Since, list.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_soon_as_a_reading_failed_a_list_says_since_when_and_no_longer_once_one_did_not()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        await FailAsync(story, "^.*/(tasks|activity-feeds)$");
        var passed = TimeSpan.Zero;

        await story.UntilAsync(async () =>
        {
            passed += TimeSpan.FromSeconds(5);
            story.Advance(TimeSpan.FromSeconds(5));
            return (await story.SayAsync(Person.Lynne, "pending")).Words.Contains(Since, StringComparison.Ordinal);
        });
        Assert.InRange(passed, TimeSpan.Zero, TimeSpan.FromSeconds(59)); // a list is as good as now for longer

        await story.Sandbox.ClearFaultsAsync();
        await story.UntilAsync(async () =>
        {
            story.Advance(TimeSpan.FromSeconds(5));
            return !(await story.SayAsync(Person.Lynne, "pending")).Words.Contains(Since, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_task_that_cannot_be_read_is_no_task_that_does_not_wait()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        await FailAsync(story, "^.*/tasks/[^/]+$");
        await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "Unseen", assignees = new[] { Person.Lynne.Email } });
        story.Sweep();
        await story.UntilAsync(() =>
        {
            story.Advance(TimeSpan.FromSeconds(5)); // each try waits longer for the next one
            return story.Log.Contains("could not be read: ", StringComparison.Ordinal);
        });

        var list = await story.SayAsync(Person.Lynne, "pending");

        Assert.Contains(SomeSince, list.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Nothing, list.Words, StringComparison.Ordinal);
    }

    private static Task FailAsync(ApprovalStory story, string path) =>
        story.Sandbox.SetFaultAsync(new { method = "GET", path, status = 503 });

    private static Task ForgetListingsAsync(ApprovalStory story) =>
        story.Services.GetRequiredService<Database>().WriteAsync(
            unit => unit.ExecuteAsync("delete from listings", new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
}
