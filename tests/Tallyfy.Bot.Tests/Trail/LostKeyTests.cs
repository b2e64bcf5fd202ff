using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Trail;

/// <summary>
/// A key is gone: the trail goes on with another one, says where that was, and what is before stays as it was then.
/// </summary>
public sealed class LostKeyTests
{
    private const string Reason = "The vault burnt down";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_another_key_nothing_is_sealed_until_the_lost_one_is_replaced()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var renewed = desk.Another(key: 2);
        var old = await desk.HeadAsync();
        await renewed.AddAsync(2);
        await Assert.ThrowsAsync<TrailBrokenException>(renewed.SealAsync);

        var done = Assert.IsType<ReplaceResult.Replaced>(await ReplaceAsync(renewed));

        Assert.Equal(
            (11, old.Root, 11, Reason), (done.Lost.Sequence, done.Lost.Root, done.Lost.Count, done.Lost.Reason));
        Assert.Equal([old.KeyId], done.Lost.Keys);
        Assert.Equal(14, (await renewed.SealAsync())!.Sequence);
        var report = await renewed.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal((14, 0), (report.Count, report.Waiting));
        Assert.Equal(
            [
                new TrailPart(1, 11, old.KeyId) { IsLost = true },
                new TrailPart(12, 14, renewed.Get<TrailKeys>().CurrentId),
            ],
            report.Parts);
        Assert.Contains("which is lost", report.Parts[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["KeyLost", "Claimed", "Done"], (await renewed.EntriesAsync()).Skip(11).Select(entry => entry.Kind));
        Assert.Empty((await renewed.VerifyAsync(old.Mark)).Findings);
    }

    [Fact]
    public async Task A_key_that_is_found_again_checks_all_of_it()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var renewed = desk.Another(key: 2);
        await using var finder = desk.Another(key: 2, previousKeys: 1);
        await ReplaceAsync(renewed);

