using System.Runtime.Versioning;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What a command writes takes the place of nothing but its own kind.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OutFileStories : IDisposable
{
    private const string Mine = "Somebody's own words.\n";

    private readonly string folder = StoryFolder.Create();

    [Theory]
    [InlineData("bot.db.lock")]
    [InlineData("witness")]
    public async Task A_file_of_the_bots_own_is_its_own_by_the_way_of_a_linked_folder_too(string name)
    {
        var folder = StoryFolder.Create();
        await using var kept = StoryStore.CreateFile(folder);
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var linked = folder + "-linked";
        Directory.CreateSymbolicLink(linked, folder);
        await using var output = new StringWriter();

        var code = await OperatorCommands.AnswerAsync(
            [
                "trail", "export", "--format", "csv", "--out", Path.Combine(linked, name),
                $"--ConnectionStrings:Bot={kept.ConnectionString}", $"--Trail:Key={BotHost.TrailKey}",
                $"--Trail:WitnessFile={Path.Combine(folder, "witness")}",
            ],
            output,
            TestContext.Current.CancellationToken);

        Assert.True(code == 1 && new FileInfo(file).Length == 0, $"{code} {output}");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Commands { get; } = new()
    {
        { "trail export --format csv", "organization,sequence,kind" },
        { "trail export --format jsonl", "{\"organization\":" },
        { "trail prove 1", "{\n  \"form\"" },
        { "trail set-aside --yes", "{\"id\":\"one\"" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_file_of_somebody_elses_stays_as_it_is(string words, string begin)
    {
        await using var story = await BegunAsync();
        var file = Write("letter.txt", Mine);
        var link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, file);
        var another = Write("another", begin[..4] + Mine);

        foreach (var there in new[] { file, link, another, folder, Path.Combine(folder, "nowhere", "file") })
        {
            var (code, text) = await story.CommandAsync([.. words.Split(' '), "--out", there]);

            Assert.True(code is 1 or (int)StoreFault.Disk, text);
            Assert.Single(text.TrimEnd().Split('\n'));
        }

        Assert.Equal(Mine, await File.ReadAllTextAsync(file, Token));
        Assert.Equal(3, Directory.GetFileSystemEntries(folder).Length);
        await DoneAsync(story, words, file + "2");
        Assert.StartsWith(begin, await File.ReadAllTextAsync(file + "2", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_bot_keeps_itself_is_never_written_over()
    {
        await using var kept = StoryStore.CreateFile(folder);
        var store = Path.Combine(folder, "bot.db");
        var witness = Write("witness", "");
        string[] own =
        [
            store, store + "-wal", store + "-shm", store + "-journal", store + ".lock", witness,
            Path.Combine(AppContext.BaseDirectory, "appsettings.json"),
        ];

        foreach (var file in own)
        {
            var before = File.Exists(file) ? await File.ReadAllBytesAsync(file, Token) : null;

            await using var output = new StringWriter();
            var code = await OperatorCommands.AnswerAsync(
                [
                    "trail", "export", "--format", "csv",
                    "--out", Path.GetRelativePath(Environment.CurrentDirectory, file),
                    $"--ConnectionStrings:Bot={kept.ConnectionString}", $"--Trail:Key={BotHost.TrailKey}",
                    $"--Trail:WitnessFile={witness}",
                ],
                output,
                Token);

            Assert.Equal(1, code);
            Assert.Contains(
                "is a file that the bot itself uses: name a new one", $"{output}", StringComparison.Ordinal);
            Assert.Equal(before, File.Exists(file) ? await File.ReadAllBytesAsync(file, Token) : null);
        }
    }

    [Theory]
    [InlineData("trail export --format csv", "trail export --format csv")]
    [InlineData("trail export --format csv", "trail export --format jsonl")]
    [InlineData("trail export --format jsonl", "trail export --format csv")]
    [InlineData("trail prove 1", "trail prove 2")]
    public async Task An_earlier_answer_of_the_same_kind_is_replaced_and_private(string first, string then)
    {
        await using var story = await BegunAsync();
        var (file, alone) = (Path.Combine(folder, "file"), Path.Combine(folder, "alone"));
        await DoneAsync(story, first, file);
        await File.AppendAllTextAsync(file, new string('\n', 100_000), Token);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await DoneAsync(story, then, file);

        await DoneAsync(story, then, alone);
        Assert.Equal(await File.ReadAllBytesAsync(alone, Token), await File.ReadAllBytesAsync(file, Token));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder).Length);
    }

    [Fact]
    public async Task What_was_not_written_to_its_end_leaves_the_file_of_before_and_nothing_beside_it()
    {
        var file = Write("export", "an earlier one");

        await using (var written = WrittenFile.Begin(new FileInfo(file), _ => true, []))
            await written.Text.WriteAsync(new string('x', 100_000));

        Assert.Equal("an earlier one", await File.ReadAllTextAsync(file, Token));
        Assert.Equal(file, Assert.Single(Directory.GetFileSystemEntries(folder)));
    }

    [Fact]
    public async Task What_appears_while_it_is_written_is_not_replaced()
    {
        var file = Path.Combine(folder, "export");
        await using var written = WrittenFile.Begin(new FileInfo(file), _ => true, []);
        Write("export", Mine);

        await Assert.ThrowsAsync<IOException>(() => written.KeepAsync(Token));

        Assert.Equal(Mine, await File.ReadAllTextAsync(file, Token));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task DoneAsync(ApprovalStory story, string words, string file)
    {
        var (code, text) = await story.CommandAsync([.. words.Split(' '), "--out", file]);
        Assert.True(code == 0, text);
    }

    private static async Task<ApprovalStory> BegunAsync()
    {
        var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();
        await story.ChangeStoreAsync(
            """
            insert into former_trail (id, organization, sequence, kind, happened_at, tenant_id, object_hash,
                member_hash, digest, mac) values ('one', 'acme', 1, 'Claimed', 1, 'tenant', 'ff', 'ff', 'ff', 'ff')
            """);
        return story;
    }
}
