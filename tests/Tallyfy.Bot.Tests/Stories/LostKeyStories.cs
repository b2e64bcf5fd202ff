using System.Security.Cryptography;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>An operator lost Trail:Key, and one command lets the trail go on.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class LostKeyStories
{
    private static readonly string NewKey = Convert.ToBase64String(SHA256.HashData([8]));

    [Fact]
    public async Task The_bot_seals_on_behind_the_place_where_the_key_was_replaced()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();
        await story.RestartAsync(TimeSpan.Zero, KeyValuePair.Create("Trail:Key", (string?)NewKey));
        await story.InstallAsync(Person.Adele);
        await story.LoggedAsync("is not sealed on: its head is signed with the key");

        var (broken, before) = await AskAsync(story, "verify");
        var (unsure, warning) = await AskAsync(story, "replace-lost-key", "--reason", "The vault burnt down");
        var (done, said) = await AskAsync(story, "replace-lost-key", "--reason", "The vault burnt down", "--yes");

        Assert.Equal((1, 1, 0), (broken, unsure, done));
        Assert.Contains("which is neither Trail:Key nor one of Trail:PreviousKeys", before, StringComparison.Ordinal);
        Assert.Contains("put it into Trail:PreviousKeys instead; if not, say --yes", warning, StringComparison.Ordinal);
        Assert.Contains("entry 3 says that the key", said, StringComparison.Ordinal);
        var head = await story.SealedAsync();
        Assert.Equal(4, head.Sequence);
        var (whole, after) = await AskAsync(story, "verify", "--head", head.ToString());
        Assert.Equal(0, whole);
        Assert.Contains("whole, 4 sealed entries", after, StringComparison.Ordinal);
        Assert.Contains("entries 1 to 2: of the key", after, StringComparison.Ordinal);
        Assert.Contains(
            "which is lost: checked only against what was there when it was replaced", after, StringComparison.Ordinal);
        Assert.Contains("entries 3 to 4: of the key", after, StringComparison.Ordinal);
        Assert.Contains(
            "The vault burnt down",
            (await AskAsync(story, "export", "--format", "jsonl")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_key_is_lost_nothing_happens()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();

        var (code, text) = await story.CommandAsync("trail", "replace-lost-key", "--reason", "To be sure", "--yes");

        Assert.Equal(0, code);
        Assert.Contains("every key that was used is here; nothing was changed", text, StringComparison.Ordinal);
        Assert.Equal(2, (await story.TrailAsync()).Count);
    }

    [Theory]
    [InlineData("--reason", "--yes")]
    [InlineData("Say in --reason", "--reason", " ", "--yes")]
    public async Task Without_a_reason_it_is_refused(string said, params string[] words)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        var (code, text) = await story.CommandAsync(["trail", "replace-lost-key", .. words]);

        Assert.Equal(1, code);
        Assert.Contains(said, text, StringComparison.Ordinal);
    }

    private static Task<(int? ExitCode, string Text)> AskAsync(ApprovalStory story, params string[] words) =>
        story.CommandAsync(["trail", .. words, $"--Trail:Key={NewKey}"]);
}
