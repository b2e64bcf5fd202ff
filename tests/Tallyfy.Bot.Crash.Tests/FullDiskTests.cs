using System.Diagnostics;
using System.Net;
using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>
/// The operating system lets the running bot write no more to any file, and later again: to its store that is a disk
/// without room.
/// </summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task On_a_full_disk_nothing_is_recorded_and_with_room_again_work_goes_on_by_itself()
    {
        await using var desk = await Scenario.OpenAsync(Engine.Sqlite, 1, [Person.Alex]);
        var task = await desk.LaunchAsync("No room", Person.Alex);
        Assert.True(
            await Eventually.UntilAsync(
                () => desk.Teams.About("No room").Any(message => message.Asks), Eventually.Most));
        Assert.True(await Eventually.UntilAsync(desk.Store.IsAtRestAsync, Eventually.Most));
        var card = desk.Teams.About("No room")[0];

        await LimitAsync(desk.Bot(0), "1");

        (await desk.TapForWordsAsync(0, card, "approve")).Say("Nothing was recorded");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await desk.ReadinessAsync(0));
        Assert.Empty((await desk.CompletionsAsync())[task]);
        await desk.LaunchAsync("While there was no room", Person.Alex);

        await LimitAsync(desk.Bot(0), "unlimited");

        Assert.True(await Eventually.UntilAsync(
            async () => await desk.ReadinessAsync(0) is HttpStatusCode.OK, Eventually.Most));
        await desk.ApproveAsync(card);
        await desk.IsApprovedOnceAsync("No room", task, Person.Alex);
        Assert.True(await Eventually.UntilAsync(
            () => desk.Teams.About("While there was no room").Any(message => message.Asks), Eventually.Most));
    }

    /// <summary>How far into a file the program may write, in bytes.</summary>
    private static async Task LimitAsync(Child bot, string bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{bot.Id}", $"--fsize={bytes}:unlimited"]);
        await limit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, limit.ExitCode);
    }
}
