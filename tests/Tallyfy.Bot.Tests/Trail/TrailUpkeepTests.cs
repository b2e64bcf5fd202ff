using System.Text.Json;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Trail;

/// <summary>What is old may go, and who wants to be forgotten is, and the rest still proves what it proved.</summary>
public sealed class TrailUpkeepTests
{
    // Entries are at 09:01, 09:02 and so on.
    private static readonly DateTimeOffset FourIn = new(2026, 3, 2, 9, 5, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pruned_a_trail_is_whole_behind_its_checkpoint_and_goes_on()
    {
        await using var desk = await TrailScenario.SealedAsync();

        var result = Assert.IsType<PruneResult.Pruned>(await PruneAsync(desk, FourIn));

        Assert.Equal((5, 5), (result.Count, result.Checkpoint!.Sequence));
        await desk.AddAsync(1);
        await desk.SealAsync();
        var report = await desk.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal(7, report.Count);
        Assert.Equal((0, 5), Assert.IsType<PruneResult.Pruned>(await PruneAsync(desk, FourIn)) is var again
            ? (again.Count, again.Checkpoint!.Sequence) : default);
    }

    [Fact]
    public async Task Pruned_altogether_it_goes_on_where_it_was()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await PruneAsync(desk, FourIn.AddYears(1));
        Assert.Empty((await desk.VerifyAsync()).Findings);

        await desk.AddAsync(1);
        await desk.SealAsync();

        Assert.Empty((await desk.VerifyAsync()).Findings);
        Assert.Equal(12, Assert.Single(await desk.EntriesAsync()).Sequence);
    }

    [Fact]
    public async Task What_waits_to_be_sealed_is_not_pruned()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.AddAsync(3);

        await PruneAsync(desk, FourIn.AddYears(1));

        Assert.Equal(3, (await desk.VerifyAsync()).Waiting);
    }

    [Fact]
    public async Task A_broken_trail_is_not_pruned()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync("update trail set verdict = 'Rejected' where sequence = 3");

        Assert.IsType<PruneResult.Broken>(await PruneAsync(desk, FourIn));

        Assert.Equal(11, (await desk.EntriesAsync()).Count);
    }

    [Theory]
    [InlineData("delete from trail_checkpoints", "entries 1 to 5 are missing before entry 6 (Claimed, ")]
    [InlineData(
        "update trail_checkpoints set pruned_at = 0",
        "the checkpoint at entry 5, which stands for what was pruned, was not signed")]
    public async Task A_checkpoint_that_was_removed_or_changed_is_found(string tamper, string said)
    {
        await using var desk = await TrailScenario.SealedAsync();
        await PruneAsync(desk, FourIn);
        await desk.TamperAsync(tamper);

        Assert.StartsWith(said, (await desk.VerifyAsync()).Findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_pruned_than_the_checkpoint_stands_for_is_found()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await PruneAsync(desk, FourIn);
        await desk.TamperAsync("delete from trail where sequence = 6");
        await desk.TamperAsync("update trail_checkpoints set sequence = 6");

        Assert.NotEmpty((await desk.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task A_head_from_before_the_checkpoint_cannot_be_compared_and_that_is_said()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await PruneAsync(desk, FourIn);

        var report = await desk.VerifyAsync(new TrailMark(TrailScenario.Organization, 2, new string('0', 64)));

        Assert.Contains("give a younger one", Assert.Single(report.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_forgotten_and_the_trail_stays_whole()
    {
        await using var desk = await TrailScenario.SealedAsync();
        var before = await desk.EntriesAsync();
        Assert.Equal("object-1", before[1].ObjectId);

        await desk.WriteAsync(
            async unit => Assert.Equal(
                1, await desk.Get<TrailStore>().ForgetAsync(unit, desk.Person.Tenant, desk.Person.ObjectId, Token)));

        var after = await desk.EntriesAsync();
        Assert.Equal((null, null, null), (after[1].ObjectId, after[1].TallyfyUserId, after[1].Salt));
        Assert.Equal((before[1].Mac, before[1].Seal), (after[1].Mac, after[1].Seal));
        Assert.Equal(before.Skip(2), after.Skip(2));
        Assert.Empty((await desk.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task As_CSV_each_value_is_text_and_none_a_formula()
    {
        await using var desk = await TrailScenario.SealedAsync();

        var lines = await ExportAsync(desk, TrailFormat.Csv, DateTimeOffset.MinValue);

        Assert.Equal(12, lines.Length);
        Assert.StartsWith("organization,sequence,kind,happened_at,decision_id,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("acme,2,Claimed,2026-03-02T09:01:00.000Z,", lines[2], StringComparison.Ordinal);
        Assert.Contains(""","'=HYPERLINK(""https://evil.example"")",""", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.DoesNotMatch("(^|,)\"?[=+@-]", line));
        Assert.All(lines, line => Assert.DoesNotContain("Too dear", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task As_JSON_Lines_each_entry_can_be_checked_by_whoever_has_the_key()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.AddAsync(1);

        var lines = await ExportAsync(desk, TrailFormat.Jsonl, FourIn);

        Assert.Equal(7, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        var entry = (await desk.EntriesAsync())[5];
        Assert.Equal(6, first.RootElement.GetProperty("sequence").GetInt64());
        Assert.Equal(entry.Mac, first.RootElement.GetProperty("mac").GetString());
        Assert.Equal(entry.ActivityId, first.RootElement.GetProperty("activity_id").GetString());
        using var last = JsonDocument.Parse(lines[^1]);
        Assert.False(last.RootElement.TryGetProperty("sequence", out _));
    }

    [Theory]
    [InlineData(4, "4 entries so far\n8 entries so far\n")]
    [InlineData(11, "11 entries so far\n")]
    [InlineData(12, "")]
    public async Task A_long_export_says_how_far_it_is_beside_what_it_writes(int tellEvery, string told)
    {
        await using var desk = await TrailScenario.SealedAsync();
        var export = new ExportTrail(desk.Get<TrailStore>()) { TellEvery = tellEvery };
        await using var output = new StringWriter();
        await using var progress = new StringWriter { NewLine = "\n" };

        var count = await export.ExecuteAsync(
            [TrailScenario.Organization], TrailFormat.Csv, DateTimeOffset.MinValue, output, progress, Token);

        Assert.Equal((11, told), (count, progress.ToString()));
        Assert.DoesNotContain("so far", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(10_000, desk.Get<ExportTrail>().TellEvery);
    }

    private static Task<PruneResult> PruneAsync(TrailScenario desk, DateTimeOffset before) =>
        desk.Get<PruneTrail>().ExecuteAsync(TrailScenario.Organization, before, Token);

    private static async Task<string[]> ExportAsync(TrailScenario desk, TrailFormat format, DateTimeOffset since)
    {
        await using var output = new StringWriter();
        await desk.Get<ExportTrail>().ExecuteAsync(
            [TrailScenario.Organization], format, since, output, TextWriter.Null, Token);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
