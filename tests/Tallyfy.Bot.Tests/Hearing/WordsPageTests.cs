using Tallyfy.Bot.Tests.Conventions;

namespace Tallyfy.Bot.Tests.Hearing;

/// <summary>docs/words.md says what the bot answers.</summary>
public sealed class WordsPageTests
{
    private const string Anew =
        "docs/words.md differs from what the bot answers. This writes it anew, and then the difference is reviewed:\n"
        + "UPDATE_SNAPSHOTS=1 dotnet run test.cs -- --only WordsPage";

    private static readonly string Page = Path.Combine(Repository.Root, "docs", "words.md");

    [Fact]
    public async Task The_page_says_what_is_answered()
    {
        var made = await WordsPage.WriteAsync();

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(Page, made, TestContext.Current.CancellationToken);

        var kept = await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken);
        var differing = kept.Split('\n').Zip(made.Split('\n')).FirstOrDefault(lines => lines.First != lines.Second);

        Assert.True(kept == made, $"{Anew}\n{differing.First}\n{differing.Second}");
    }
}
