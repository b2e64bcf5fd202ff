using System.Diagnostics;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>What needs a bot with settings of its own.</summary>
public sealed class PlaygroundStories(Chromium chromium, ITestOutputHelper output)
{
    /// <summary>
    /// As `try.cs` starts it. The README promises a card within fifteen seconds on a machine that has time; what it
    /// took is printed.
    /// </summary>
    [Fact]
    public async Task Told_by_webhook_alone_the_card_appears_long_before_a_sweep_and_is_sealed_as_soon()
    {
        var sweepEvery = TimeSpan.FromHours(1);
        await using var desk = await Scenario.OpenAsync(chromium, asApplication: true, sweepEvery, isTold: true);
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync("Your Tallyfy approvals come here");

        var started = Stopwatch.GetTimestamp();
        var task = await desk.LaunchAsync(Launch.Purchase("A doorbell", Seed.Alex));
        await alex.SeesAsync("A doorbell", "Approve");
        var appeared = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        await desk.CompleteInTallyfyAsync(task, Seed.Megan, isApproved: true);
        await alex.SeesAsync("A doorbell", "Approved in Tallyfy by Megan Bowen");
        var settled = Stopwatch.GetElapsedTime(started);

        output.WriteLine(
            $"launch to card: {appeared.TotalSeconds:F1} s; "
            + $"completion to sealed card: {settled.TotalSeconds:F1} s");
        Assert.InRange(appeared, TimeSpan.Zero, sweepEvery / 2);
        Assert.InRange(settled, TimeSpan.Zero, sweepEvery / 2);
    }

    [Fact]
    public async Task Killed_between_tap_and_answer_the_bot_settles_the_card_once_it_is_back()
    {
        await using var desk = await Scenario.OpenAsync(
            chromium,
            asApplication: true,
            settings: ["--Approvals:Lease=00:00:35", "--Approvals:QuietPeriod=00:00:10"]);
        var task = await desk.LaunchAsync(Launch.Purchase("A fateful purchase", Seed.Alex));
        var alex = await desk.SitDownAsync("Alex");
        await desk.SendToSandboxAsync(HttpMethod.Put, "faults", new[]
        {
            new { method = "POST", path = "^.*/completed-tasks$", delay_ms = 60_000, when = "after" },
        });

        await alex.PressAsync("A fateful purchase", "Approve");
        await alex.SeesAsync("A fateful purchase", "being sent to Tallyfy");
        await desk.RestartBotAsync();
        await desk.SendToSandboxAsync(HttpMethod.Put, "faults", Array.Empty<object>());

        await alex.SeesAsync("A fateful purchase", "You approved");
        await alex.PictureOfAsync("A fateful purchase", "settled-after-a-kill");
        Assert.Single(await desk.CompletionsAsync(task));
    }

    [Fact]
    public async Task The_emulator_channel_decides_as_the_configured_person()
    {
        await using var desk = await Scenario.OpenAsync(chromium, asApplication: false);
        var task = await desk.LaunchAsync(Launch.Purchase("An emulated thing", Seed.Alex));
        var alex = await desk.SitDownAsync("Alex", "emulator");

        await alex.PressAsync("An emulated thing", "Approve");
        await alex.SeesAsync("An emulated thing", "You approved");

        await desk.IsRecordedAsync(task, Seed.AlexId, isApproved: true);
    }
}
