using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Trail;

/// <summary>Whatever is done to a sealed trail without the key is found, and its place is named.</summary>
public sealed class TrailTests
{
    [Fact]
    public async Task What_nobody_touched_is_whole_and_in_order()
    {
        await using var desk = await TrailScenario.SealedAsync();

        var report = await desk.VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.Equal((11, 0), (report.Count, report.Waiting));
        Assert.Equal(
            Enumerable.Range(1, 11).Select(number => (long?)number),
            (await desk.EntriesAsync()).Select(entry => entry.Sequence));
    }

    [Theory]
    [InlineData("verdict = 'Rejected'")]
    [InlineData("kind = 'Refused'")]
    [InlineData("happened_at = happened_at - 1")]
    [InlineData("decision_id = 'another'")]
    [InlineData("decision_kind = 'Undo'")]
    [InlineData("task = 'another'")]
    [InlineData("generation = 2")]
    [InlineData("undoes = 'another'")]
    [InlineData("rendering_id = 'another'")]
    [InlineData("content_digest = 'ff'")]
    [InlineData("activity_id = 'another'")]
    [InlineData("answer = 'NotPermitted'")]
    [InlineData("proof = 'Email'")]
    [InlineData("tenant_id = 'another'")]
    [InlineData("id = 'another'")]
    [InlineData("object_hash = 'ff'")]
    [InlineData("member_hash = 'ff'")]
    [InlineData("words_hash = 'ff'")]
    [InlineData("shown_hash = 'ff'")]
    [InlineData("digest = 'ff'")]
    [InlineData("happened_at = 9223372036854775807")]
    [InlineData("happened_at = -9223372036854775807")]
    public async Task An_edited_entry_is_named(string edit)
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync($"update trail set {edit} where sequence = 4");

        var finding = Assert.Single((await desk.VerifyAsync()).Findings);