        var report = await finder.VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.DoesNotContain(report.Parts, part => part.IsLost);
        Assert.NotEmpty((await desk.VerifyAsync()).Findings); // who has the old one only cannot check what came after
    }

    [Theory]
    [InlineData("update trail set mac = '00' where sequence = 4", "what is before entry 12 (KeyLost, ")]
    [InlineData("update trail set seal = '00' where sequence = 4", "what is before entry 12 (KeyLost, ")]
    [InlineData("update trail set verdict = 'Rejected' where sequence = 4", "entry 4 (Claimed, ")]
    [InlineData("delete from trail where sequence = 5", "entry 5 is missing before entry 6")]
    [InlineData("delete from trail where sequence = 11", "entry 11 is missing before entry 12")]
    [InlineData("delete from trail where sequence = 12", "entry 12 is missing before entry 13")]
    [InlineData("update trail set answer = '{}' where sequence = 12", "entry 12 (KeyLost, ")]
    [InlineData(
        "update trail set mac = (select mac from trail where sequence = 1) where sequence = 13",
        "entry 13 (Claimed, ")]
    public async Task What_is_changed_afterwards_is_found_with_the_new_key(string tamper, string said)
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var renewed = desk.Another(key: 2);
        await ReplaceAsync(renewed);
        await renewed.AddAsync(2);
        await renewed.SealAsync();
        Assert.Empty((await renewed.VerifyAsync()).Findings);

        await renewed.TamperAsync(tamper);

        Assert.Contains(
            (await renewed.VerifyAsync()).Findings, finding => finding.StartsWith(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_written_anew_with_its_digest_is_found_too()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var renewed = desk.Another(key: 2);
        await ReplaceAsync(renewed);
        var forged = ((await renewed.EntriesAsync())[3] with { Verdict = "Rejected" }).WithDigest();

        await renewed.TamperAsync("update trail set verdict = @Verdict, digest = @Digest where id = @Id", forged);

        Assert.StartsWith(
            "what is before entry 12", Assert.Single((await renewed.VerifyAsync()).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_another_key_cannot_declare_ours_lost()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var thief = desk.Another(key: 66);

        Assert.IsType<ReplaceResult.Replaced>(await ReplaceAsync(thief));

        Assert.NotEmpty((await desk.VerifyAsync()).Findings);
        await desk.AddAsync(1);
        await Assert.ThrowsAsync<TrailBrokenException>(desk.SealAsync);
    }

    [Fact]
    public async Task What_was_broken_before_stays_named()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync("update trail set verdict = 'Rejected' where sequence = 4");
        await desk.TamperAsync("delete from trail where sequence = 11");
        await using var renewed = desk.Another(key: 2);

        var done = Assert.IsType<ReplaceResult.Replaced>(await ReplaceAsync(renewed));

        Assert.Equal(10, done.Lost.Count);
        Assert.Collection(
            (await renewed.VerifyAsync()).Findings,
            finding => Assert.StartsWith("entry 4 (Claimed, ", finding, StringComparison.Ordinal),
            finding => Assert.StartsWith("entry 11 is missing before entry 12", finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_key_is_lost_nothing_is_changed_and_twice_is_once()
    {
        await using var desk = await TrailScenario.SealedAsync();
        Assert.IsType<ReplaceResult.NothingLost>(await ReplaceAsync(desk));
        await using var renewed = desk.Another(key: 2);
        await using var other = desk.Another(key: 2);

        await Task.WhenAll(ReplaceAsync(renewed), ReplaceAsync(other));

        Assert.IsType<ReplaceResult.NothingLost>(await ReplaceAsync(renewed));
        Assert.Equal(12, (await renewed.EntriesAsync()).Count);
        Assert.Empty((await renewed.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Without_a_head_there_is_nothing_to_go_on_from()
    {
        await using var desk = TrailScenario.Open();
        Assert.IsType<ReplaceResult.NoHead>(await ReplaceAsync(desk));
        await desk.AddAsync(1);
        await desk.SealAsync();
        await desk.TamperAsync("delete from trail_heads");

        Assert.IsType<ReplaceResult.NoHead>(await ReplaceAsync(desk));
    }

    [Fact]
    public async Task Lost_once_more_the_newest_key_vouches_for_all_of_it()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var second = desk.Another(key: 2);
        await ReplaceAsync(second);
        await second.AddAsync(2);
        await second.SealAsync();
        await using var third = desk.Another(key: 3);

        var done = Assert.IsType<ReplaceResult.Replaced>(await ReplaceAsync(third));

        Assert.Equal((2, 14, 14), (done.Lost.Keys.Count, done.Lost.Count, done.Lost.Sequence));
        Assert.Empty((await third.VerifyAsync()).Findings);
        await third.TamperAsync("update trail set seal = '00' where sequence = 13");
        Assert.StartsWith(
            "what is before entry 15", (await third.VerifyAsync()).Findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_key_that_was_not_kept_is_replaced_while_the_trail_goes_on()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var renewed = desk.Another(key: 2, previousKeys: 1);
        await renewed.AddAsync(2);
        await renewed.SealAsync();
        await using var forgetful = desk.Another(key: 2);

        var done = Assert.IsType<ReplaceResult.Replaced>(await ReplaceAsync(forgetful));

        Assert.Equal((1, 14), (done.Lost.Keys.Count, done.Lost.Sequence));
        Assert.Empty((await forgetful.VerifyAsync()).Findings);
        await forgetful.AddAsync(1);
        Assert.Equal(16, (await forgetful.SealAsync())!.Sequence);
    }

    [Fact]
    public async Task What_a_lost_key_sealed_is_pruned_as_a_whole_or_not_at_all()
    {
        await using var desk = await TrailScenario.SealedAsync();
        var firstTwo = new DateTimeOffset(2026, 3, 2, 9, 3, 0, TimeSpan.Zero);
        await PruneAsync(desk, firstTwo);
        await using var renewed = desk.Another(key: 2);
        await ReplaceAsync(renewed);
        Assert.Empty((await renewed.VerifyAsync()).Findings); // the checkpoint is of the lost key too

        Assert.Equal(0, (await PruneAsync(renewed, firstTwo.AddMinutes(3))).Count);
        Assert.Empty((await renewed.VerifyAsync()).Findings);
        Assert.Equal(9, (await PruneAsync(renewed, firstTwo.AddYears(1))).Count);
        await renewed.AddAsync(1);
        await renewed.SealAsync();
        Assert.Empty((await renewed.VerifyAsync()).Findings);
    }

    private static async Task<PruneResult.Pruned> PruneAsync(TrailScenario desk, DateTimeOffset before) =>
        Assert.IsType<PruneResult.Pruned>(await desk.Get<PruneTrail>().ExecuteAsync(
            TrailScenario.Organization, before, Token));

    private static Task<ReplaceResult> ReplaceAsync(TrailScenario desk) =>
        desk.Get<ReplaceLostKey>().ExecuteAsync(TrailScenario.Organization, Reason, Token);
}
