namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>docs/answers.md is made from the table of answers.</summary>
public sealed class AnswersPageTests
{
    private const string Anew =
        "docs/answers.md differs from AnswerTable. This writes it anew, and then the difference is reviewed:\n"
        + "UPDATE_SNAPSHOTS=1 dotnet run test.cs -- --only AnswersPage";

    private static readonly string Page = Path.Combine(Repository.Root, "docs", "answers.md");

    [Fact]
    public async Task The_page_says_what_the_table_says()
    {
        var made = AnswersPage.Write();

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(Page, made, TestContext.Current.CancellationToken);

        Assert.True(await File.ReadAllTextAsync(Page, TestContext.Current.CancellationToken) == made, Anew);
    }
}