        Assert.StartsWith("entry 4 (", finding, StringComparison.Ordinal);
        Assert.EndsWith("was edited after it was written", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_kind_and_time_are_said()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync("update trail set verdict = 'Rejected' where sequence = 4");

        Assert.StartsWith(
            "entry 4 (Claimed, 2026-03-02 09:03:00Z)",
            Assert.Single((await desk.VerifyAsync()).Findings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edited_together_with_its_digest_it_is_not_the_bots()
    {
        await using var desk = await TrailScenario.SealedAsync();
        var entry = ((await desk.EntriesAsync())[3] with { Verdict = "Rejected" }).WithDigest();
        await desk.TamperAsync(
            "update trail set verdict = @Verdict, digest = @Digest where id = @Id",
            new { entry.Verdict, entry.Digest, entry.Id });

        var finding = Assert.Single((await desk.VerifyAsync()).Findings);
        Assert.StartsWith("entry 4 (", finding, StringComparison.Ordinal);
        Assert.EndsWith(
            "was not written by the bot: whoever wrote it did not have the key", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Written_anew_with_a_true_digest_before_it_was_sealed_it_is_refused()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.AddAsync(1);
        var last = (await desk.Get<Database>().ReadAsync(
            unit => unit.FindAsync<TrailEntry>(
                "select * from trail where sequence is null", new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken))!;
        var forged = (last with { Id = $"{last.Id}x", DecisionId = "another" }).WithDigest();
        await desk.TamperAsync(
            """
            update trail set id = @Id, decision_id = @DecisionId, digest = @Digest where sequence is null
            """,
            new { forged.Id, forged.DecisionId, forged.Digest });

        var result = await desk.Get<SealTrail>().ExecuteAsync(
            TrailScenario.Organization, TestContext.Current.CancellationToken);

        Assert.Equal(1, result.Refused);
    }

    [Theory]
    [InlineData("object_id = 'object-3'")]
    [InlineData("tallyfy_user_id = 1")]
    [InlineData("salt = 'another'")]
    [InlineData("salt = null")]
    public async Task Another_person_in_an_entry_is_named(string edit)
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync($"update trail set {edit} where sequence = 4");

        Assert.Contains("entry 4 (", Assert.Single((await desk.VerifyAsync()).Findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sequence = 6", "entry 6 is missing before entry 7 (Done, ")]
    [InlineData("sequence in (5, 6)", "entries 5 to 6 are missing before entry 7 (Done, ")]
    [InlineData("sequence = 1", "entry 1 is missing before entry 2 (Claimed, ")]
    [InlineData(
        "sequence = 11",
        "entry 11 is missing at the end, sealed by 2026-03-02 09:10:00Z; the last entry there is entry 10 (Claimed, ")]
    [InlineData("sequence > 0", "entries 1 to 11 are missing at the end")]
    public async Task A_deleted_entry_is_named(string which, string said)
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync($"delete from trail where {which}");

        Assert.StartsWith(said, Assert.Single((await desk.VerifyAsync()).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_entry_deleted_and_the_head_put_back_is_found_and_never_sealed_over()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync("delete from trail where sequence = 11");
        await desk.TamperAsync("update trail_heads set sequence = 10");
        await desk.AddAsync(1);
        await using var elsewhere = desk.Another();

        var refusal = await Assert.ThrowsAsync<TrailBrokenException>(elsewhere.SealAsync);

        Assert.Contains("trail verify", refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "the head at entry 10 was not signed",
            Assert.Single((await desk.VerifyAsync()).Findings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_head_a_trail_is_broken_and_never_begun_anew()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync("delete from trail_heads");
        await desk.AddAsync(1);
        await using var elsewhere = desk.Another();

        await Assert.ThrowsAsync<TrailBrokenException>(desk.SealAsync);
        await Assert.ThrowsAsync<TrailBrokenException>(elsewhere.SealAsync);

        Assert.StartsWith(
            "the head is missing", Assert.Single((await desk.VerifyAsync()).Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_in_another_order_are_found()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync("update trail set sequence = -3 where sequence = 3");
        await desk.TamperAsync("update trail set sequence = 3 where sequence = 4");
        await desk.TamperAsync("update trail set sequence = 4 where sequence = -3");

        Assert.Collection(
            (await desk.VerifyAsync()).Findings,
            finding => Assert.Contains("entry 3 (Claimed, ", finding, StringComparison.Ordinal),
            finding => Assert.Contains("entry 4 (Done, ", finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_old_copy_of_the_whole_store_is_found_by_a_head_from_the_log()
    {
        await using var desk = await TrailScenario.SealedAsync();
        var old = await desk.HeadAsync();
        await desk.AddAsync(2);
        var logged = (await desk.SealAsync())!.Mark;
        Assert.True((await desk.VerifyAsync(logged)).IsWhole);
        Assert.True((await desk.VerifyAsync(old.Mark)).IsWhole);

        await desk.TamperAsync("delete from trail where sequence > 11");
        await desk.PutBackAsync(old);

        Assert.True((await desk.VerifyAsync()).IsWhole);
        Assert.Contains("entry 13", Assert.Single((await desk.VerifyAsync(logged)).Findings), StringComparison.Ordinal);
        Assert.Contains(
            "not the one of the head that was seen",
            Assert.Single((await desk.VerifyAsync(logged with { Sequence = 9 })).Findings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_seal_at_once_make_one_chain()
    {
        await using var desk = TrailScenario.Open();
        await using var elsewhere = desk.Another();
        var other = StoryStore.IsPostgres ? elsewhere : desk; // a file takes one process
        await desk.SealAsync();
        await desk.AddAsync(60);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            var sealer = number % 2 == 0 ? desk : other;
            await sealer.AddAsync(5);

            while (await sealer.SealAsync() is not null)
            {
            }
        })));
        await desk.SealAsync();

        var report = await desk.VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal((101, 0), (report.Count, report.Waiting));
    }

    [Fact]
    public async Task A_new_key_seals_on_and_the_one_before_still_tells()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var renewed = desk.Another(key: 2, previousKeys: 1);
        await using var forgetful = desk.Another(key: 2);
        var old = (await desk.HeadAsync()).KeyId;
        await renewed.AddAsync(2);
        await renewed.SealAsync();

        Assert.Empty((await renewed.VerifyAsync()).Findings);
        Assert.All(
            (await forgetful.VerifyAsync()).Findings,
            finding => Assert.Contains($"the key {old}, which is neither", finding, StringComparison.Ordinal));
        Assert.NotEmpty((await forgetful.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task What_is_undone_leaves_no_entry()
    {
        await using var desk = await TrailScenario.SealedAsync();
        var entry = (await desk.EntriesAsync())[0] with { Id = "another", Sequence = null };

        await Assert.ThrowsAsync<InvalidOperationException>(() => desk.WriteAsync(async unit =>
        {
            await desk.Get<TrailStore>().AddAsync(unit, entry, TestContext.Current.CancellationToken);
            throw new InvalidOperationException("the rest did not work out");
        }));

        Assert.Equal(0, (await desk.VerifyAsync()).Waiting);
    }
}
