using System.Globalization;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Trail;

/// <summary>
/// Whoever has the database and not the key, and what they can do to a long trail: each edit, removal, insertion,
/// exchange, renumbering and rollback is named, by "trail verify" or by the witness that docs/trail.md asks for.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class TrailAttackTests
{
    private const int Seed = 20261129;

    // The whole lane has ten thousand entries, every field of each of them, and every byte of a hundred.
    private static readonly int Entries = Extent.IsWhole ? 10_000 : 200;
    private static readonly int ByteEntries = Extent.IsWhole ? 100 : 3;

    private static readonly string[] Columns =
    [
        "id", "organization", "sequence", "kind", "happened_at", "decision_id", "decision_kind", "task", "generation",
        "verdict", "undoes", "rendering_id", "content_digest", "activity_id", "answer", "proof", "tenant_id",
        "object_id", "tallyfy_user_id", "salt", "object_hash", "member_hash", "words_hash", "shown_hash", "digest",
        "mac", "seal",
    ];

    // What is under the entry's digest by its hashes only is deleted when a person is forgotten; to delete all of it is
    // what "forget" does, and docs/trail.md says so.
    private static readonly HashSet<string> Numbers = ["sequence", "happened_at", "generation", "tallyfy_user_id"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_field_of_every_entry()
    {
        await using var desk = await LongAsync();
        var before = await desk.HeadAsync();

        foreach (var column in Columns)
        {
            var unseen = await UnseenAsync(desk, column);
            Assert.True(unseen.Count == 0, $"{column} of {unseen.Count} entries, such as {unseen.FirstOrDefault()}");
        }

        Assert.Equal(before, await desk.HeadAsync());
        Assert.Empty((await desk.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Every_byte_of_entries_drawn_by_seed()
    {
        await using var desk = await LongAsync();
        var entries = await desk.EntriesAsync();
        var random = new Random(Seed);
        var count = 0;

        for (var drawn = 0; drawn < ByteEntries; drawn++)
        {
            var entry = entries[random.Next(entries.Count)];

            foreach (var (edited, what) in ByteEdits(entry))
            {
                Assert.True(IsNoticed(desk, edited), $"{what} of entry {entry.Sequence}");
                count++;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} bytes of {ByteEntries} entries");
        Assert.True(count > 400 * ByteEntries);
    }

    [Theory]
    [InlineData("delete from trail where sequence = 77", "entry 77 is missing")]
    [InlineData("delete from trail where sequence between 50 and 99", "entries 50 to 99 are missing")]
    [InlineData("delete from trail where sequence = 1", "entry 1 is missing")]
    [InlineData("delete from trail where sequence <= 100", "entries 1 to 100 are missing")]
    [InlineData("delete from trail where sequence % 2 = 0", "entry 2 is missing")]
    [InlineData("delete from trail where sequence > 100", "are missing at the end")]
    [InlineData("delete from trail", "are missing at the end")]
    [InlineData("delete from trail_heads", "the head is missing")]
    [InlineData("update trail set sequence = null where sequence = 77", "entry 77 is missing")]
    [InlineData("update trail set sequence = -sequence where sequence = 77", "has a place that is taken, or")]
    [InlineData("update trail set sequence = 0 where sequence = 77", "has a place that is taken, or")]
    [InlineData("update trail set sequence = sequence + 100000 where sequence = 77", "entry 77 is missing")]
    [InlineData("update trail set sequence = sequence + 1000000", "are missing before entry 1000001")]
    [InlineData("update trail set seal = null where sequence = 77", "was not given this place")]
    [InlineData("update trail set seal = mac where sequence = 77", "was not given this place")]
    [InlineData(
        "update trail set seal = (select seal from trail where sequence = 78) where sequence = 77",
        "was not given this place")]
    [InlineData("update trail set organization = 'other' where sequence = 77", "entry 77 is missing")]
    [InlineData("update trail_heads set organization = 'other'", "the head is missing")]
    [InlineData("update trail_heads set sequence = sequence - 1", "was not signed with the key")]
    [InlineData("update trail_heads set root = 'ff'", "was not signed with the key")]
    [InlineData("update trail_heads set sealed_at = sealed_at + 1", "was not signed with the key")]
    [InlineData("update trail_heads set signature = ''", "was not signed with the key")]
    [InlineData("update trail_heads set key_id = 'ff'", "which is neither Trail:Key nor")]
    [InlineData("update trail_heads set peaks = ''", "the peaks of the head")]
    public async Task Removed_renumbered_or_cut(string sql, string said)
    {
        await using var desk = await LongAsync(200);
        await desk.TamperAsync(sql);
        await using var elsewhere = desk.Another();

        Assert.Contains(
            (await elsewhere.VerifyAsync()).Findings, finding => finding.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'0'")]
    [InlineData("'-5'")]
    [InlineData("'202'")]
    [InlineData("null")]
    [InlineData("'50'")]
    public async Task Inserted_by_hand_or_copied_from_a_true_one(string place)
    {
        await using var desk = await LongAsync(200);
        await desk.TamperAsync(
            $"""
            insert into trail (id, organization, sequence, kind, happened_at, decision_id, tenant_id, object_hash,
                member_hash, digest, mac, seal, salt)
            select id || 'x', organization, {(place == "'50'" ? "cast(null as bigint)" : $"cast({place} as bigint)")},
                kind, happened_at - 86400000, decision_id, tenant_id, object_hash, member_hash, digest, mac, seal, salt
            from trail where sequence = 50
            """);
        await using var elsewhere = desk.Another();
        await elsewhere.AddAsync(1);

        var result = await SealAnywayAsync(elsewhere);

        Assert.NotEmpty((await elsewhere.VerifyAsync()).Findings);
        Assert.Equal(place is "'202'", result is null); // behind the head: nothing is sealed on it
        Assert.Equal(place is "null" or "'50'" ? 1 : 0, result?.Refused ?? 0);
        Assert.All(
            (await elsewhere.EntriesAsync()).Where(entry => entry.Id.EndsWith('x')),
            entry => Assert.Equal(place.Trim('\''), entry.Sequence!.Value.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Exchanged_for_each_other()
    {
        await using var desk = await LongAsync(200);

        foreach (var (first, second) in ((int, int)[])[(2, 3), (50, 51), (7, 190), (1, 2), (200, 201)])
        {
            await ExchangeAsync(desk, first, second);
            var findings = (await desk.VerifyAsync()).Findings;
            Assert.Contains(findings, finding => finding.Contains($"entry {first} (", StringComparison.Ordinal));
            Assert.Contains(findings, finding => finding.Contains($"entry {second} (", StringComparison.Ordinal));
            await ExchangeAsync(desk, first, second);
        }

        Assert.Empty((await desk.VerifyAsync()).Findings);
    }

    [Fact]
    public async Task An_earlier_head_put_back_with_the_tail_unsealed_and_edited()
    {
        await using var desk = await LongAsync(200);
        var old = await desk.HeadAsync();
        await desk.AddAsync(20);
        await desk.SealAsync();
        await desk.TamperAsync("update trail set sequence = null, seal = null where sequence > 201");
        await desk.TamperAsync("update trail set verdict = 'Rejected' where sequence is null");
        await desk.PutBackAsync(old);
        await using var elsewhere = desk.Another();

        Assert.Equal(20, (await elsewhere.Get<SealTrail>().ExecuteAsync(TrailScenario.Organization, Token)).Refused);

        Assert.Equal(21, (await elsewhere.VerifyAsync()).Findings.Count); // and that these are the first
        Assert.Equal(201, (await elsewhere.EntriesAsync()).Count);
        await Assert.ThrowsAsync<TrailBrokenException>(desk.SealAsync); // who saw the newer one
    }

    [Fact]
    public async Task An_earlier_head_put_back_alone()
    {
        await using var desk = await LongAsync(200);
        var old = await desk.HeadAsync();
        await desk.AddAsync(3);
        await desk.SealAsync();
        await desk.PutBackAsync(old);
        await using var elsewhere = desk.Another();
        await elsewhere.AddAsync(1);

        await Assert.ThrowsAsync<TrailBrokenException>(elsewhere.SealAsync);

        Assert.Contains(
            "somebody put an earlier head back",
            Assert.Single((await elsewhere.VerifyAsync()).Findings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsealed_altogether_with_its_head_gone()
    {
        await using var desk = await LongAsync(200);
        await desk.TamperAsync("update trail set sequence = null, seal = null");
        await desk.TamperAsync("delete from trail where kind = 'Done'");
        await desk.TamperAsync("delete from trail_heads");
        await using var elsewhere = desk.Another();
        desk.Clock.Advance(TimeSpan.FromHours(1));

        await Assert.ThrowsAsync<TrailBrokenException>(elsewhere.SealAsync); // its first key says that there was one

        await desk.TamperAsync("delete from trail where kind = 'KeyUsed'");
        Assert.True((await elsewhere.Get<SealTrail>().ExecuteAsync(TrailScenario.Organization, Token)).Refused > 90);
        Assert.NotEmpty((await elsewhere.VerifyAsync()).Findings); // all of them are older than its beginning
    }

    [Fact]
    public async Task The_end_cut_off_with_the_head_from_before_needs_the_witness_and_has_it()
    {
        var file = Path.Combine(Path.GetTempPath(), $"witness-{Guid.NewGuid():n}.log");
        await using var desk = await LongAsync(200, file);
        var old = await desk.HeadAsync();
        await desk.AddAsync(20);
        await desk.SealAsync();
        await desk.TamperAsync("delete from trail where sequence > 201");
        await desk.PutBackAsync(old);

        await using var forgetful = desk.Another();
        await using var witnessed = desk.AnotherWitnessed(file);

        Assert.Empty((await forgetful.VerifyAsync()).Findings);
        Assert.Contains(
            "entries at the end are missing",
            Assert.Single((await witnessed.VerifyAsync()).Findings),
            StringComparison.Ordinal);
        await witnessed.Get<TrailWitness>().LoadAsync(Token);
        await witnessed.AddAsync(1);
        await Assert.ThrowsAsync<TrailBrokenException>(witnessed.SealAsync);
        await Assert.ThrowsAsync<TrailBrokenException>(desk.SealAsync);
        File.Delete(file);
    }

    [Fact]
    public async Task All_of_it_gone_needs_the_witness_and_has_it()
    {
        var file = Path.Combine(Path.GetTempPath(), $"witness-{Guid.NewGuid():n}.log");
        await using var desk = await LongAsync(200, file);
        await desk.TamperAsync("delete from trail");
        await desk.TamperAsync("delete from trail_heads");

        await using var forgetful = desk.Another();
        await using var witnessed = desk.AnotherWitnessed(file);
        await witnessed.Get<TrailWitness>().LoadAsync(Token);

        Assert.Empty((await forgetful.VerifyAsync()).Findings);
        Assert.NotEmpty((await witnessed.VerifyAsync()).Findings);
        await Assert.ThrowsAsync<TrailBrokenException>(witnessed.SealAsync);
        await Assert.ThrowsAsync<TrailBrokenException>(desk.SealAsync);
        File.Delete(file);
    }

    [Fact]
    public async Task A_store_that_wrote_another_history_does_not_pass_for_the_one_that_was_seen()
    {
        await using var desk = await LongAsync(200);
        await using var other = await LongAsync(200);

        Assert.Contains(
            "is not the one of the head that was seen",
            Assert.Single((await other.VerifyAsync((await desk.HeadAsync()).Mark)).Findings),
            StringComparison.Ordinal);
    }

    private static Task<TrailScenario> LongAsync() => LongAsync(Entries);

    private static async Task<TrailScenario> LongAsync(int count, string? witness = null)
    {
        var desk = TrailScenario.Open(witness);
        await desk.SealAsync();
        await desk.AddAtOnceAsync(count);

        while (await desk.SealAsync() is not null)
        {
        }

        return desk;
    }

    // Edits one column in all rows at once, and asks of each entry alone whether it is noticed: a walk over all of them
    // for each edit would only repeat the same look.
    private static async Task<List<long>> UnseenAsync(TrailScenario desk, string column)
    {
        var unseen = new List<long>();

        foreach (var entry in await desk.EntriesAsync())
        {
            var edited = Edit(entry, column);

            if (edited != entry && !IsNoticed(desk, edited))
                unseen.Add(entry.Sequence!.Value);
        }

        // And one of them in the store, by the command's own way.
        const string Keep = "create table kept as select * from trail where sequence = 77";
        await desk.Get<Database>().WriteAsync(unit => unit.ExecuteAsync(Keep, new { }, Token), Token);
        await desk.TamperAsync(
            Numbers.Contains(column)
                ? $"update trail set {column} = coalesce({column}, 0) + 100000 where sequence = 77"
                : $"update trail set {column} = coalesce({column}, '') || 'x' where sequence = 77");
        Assert.NotEmpty((await desk.VerifyAsync()).Findings);
        await desk.TamperAsync(
            "delete from trail where id in (select id from kept) or id in (select id || 'x' from kept)");
        await desk.TamperAsync("insert into trail select * from kept");
        await desk.Get<Database>().WriteAsync(unit => unit.ExecuteAsync("drop table kept", new { }, Token), Token);
        return unseen;
    }

    private static bool IsNoticed(TrailScenario desk, TrailEntry edited)
    {
        var keys = desk.Get<TrailKeys>();

        return !edited.IsDigestTrue || !edited.IsPersonTrue || !keys.IsMacTrue(edited) || !keys.IsSealTrue(edited);
    }

    private static TrailEntry Edit(TrailEntry entry, string column)
    {
        var property = typeof(TrailEntry).GetProperty(Name(column))!;
        var value = property.GetValue(entry);
        var copy = entry with { };
        property.SetValue(copy, value switch
        {
            long number => number + 1,
            string text => text + "x",
            _ => property.PropertyType == typeof(string) ? "x" : 1L,
        });
        return copy;
    }

    private static IEnumerable<(TrailEntry Edited, string What)> ByteEdits(TrailEntry entry)
    {
        foreach (var column in Columns.Except(Numbers))
        {
            var property = typeof(TrailEntry).GetProperty(Name(column))!;

            if (property.GetValue(entry) is not string text)
                continue;

            for (var place = 0; place < text.Length; place++)
            {
                var copy = entry with { };
                property.SetValue(copy, $"{text[..place]}{(char)(text[place] ^ 1)}{text[(place + 1)..]}");
                yield return (copy, $"byte {place.ToString(CultureInfo.InvariantCulture)} of {column}");
            }
        }
    }

    private static string Name(string column) =>
        string.Concat(column.Split('_').Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"));

    private static async Task ExchangeAsync(TrailScenario desk, int first, int second)
    {
        await desk.TamperAsync($"update trail set sequence = -1 where sequence = {first}");
        await desk.TamperAsync($"update trail set sequence = {first} where sequence = {second}");
        await desk.TamperAsync($"update trail set sequence = {second} where sequence = -1");
    }

    private static async Task<SealResult?> SealAnywayAsync(TrailScenario desk)
    {
        try
        {
            return await desk.Get<SealTrail>().ExecuteAsync(TrailScenario.Organization, Token);
        }
        catch (TrailBrokenException)
        {
            return null;
        }
    }
}
