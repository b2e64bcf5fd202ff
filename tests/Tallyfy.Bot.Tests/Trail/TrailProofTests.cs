using System.Text;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Trail;

/// <summary>What a third party can check with the public key alone.</summary>
public sealed class TrailProofTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_entry_of_trees_of_every_size_is_proven_and_leads_on_from_every_earlier_head()
    {
        await using var desk = TrailScenario.Open();
        var heads = new List<TrailMark>();

        for (var size = 1; size <= 33; size++)
        {
            heads.Add((await desk.SealAsync())!.Mark);
            await desk.AddAsync(1);

            for (var place = 1; place <= size; place++)
                Assert.Null(FaultOf(desk, await ProveAsync(desk, place), null));

            foreach (var head in heads)
                Assert.Null(FaultOf(desk, await ProveAsync(desk, size, head), head));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(9)]
    public async Task What_was_proven_stays_so_when_the_trail_goes_on_is_pruned_or_somebody_is_forgotten(int minutes)
    {
        await using var desk = await TrailScenario.SealedAsync();
        var before = await ProveAsync(desk, 2);
        var head = (await desk.HeadAsync()).Mark;

        await desk.Get<PruneTrail>().ExecuteAsync(
            TrailScenario.Organization, new DateTimeOffset(2026, 3, 2, 9, minutes, 0, TimeSpan.Zero), Token);
        await desk.WriteAsync(unit => desk.Get<TrailStore>().ForgetAsync(
            unit, "tenant", "object-2", Token));
        await desk.AddAsync(5);
        await desk.SealAsync();

        Assert.Null(FaultOf(desk, before, null));

        foreach (var entry in await desk.EntriesAsync())
            Assert.Null(FaultOf(desk, await ProveAsync(desk, (int)entry.Sequence!, head), head));

        Assert.Null((await ProveAsync(desk, 11)).Entries[0].Person);
        Assert.IsType<ProveResult.NotFound>(await desk.Get<ProveEntry>().ExecuteAsync(
            TrailScenario.Organization, 2, null, null, Token));
    }

    [Fact]
    public async Task A_decision_is_proven_from_its_claim_to_its_end_by_its_code()
    {
        await using var desk = await TrailScenario.SealedAsync();
        var claim = (await desk.EntriesAsync())[1];

        var result = await desk.Get<ProveEntry>().ExecuteAsync(
            TrailScenario.Organization, null, ReceiptCode.For(claim), null, Token);

        var proof = Assert.IsType<ProveResult.Proven>(result).Proof;
        Assert.Equal([2L], proof.Entries.Select(entry => entry.Place));
        Assert.Equal("object-1", proof.Entries[0].Person!.ObjectId);
        Assert.DoesNotContain("Too dear", proof.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody", proof.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trail_that_was_changed_proves_nothing()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync("delete from trail where sequence = 5");

        Assert.IsType<ProveResult.Broken>(await desk.Get<ProveEntry>().ExecuteAsync(
            TrailScenario.Organization, 8, null, null, Token));
    }

    [Fact]
    public async Task A_trail_whose_entries_do_not_give_the_head_proves_nothing()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await desk.TamperAsync("update trail set mac = 'junk' where sequence = 5");

        Assert.IsType<ProveResult.Broken>(await desk.Get<ProveEntry>().ExecuteAsync(
            TrailScenario.Organization, 8, null, null, Token));
    }

    [Fact]
    public async Task Another_key_or_another_head_proves_nothing()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var other = await TrailScenario.SealedAsync();
        await using var renewed = desk.Another(key: 2, previousKeys: 1);
        var proof = await ProveAsync(desk, 4);
        var theirs = (await other.HeadAsync()).Mark;

        Assert.NotNull(CheckProof.FindFault(Bytes(proof), [renewed.Get<TrailKeys>().CurrentPublicKey], null));
        Assert.Null(CheckProof.FindFault(
            Bytes(proof), [.. renewed.Get<TrailKeys>().PublicKeys.Select(key => key.Value)], null));
        Assert.NotNull(FaultOf(desk, proof, theirs));
        var shorter = theirs with { Sequence = 7 };
        Assert.NotNull(FaultOf(desk, await ProveAsync(desk, 4, shorter), shorter));
    }

    [Fact]
    public async Task A_key_is_named_in_the_trail_from_where_it_is_used()
    {
        await using var desk = await TrailScenario.SealedAsync();
        await using var renewed = desk.Another(key: 2, previousKeys: 1);
        await renewed.SealAsync();

        Assert.Equal(
            [
                (1, desk.Get<TrailKeys>().CurrentPublicKey),
                (12, renewed.Get<TrailKeys>().CurrentPublicKey),
            ],
            await renewed.Get<TrailStore>().ListKeysAsync(TrailScenario.Organization, Token));
        Assert.Empty((await renewed.VerifyAsync()).Findings);
    }

    private static async Task<TrailProof> ProveAsync(TrailScenario desk, int place, TrailMark? since = null) =>
        Assert.IsType<ProveResult.Proven>(await desk.Get<ProveEntry>().ExecuteAsync(
            TrailScenario.Organization, place, null, since, Token)).Proof;

    private static string? FaultOf(TrailScenario desk, TrailProof proof, TrailMark? seen) =>
        CheckProof.FindFault(Bytes(proof), [desk.Get<TrailKeys>().CurrentPublicKey], seen);

    private static byte[] Bytes(TrailProof proof) => Encoding.UTF8.GetBytes(proof.ToJson());
}
