using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// When the bot's own store keeps nothing, people are told just that, and everything goes on once it is back.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class StoreStories
{
    [Fact]
    public async Task A_tap_that_cannot_be_kept_says_that_nothing_was_recorded_and_works_once_the_store_is_back()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var refused = await story.RefuseWritesAsync();

        var answer = await story.TapAsync(Person.Lynne, card, "reject", "Too dear");

        Assert.True(answer.IsSentence); // which leaves the card, and what was typed on it, as it is
        Assert.Contains(StoryTexts.English.StoreUnavailable, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        using var health = await story.AskAsOperatorAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);

        await refused.DisposeAsync();
        var again = await story.TapAsync(Person.Lynne, card, "reject", "Too dear");

        Assert.Contains("You rejected", again.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
        using var well = await story.AskAsOperatorAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, well.StatusCode);
    }

    [Fact]
    public async Task A_bot_that_has_ended_leaves_no_session_behind()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Alex);
        using var patience = new CancellationTokenSource(Hang.Guard);

        await story.StopAsync();

        while (await story.CountSessionsAsync() > 0) // a server notices a moment later that somebody is gone
            Assert.False(patience.IsCancellationRequested, "A session stays.");
    }

    [Fact]
    public async Task A_bot_whose_store_is_away_ends_without_an_error()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Alex);
        await using var refused = await story.RefuseWritesAsync();

        await story.StopAsync();

        Assert.Contains("The lease on reading could not be given back", story.Log, StringComparison.Ordinal);
        Assert.Contains("The lease on sending could not be given back", story.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("BackgroundService", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_lease_takes_one_row_however_the_server_plans_it()
    {
        await using var story = ApprovalStory.Begin();
        await story.PlanByLoopsAsync();
        await story.RestartAsync();
        var hints = story.Services.GetRequiredService<HintStore>();
        Hint[] told = [.. Enumerable.Range(0, 8).Select(number => new Hint(HintKind.Task, $"{number:x32}"))];
        await hints.AddAsync("nobody reads", told, TestContext.Current.CancellationToken);

        for (var leased = 0; leased < told.Length; leased++)
            Assert.Equal(told[leased], (await LeaseAsync())?.Hint);

        Assert.Null(await LeaseAsync());

        Task<LeasedHint?> LeaseAsync() => hints.LeaseAsync(
            "nobody reads", Enum.GetValues<HintSource>(), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_submit_that_cannot_be_kept_is_answered_with_a_sentence_of_its_own()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await using var refused = await story.RefuseWritesAsync();

        await story.SubmitAsync(Person.Lynne, card, "reject", "Too dear");

        await story.Teams.WaitForAsync(
            message => message.Words.Contains(StoryTexts.English.StoreUnavailable, StringComparison.Ordinal));
        Assert.True(story.Teams.Message(card.Id).Asks);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task What_could_not_be_announced_is_announced_once_the_store_is_back()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var refused = await story.RefuseWritesAsync();
        var task = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "A late arrival", assignees = new[] { Person.Lynne.Email } });
        story.Sweep();

        await refused.DisposeAsync();
        story.Sweep();

        Assert.NotNull(CardWords.FindAction((await story.CardAsync(Person.Lynne, task.Title)).Card, "approve"));
    }
}
