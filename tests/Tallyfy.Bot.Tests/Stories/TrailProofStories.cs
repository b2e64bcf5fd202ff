using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What an operator hands to somebody who trusts neither the database nor the bot's key.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed partial class TrailProofStories
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_code_on_a_card_is_proven_with_the_public_key_alone()
    {
        await using var folder = new Folder();
        var (story, code) = await DecidedAsync();
        await using var _ = story;
        await story.SealedAsync();

        var (proved, said) = await story.CommandAsync("trail", "prove", code, "--out", folder["proof.json"]);
        var (listed, keys) = await story.CommandAsync("trail", "keys");
        await File.WriteAllTextAsync(folder["keys.txt"], keys, Token);
        var (held, verdict) = await story.CommandAsync(
            "trail", "check", folder["proof.json"], "--keys", folder["keys.txt"]);

        Assert.Equal((0, 0, 0), (proved, listed, held));
        Assert.Contains("tools/verify.py", said, StringComparison.Ordinal);
        Assert.Contains(" current", keys, StringComparison.Ordinal);
        Assert.Contains("from entry 1 on", keys, StringComparison.Ordinal);
        Assert.StartsWith("PROVEN", verdict, StringComparison.Ordinal);
        var proof = TrailProof.FromJson(await File.ReadAllBytesAsync(folder["proof.json"], Token));
        Assert.Equal(
            ["Claimed", "Done"],
            proof.Entries.Select(entry => entry.Text.Split('"')[7]));
        Assert.Equal(Person.Lynne.ObjectId, proof.Entries[0].Person!.ObjectId);
    }

    [Theory]
    [InlineData("is neither a receipt code", "trail", "prove", "what")]
    [InlineData("No sealed entry is 99", "trail", "prove", "99")]
    [InlineData("No sealed entry is 00000-00000", "trail", "prove", "00000-00000")]
    [InlineData("A head is organization:number:root", "trail", "prove", "1", "--since", "yesterday")]
    [InlineData("There is no file", "trail", "check", "nowhere.json", "--keys", "nowhere.txt")]
    [InlineData("There is no file", "trail", "verify", "--witness", "nowhere.log")]
    [InlineData("--keys", "trail", "check", "nowhere.json")]
    public async Task What_cannot_be_proven_is_said_and_ends_with_1(string said, params string[] words)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();

        var (code, text) = await story.CommandAsync(words);

        Assert.Equal(1, code);
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_was_pruned_or_is_longer_than_the_trail_leads_nowhere()
    {
        var (story, _) = await DecidedAsync();
        await using var _ = story;
        var head = await story.SealedAsync();

        var (code, text) = await story.CommandAsync(
            "trail", "prove", "1", "--since", $"{head with { Sequence = head.Sequence + 1 }}");

        Assert.Equal(1, code);
        Assert.Contains("No proof leads on from entry", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_key_can_be_used_as_it_is_printed()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();

        var (code, text) = await story.CommandAsync("trail", "new-key");

        Assert.Equal(0, code);
        var key = text.Split('\n')[0].Trim();
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        await story.RestartAsync(
            TimeSpan.Zero,
            KeyValuePair.Create("Trail:Key", (string?)key),
            KeyValuePair.Create("Trail:PreviousKeys:0", (string?)BotHost.TrailKey));
        await story.UntilAsync(
            "the new key is in the trail",
            async () => (await story.TrailAsync()).Count(entry => entry.Kind == "KeyUsed") == 2);
        var (whole, report) = await story.CommandAsync(
            "trail", "verify", $"--Trail:Key={key}", $"--Trail:PreviousKeys:0={BotHost.TrailKey}");
        Assert.True(whole == 0, report);
    }

    [Fact]
    public async Task A_witness_that_saw_more_than_the_store_has_stops_the_bot_and_the_check()
    {
        await using var folder = new Folder();
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.RestartAsync(
            TimeSpan.Zero, KeyValuePair.Create("Trail:WitnessFile", (string?)folder["witness.log"]));
        await story.InstallAsync(Person.Adele);
        await story.SealedAsync();
        Assert.Equal(0, (await story.CommandAsync("trail", "verify", "--witness", folder["witness.log"])).ExitCode);
        await story.RestartAsync(TimeSpan.Zero); // the file is still named
        await story.ChangeStoreAsync("delete from trail");
        await story.ChangeStoreAsync("delete from trail_heads");
        await story.InstallAsync(Person.Megan);

        await story.LoggedAsync("is not sealed on: its head is missing, although it was sealed up to entry");
        var (code, text) = await story.CommandAsync("trail", "verify", "--witness", folder["witness.log"]);
        Assert.Equal(1, code);
        Assert.Contains("entries at the end are missing", text, StringComparison.Ordinal);
    }

    /// <summary>Foreign text stands in a log, as ids of activities do: only what was signed is a head there.</summary>
    [Fact]
    public async Task Foreign_text_in_a_log_is_no_head_and_what_the_bot_logged_is_one()
    {
        await using var folder = new Folder();
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var head = await story.SealedAsync();
        await story.LoggedAsync($"Trail sealed up to {head}");
        var line = story.Log.Split('\n').First(one => one.Contains($"sealed up to {head}", StringComparison.Ordinal));
        var ahead = head with { Sequence = head.Sequence + 7, Root = new string('f', 64) };
        string[] foreign =
        [
            $"Activity {ahead} (message) is refused: its tenant is not served",
            $"Activity Trail sealed up to {ahead} (message) is refused: its tenant is not served",
            $"Activity {head with { Organization = "nowhere" }} (message) is refused: its tenant is not served",
            line.Replace($"{head}", $"{ahead}", StringComparison.Ordinal),
            line[..^6] + "AAAAAA",
            $" {ahead}",
        ];

        var (none, nothing) = await VerifyAsync(foreign);
        var (whole, report) = await VerifyAsync([.. foreign, JsonSerializer.Serialize(new { message = line })]);
        var (listed, list) = await VerifyAsync([.. foreign, $"{head}"]);
        var (unknown, others) = await VerifyAsync([line.Replace(KeyOf(line), "0123456789abcdef")]);
        await story.ChangeStoreAsync("delete from trail where sequence = 1");
        await story.ChangeStoreAsync("delete from trail_heads");
        var (broken, found) = await VerifyAsync([.. foreign, line]);

        Assert.Equal(1, none);
        Assert.Contains("There is no head in", nothing, StringComparison.Ordinal);
        Assert.True(whole == 0, report);
        Assert.True(listed == 0, list);
        Assert.Equal(1, unknown);
        Assert.Contains("1 heads in", others, StringComparison.Ordinal);
        Assert.Equal(1, broken);
        Assert.Contains("BROKEN", found, StringComparison.Ordinal);

        async Task<(int? Code, string Text)> VerifyAsync(string[] lines)
        {
            await File.WriteAllLinesAsync(folder["heads.log"], lines, Token);
            return await story.CommandAsync("trail", "verify", "--witness", folder["heads.log"]);
        }
    }

    /// <summary>Lines are added to the witness' file: a file that is something else must not get any.</summary>
    [Fact]
    public async Task A_witness_file_that_is_something_else_is_refused_and_stays_as_it_is()
    {
        await using var folder = new Folder();
        await using var story = ApprovalStory.Begin();
        await File.WriteAllTextAsync(folder["letter.txt"], "Somebody's own words.\n", Token);
        await using var other = StoryStore.CreateFile(folder[""]);

        foreach (var file in new[] { folder["letter.txt"], folder["bot.db"], folder["bot.db-wal"], folder[""] })
        {
            await using var output = new StringWriter();
            var code = await OperatorCommands.AnswerAsync(
                [
                    "trail", "verify", $"--ConnectionStrings:Bot={other.ConnectionString}",
                    $"--Trail:Key={BotHost.TrailKey}", $"--Trail:WitnessFile={file}",
                ],
                output,
                Token);

            Assert.Equal(OperatorCommands.WrongSettings, code);
            Assert.Contains("Trail:WitnessFile", $"{output}", StringComparison.Ordinal);
        }

        Assert.Equal("Somebody's own words.\n", await File.ReadAllTextAsync(folder["letter.txt"], Token));
    }

    [Fact]
    public async Task A_store_with_a_trail_of_the_former_form_is_refused_until_it_is_set_aside()
    {
        await using var folder = new Folder();
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.ChangeStoreAsync(
            """
            insert into former_trail (id, organization, sequence, kind, happened_at, tenant_id, object_hash,
                member_hash, digest, mac) values ('one', 'acme', 1, 'Claimed', 1, 'tenant', 'ff', 'ff', 'ff', 'ff')
            """);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(
            () => story.Services.GetRequiredService<FormerTrailCheck>().StartAsync(Token));
        var (unsure, warning) = await story.CommandAsync("trail", "set-aside", "--out", folder["former.jsonl"]);
        var (done, said) = await story.CommandAsync("trail", "set-aside", "--out", folder["former.jsonl"], "--yes");
        var (again, nothing) = await story.CommandAsync("trail", "set-aside", "--out", folder["former.jsonl"], "--yes");

        Assert.Contains("trail set-aside", refused.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), (unsure, done, again));
        Assert.Contains("Say --yes", warning, StringComparison.Ordinal);
        Assert.Contains("1 rows written", said, StringComparison.Ordinal);
        Assert.Contains("There is no trail of a former form", nothing, StringComparison.Ordinal);
        Assert.Contains(
            "\"id\":\"one\"", await File.ReadAllTextAsync(folder["former.jsonl"], Token), StringComparison.Ordinal);
        await story.RestartAsync();
        await story.SealedAsync();
    }

    private static string KeyOf(string line) => line.TrimEnd().Split(' ')[^2];

    private static async Task<(ApprovalStory Story, string Code)> DecidedAsync()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        var answer = await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        return (story, Code().Match(CardWords.Of(answer.Card)).Value);
    }

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")]
    private static partial Regex Code();

    private sealed class Folder : IAsyncDisposable
    {
        private readonly string path = StoryFolder.Create();

        public string this[string name] => Path.Combine(path, name);

        public ValueTask DisposeAsync()
        {
            Directory.Delete(path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
