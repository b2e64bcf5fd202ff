using System.Diagnostics;
using System.Text.Json;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

public sealed class PlaygroundStories(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alex_approves_and_rejects_and_Tallyfy_records_Alex(bool asApplication)
    {
        await using var desk = await Scenario.OpenAsync(asApplication);
        var process = await desk.LaunchAsync(For("A coffee machine", Seed.Alex));
        var refused = await desk.LaunchAsync(For("A yacht", Seed.Alex));
        var standalone = await desk.LaunchAsync(
            new { standalone = true, title = "A birthday card", assignees = new[] { Seed.Alex } });
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync("Your Tallyfy approvals come here");

        await alex.PressAsync("A coffee machine", "Approve");
        await alex.SeesAsync("A coffee machine", "Approved by Alex Wilber");
        await alex.PictureAsync($"approved-{asApplication}");

        await alex.PressAsync("A yacht", "Reject");
        await alex.SeesAsync("A yacht", "give a reason");
        await alex.TypeReasonAsync("A yacht", "We have *no* harbour");
        await alex.PictureAsync($"asked-for-a-reason-{asApplication}");
        await alex.PressAsync("A yacht", "Reject");
        await alex.SeesAsync("A yacht", "Rejected by Alex Wilber");
        await alex.SeesAsync("A yacht", "We have *no* harbour");

        await alex.PressAsync("A birthday card", "Approve");
        await alex.SeesAsync("A birthday card", "Approved by Alex Wilber");
        await alex.PictureAsync($"all-decided-{asApplication}");

        await IsRecordedAsync(desk, process, Seed.AlexId, isApproved: true);
        await IsRecordedAsync(desk, refused, Seed.AlexId, isApproved: false);
        await IsRecordedAsync(desk, standalone, Seed.AlexId, isApproved: true);
    }

    [Fact]
    public async Task Completed_in_Tallyfy_a_moment_before_the_card_says_so_and_by_whom()
    {
        await using var desk = await Scenario.OpenAsync(asApplication: true);
        var task = await desk.LaunchAsync(For("A photocopier", Seed.Alex));
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync("A photocopier", "Approve");

        await desk.CompleteInTallyfyAsync(task, Seed.Megan, isApproved: false);
        await alex.SeesAsync("A photocopier", "Rejected in Tallyfy by Megan Bowen");
        await alex.PictureAsync("completed-elsewhere");

        await alex.NoLongerAsksAsync("A photocopier");
        Assert.Empty(await desk.CompletionsAsync(task));
    }

    /// <summary>
    /// As `try.cs` starts it. The README promises a card within fifteen seconds on a machine that has time; what it
    /// took is printed.
    /// </summary>
    [Fact]
    public async Task Told_by_webhook_alone_the_card_appears_long_before_a_sweep_and_is_sealed_as_soon()
    {
        var sweepEvery = TimeSpan.FromHours(1);
        await using var desk = await Scenario.OpenAsync(asApplication: true, sweepEvery, isTold: true);
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync("Your Tallyfy approvals come here");

        var started = Stopwatch.GetTimestamp();
        var task = await desk.LaunchAsync(For("A doorbell", Seed.Alex));
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
    public async Task Alex_and_Megan_race_for_one_approval_and_one_of_them_wins()
    {
        await using var desk = await Scenario.OpenAsync(asApplication: true);
        var task = await desk.LaunchAsync(For("A shared printer", Seed.Alex, Seed.Megan));
        var alex = await desk.SitDownAsync("Alex");
        var megan = await desk.SitDownAsync("Megan");
        await alex.SeesAsync("A shared printer", "Approve");
        await megan.SeesAsync("A shared printer", "Approve");

        await Task.WhenAll(
            alex.PressAsync("A shared printer", "Approve"), megan.PressAsync("A shared printer", "Approve"));

        await alex.SeesAsync("A shared printer", "Approved by");
        await megan.SeesAsync("A shared printer", "Approved by");
        var completion = Assert.Single(await desk.CompletionsAsync(task));
        var winner = completion.GetProperty("completer_id").GetInt64() == Seed.AlexId ? "Alex Wilber" : "Megan Bowen";
        await alex.SeesAsync("A shared printer", $"Approved by {winner}");
        await megan.SeesAsync("A shared printer", $"Approved by {winner}");
        await alex.PictureOfAsync("A shared printer", "end-race-alex");
        await megan.PictureOfAsync("A shared printer", "end-race-megan");
    }

    [Fact]
    public async Task Alex_takes_an_approval_back_and_is_asked_anew()
    {
        await using var desk = await Scenario.OpenAsync(asApplication: true);
        var task = await desk.LaunchAsync(For("A hasty purchase", Seed.Alex));
        var alex = await desk.SitDownAsync("Alex");
        await alex.PressAsync("A hasty purchase", "Approve");
        await alex.PressAsync("A hasty purchase", "Undo");
        await alex.PictureOfAsync("A hasty purchase", "undo-asks-why");

        await alex.TypeReasonAsync("A hasty purchase", "The wrong supplier");
        await alex.PressAsync("A hasty purchase", "Take it back");

        await alex.SeesAsync("A hasty purchase", "Approval taken back by Alex Wilber");
        await alex.SeesAsync("A hasty purchase", "Reason (needed to reject)");
        await alex.PictureAsync("undone");
        Assert.Equal(Seed.AlexId, Assert.Single(await desk.ReopeningsAsync(task)).GetProperty("token_user").GetInt64());
    }

    [Fact]
    public async Task Killed_between_tap_and_answer_the_bot_settles_the_card_once_it_is_back()
    {
        await using var desk = await Scenario.OpenAsync(
            asApplication: true, settings: ["--Approvals:Lease=00:00:35", "--Approvals:QuietPeriod=00:00:10"]);
        var task = await desk.LaunchAsync(For("A fateful purchase", Seed.Alex));
        var alex = await desk.SitDownAsync("Alex");
        await desk.SendToSandboxAsync(HttpMethod.Put, "faults", new[]
        {
            new { method = "POST", path = "^.*/completed-tasks$", delay_ms = 60_000, when = "after" },
        });

        await alex.PressAsync("A fateful purchase", "Approve");
        await alex.SeesAsync("A fateful purchase", "being sent to Tallyfy");
        await desk.RestartBotAsync();
        await desk.SendToSandboxAsync(HttpMethod.Put, "faults", Array.Empty<object>());

        await alex.SeesLaterAsync("A fateful purchase", "Approved by Alex Wilber");
        await alex.PictureOfAsync("A fateful purchase", "settled-after-a-kill");
        Assert.Single(await desk.CompletionsAsync(task));
    }

    [Fact]
    public async Task The_emulator_channel_decides_as_the_configured_person()
    {
        await using var desk = await Scenario.OpenAsync(asApplication: false);
        var task = await desk.LaunchAsync(For("An emulated thing", Seed.Alex));
        var alex = await desk.SitDownAsync("Alex", "emulator");

        await alex.PressAsync("An emulated thing", "Approve");
        await alex.SeesAsync("An emulated thing", "Approved by Alex Wilber");

        await IsRecordedAsync(desk, task, Seed.AlexId, isApproved: true);
    }

    [Fact]
    public async Task Pending_lists_what_waits_and_a_group_learns_nothing_of_it()
    {
        await using var desk = await Scenario.OpenAsync(asApplication: false);
        await desk.LaunchAsync(For("A quiet matter", Seed.Alex));
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync("A quiet matter", "Approve");

        await alex.SayAsync("pending");
        await alex.SeesAsync("Approvals that wait for you");
        await alex.PictureAsync("pending");

        await alex.MentionInGroupAsync("pending");
        await alex.SeesAsync("I have answered in our own chat");
        Assert.Equal(0, await alex.Card("A quiet matter").CountAsync());
        await alex.PictureAsync("group-chat");
    }

    private static object For(string title, params string[] assignees) =>
        new { template = "Purchase request", title, assignees };

    private static async Task IsRecordedAsync(Scenario desk, string task, long person, bool isApproved)
    {
        var completion = Assert.Single(await desk.CompletionsAsync(task));

        Assert.Equal(200, completion.GetProperty("status").GetInt32());
        Assert.Equal(person, completion.GetProperty("completer_id").GetInt64());
        Assert.Equal(person, completion.GetProperty("body").GetProperty("override_user").GetInt64());
        Assert.Equal(isApproved, completion.GetProperty("body").GetProperty("is_approved").GetBoolean());
        Assert.Equal(JsonValueKind.Number, completion.GetProperty("token_user").ValueKind);
    }
}
