using Microsoft.AspNetCore.Builder;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>The program itself with wrong settings: it says so, ends, and has done nothing.</summary>
public sealed class WrongSettingsStories
{
    private const string Misspelt = "--Approvals:Templates:0123456789abcdef0123456789abcdef:StpUp=true";

    [Theory]
    [InlineData(Misspelt)]
    [InlineData("--Approvals:Lease=soon")]
    [InlineData("--SignIn:PublicUrl=http://[")]
    [InlineData("--Tallyfy:Organization=")]
    [InlineData("--Storage:Provider=Postgres")]
    [InlineData("--environment=Production")]
    [InlineData("--LogLimit:PerCause=many")]
    [InlineData("--LogLimit:PerCause=0")]
    [InlineData("--Logging:LogLevel:Default=Loud")]
    [InlineData("--Logging:Console:LogLevel:Tallyfy=Loud")]
    [InlineData("--Logging:Console:FormatterOptions:UseUtcTimestamp=yes")]
    public async Task It_ends_with_78_before_there_is_a_store(string wrong)
    {
        var folder = StoryFolder.Create();

        try
        {
            var code = await RunAsync(
                wrong, $"--ConnectionStrings:Bot=Data Source={Path.Combine(folder, "bot.db")}",
                "--urls=http://127.0.0.1:0");

            Assert.Equal(OperatorCommands.WrongSettings, code);
            Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("trail", "verify", "--Trail:Key=short")]
    [InlineData("trail", "verify", Misspelt)]
    [InlineData("trail", "export", "--format", "csv", Misspelt)]
    [InlineData("trail", "prune", "--before", "2027-01-01", Misspelt)]
    [InlineData("accounts", "list", Misspelt)]
    [InlineData("accounts", "list", "--Accounts:Proof=Mail")]
    [InlineData("deliveries", "list", Misspelt)]
    [InlineData("deliveries", "list", "--Logging:LogLevel:Default=Loud")]
    [InlineData("deliveries", "list", "--Logging:Console:FormatterOptions:UseUtcTimestamp=yes")]
    [InlineData("deliveries", "send-again", "--all", "--Delivery:MaxRecipient=5")]
    [InlineData("accounts", "unlink", "--tenant", "t", "--object-id", "o", "--organization", "c", "--Trail:Kye=x")]
    public async Task A_command_does_the_same(params string[] words)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        var (code, text) = await story.CommandAsync(words);

        Assert.Equal(OperatorCommands.WrongSettings, code);
        Assert.StartsWith("The settings are wrong, so nothing was started:\n  ", text, StringComparison.Ordinal);
        Assert.Equal(2, text.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(BotHost.TrailKey, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "trail", "--help")]
    [InlineData(1, "trail", "verfy")]
    public async Task Words_are_explained_whatever_the_settings_are(int code, params string[] words)
    {
        await using var output = new StringWriter();

        Assert.Equal(
            code,
            await OperatorCommands.AnswerAsync([.. words, Misspelt], output, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("StpUp", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--member takes a whole number.", "accounts", "link", "--tenant", "t", "--object-id", "o",
        "--organization", "c", "--member", "x")]
    [InlineData("\u2212\u2212format begins with a long dash: write two hyphens, --format.",
        "trail", "export", "\u2212\u2212format", "csv")]
    [InlineData("\u2014Trail:Key begins with a long dash: write two hyphens, --Trail:Key.",
        "trail", "verify", "\u2014Trail:Key=zq-secret-word")]
    [InlineData("--format takes one of csv, jsonl.", "trail", "export", "--format", "xlsx")]
    public async Task A_value_of_another_kind_is_refused_by_what_the_option_takes(string said, params string[] words)
    {
        await using var output = new StringWriter();

        var code = await OperatorCommands.AnswerAsync(words, output, TestContext.Current.CancellationToken);

        Assert.Equal((1, said), (code, output.ToString().Trim()));
    }

    [Theory]
    [InlineData("trial is no command, so nothing was started. Did you mean trail?", "trial", "verify")]
    [InlineData("Did you mean trail?", "TRAIL", "verify")]
    [InlineData("Did you mean accounts?", "acounts", "list")]
    [InlineData("Did you mean deliveries?", "delivery", "list")]
    [InlineData("Did you mean trail verify?", "verify")]
    [InlineData("run is no command, so nothing was started. --help lists them.", "run")]
    public async Task A_word_that_is_no_command_starts_no_bot(string said, params string[] words)
    {
        await using var output = new StringWriter();

        Assert.Equal(
            1, await OperatorCommands.AnswerOrRefuseAsync(words, output, TestContext.Current.CancellationToken));
        Assert.Contains(said, output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("--version", Misspelt)]
    [InlineData("--version")]
    public async Task Help_and_version_need_no_settings(params string[] words)
    {
        await using var output = new StringWriter();

        Assert.Equal(
            0, await OperatorCommands.AnswerOrRefuseAsync(words, output, TestContext.Current.CancellationToken));
        Assert.Matches(words[0] == "--version" ? @"^\d+\.\d+" : "accounts", output.ToString());
    }

    [Theory]
    [InlineData("--Approvals:SelfApproval=Refuse")]
    [InlineData("--urls", "http://127.0.0.1:0")]
    [InlineData("/urls", "http://127.0.0.1:0")]
    [InlineData("--Approvals:SelfApproval", "Refuse", "--urls", "http://127.0.0.1:0")]
    public async Task A_setting_is_no_command(params string[] words) => Assert.Null(
        await OperatorCommands.AnswerOrRefuseAsync(words, null, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("-Approvals:SelfApproval is no setting: did you mean --Approvals:SelfApproval?",
        "-Approvals:SelfApproval=Refuse")]
    [InlineData("-Approvals:SelfApproval is no setting: did you mean --Approvals:SelfApproval?",
        "-Approvals:SelfApproval", "Refuse")]
    [InlineData("Approvals:SelfApproval is no setting: did you mean --Approvals:SelfApproval?",
        "Approvals:SelfApproval=Refuse")]
    [InlineData("Approvals:SelfApproval is no setting: did you mean --Approvals:SelfApproval?",
        "--urls=http://127.0.0.1:0", "Approvals:SelfApproval")]
    [InlineData("-x is no setting: they are --Name:Key=value.", "-x")]
    [InlineData("-x is no setting: they are --Name:Key=value.", "-x", "zq-secret-word")]
    [InlineData("-- is no setting: they are --Name:Key=value.", "--")]
    [InlineData("Argument 1 has no name before its =: settings are --Name:Key=value.", "--=zq-secret-word")]
    [InlineData("Argument 2 has no name before its =: settings are --Name:Key=value.",
        "--urls=http://127.0.0.1:0", "=zq-secret-word")]
    [InlineData("\u2014Tallyfy:AccessToken begins with a long dash: write two hyphens, --Tallyfy:AccessToken.",
        "\u2014Tallyfy:AccessToken=zq-secret-word")]
    [InlineData("\u2013-Tallyfy:AccessToken begins with a long dash: write two hyphens, --Tallyfy:AccessToken.",
        "\u2013-Tallyfy:AccessToken", "zq-secret-word")]
    [InlineData("\u2014version begins with a long dash: write two hyphens, --version.", "\u2014version")]
    [InlineData("--Approvals:SelfApproval has no value: write --Approvals:SelfApproval=value.",
        "--Approvals:SelfApproval")]
    [InlineData("--Approvals:SelfApproval has no value: write --Approvals:SelfApproval=value.",
        "--Approvals:SelfApproval", "--urls=http://127.0.0.1:0")]
    [InlineData("Argument 3 belongs to no setting: they are --Name:Key=value, in quotes where the value has blanks.",
        "--Tallyfy:AccessToken", "zq-secret-word", "zq-secret-word")]
    [InlineData("Argument 2 belongs to no setting: they are --Name:Key=value, in quotes where the value has blanks.",
        "--Tallyfy:AccessToken=zq-secret-word", "zq-secret-word")]
    public async Task A_setting_that_would_be_passed_over_is_told_in_a_sentence(string said, params string[] words)
    {
        await using var output = new StringWriter();

        Assert.Equal(OperatorCommands.WrongSettings, await OperatorCommands.AnswerOrRefuseAsync(
            words, output, TestContext.Current.CancellationToken));
        Assert.Contains($"\n  {said}", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, output.ToString().TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("zq-secret-word", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_settings_that_is_no_JSON_ends_with_78()
    {
        var folder = StoryFolder.Create();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "appsettings.json"), "{ not json", TestContext.Current.CancellationToken);

        var code = await RunBot.ExecuteAsync(
            () => WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = folder }),
            app => Assert.Fail($"{app} was started."),
            TestContext.Current.CancellationToken);

        Assert.Equal(OperatorCommands.WrongSettings, code);
        Directory.Delete(folder, recursive: true);
    }

    // As the operating system calls it, with the settings of somebody at a desk.
    private static async Task<int> RunAsync(params string[] wrong)
    {
        string[] settings =
        [
            "--environment=Development",
            "--Tallyfy:Organization=c0a7050c0a7050c0a7050c0a7050c0a7",
            "--Tallyfy:AccessToken=a-token",
            .. wrong,
        ];
        var main = typeof(BotProgram).Assembly.EntryPoint!;

        // One that starts all the same does not end by itself.
        return (int)(await Task.Run(() => main.Invoke(null, [settings])).WaitAsync(
            Hang.Guard, TestContext.Current.CancellationToken))!;
    }
}
