using System.Net;
using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>
/// PostgreSQL breaks off at the worst moment, and the bot lives on: what people are told is what is known.
/// </summary>
public sealed class StoreFaultTests
{
    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_looked_up_and_the_decision_goes_on()
    {
        await using var desk = await Scenario.OpenAsync(Engine.Postgres, 1, [Person.Alex]);
        var (card, task) = await WaitingAsync(desk, "A kept claim");
        var committed = desk.Breakpoints.Next(Side.Answer, seen => IsClaim(seen, task));

        var tap = await TapIntoAsync(committed, desk, card);
        desk.Breakpoints.Abandon();

        (await tap).Say("You approved");
        await desk.IsApprovedOnceAsync("A kept claim", task, Person.Alex);
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_told_as_nothing_recorded()
    {
        await using var desk = await Scenario.OpenAsync(Engine.Postgres, 1, [Person.Alex]);
        var (card, task) = await WaitingAsync(desk, "A lost claim");
        var committing = desk.Breakpoints.Next(Side.Request, seen => IsClaim(seen, task));

        var tap = await TapIntoAsync(committing, desk, card);
        desk.Breakpoints.Abandon();

        (await tap).Say("Nothing was recorded");
        await desk.ApproveAsync(card);
        await desk.IsApprovedOnceAsync("A lost claim", task, Person.Alex);
    }

    [Fact]
    public async Task With_the_server_gone_after_the_commit_the_card_says_that_nothing_could_be_confirmed_and_settles()
    {
        await using var desk = await Scenario.OpenAsync(Engine.Postgres, 1, [Person.Alex]);
        var (card, task) = await WaitingAsync(desk, "A doubtful claim");
        var committed = desk.Breakpoints.Next(Side.Answer, seen => IsClaim(seen, task));

        var tap = await TapIntoAsync(committed, desk, card);
        desk.Postgres.Cut();
        desk.Breakpoints.Abandon();

        (await tap).Say("could not confirm");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await desk.ReadinessAsync(0));

        desk.Postgres.Mend();

        await desk.IsApprovedOnceAsync("A doubtful claim", task, Person.Alex);
        Assert.True(await Eventually.UntilAsync(
            async () => await desk.ReadinessAsync(0) is HttpStatusCode.OK, Eventually.Most));
    }

    /// <summary>The tap that is held. One that a loaded machine was too slow for is made again, as people do.</summary>
    private static async Task<Task<TapWords>> TapIntoAsync(Hold hold, Scenario desk, ChatMessage card)
    {
        Task<TapWords> tap;

        do
        {
            tap = desk.TapForWordsAsync(0, card, "approve");
            var either = Task.WhenAny(tap, hold.ArrivedAsync);
            await either.WaitAsync(Eventually.Most, TestContext.Current.CancellationToken);
        }
        while (tap.IsCompleted && (await tap).RecordedNothing);

        await hold.ArrivedAsync.WaitAsync(Eventually.Most, TestContext.Current.CancellationToken);
        return tap;
    }

    private static bool IsClaim(string seen, string task) =>
        seen.Contains("insert into decisions", StringComparison.Ordinal)
            && seen.Contains(task, StringComparison.Ordinal);

    private static async Task<(ChatMessage Card, string Task)> WaitingAsync(Scenario desk, string title)
    {
        var task = await desk.LaunchAsync(title, Person.Alex);

        Assert.True(
            await Eventually.UntilAsync(() => desk.Teams.About(title).Any(message => message.Asks), Eventually.Most));
        return (desk.Teams.About(title)[0], task);
    }
}
