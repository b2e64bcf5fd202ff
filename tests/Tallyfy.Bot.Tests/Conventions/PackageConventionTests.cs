using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

public sealed class PackageConventionTests
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["AngleSharp"] = "Reads the HTML of task descriptions the way browsers do; patterns would let markup through.",
        ["Azure.Identity"] = "Tokens for the three kinds of Azure bot registration, managed identity included.",
        ["Dapper"] = "Maps rows to records; the SQL stays ours.",
        ["dbup-core"] = "Runs the numbered schema files once each.",
        ["dbup-postgresql"] = "The same, for PostgreSQL.",
        ["dbup-sqlite"] = "The same, for SQLite.",
        ["Npgsql"] = "PostgreSQL's driver: the store that any number of processes share.",
        ["Microsoft.AspNetCore.Authentication.JwtBearer"] =
            "Checks tokens of the Bot Framework; nobody verifies signatures by hand.",
        ["Microsoft.AspNetCore.Authentication.OpenIdConnect"] =
            "A person signs in anew for what is sensitive; nobody writes that protocol by hand.",
        ["Microsoft.Bot.Configuration"] = "Microsoft.Bot.Builder names its types.",
        ["Microsoft.Bot.Streaming"] = "The SDK's adapter refers to it, although no socket is opened.",
        ["Microsoft.CodeAnalysis.BannedApiAnalyzers"] =
            "Fails the build on wall clocks, bare HttpClients, the console.",
        ["Microsoft.Data.Sqlite"] = "The database of a single-process installation.",
        ["Microsoft.Extensions.Http"] = "Pooled handlers with a life time, outside a web project.",
        ["Microsoft.Extensions.Http.Resilience"] = "Retries and time limits of reads, on an injected clock.",
        ["Microsoft.Extensions.Telemetry"] = "Asks before a line is logged, so that one cause does not fill the log.",
        ["Microsoft.Identity.Client"] = "The SDK's own credentials are made with it.",
        ["Microsoft.IdentityModel.JsonWebTokens"] = "The token handler beneath JwtBearer, where it is named directly.",
        ["Microsoft.IdentityModel.Protocols.OpenIdConnect"] = "Signing keys and their endorsements, refreshed.",
        ["Microsoft.Rest.ClientRuntime"] = "The SDK's connector is built on it.",
        ["Newtonsoft.Json"] = "The SDK reads and writes JSON with it; only the project beside it names it.",
        ["System.CommandLine"] = "Parses the command lines of sandbox and bot, and writes their help.",
    };

    private static readonly Dictionary<string, string[]> AllowedProjects = new()
    {
        ["Tallyfy.Client"] = [],
        ["Tallyfy.Bot.Protocol"] = [],
        ["Tallyfy.Sandbox"] = [],
        ["Tallyfy.Bot"] = ["Tallyfy.Client", "Tallyfy.Bot.Protocol"],
        ["Tallyfy.Bot.BotBuilder"] = ["Tallyfy.Bot", "Tallyfy.Bot.Protocol"],
    };

    private static readonly string[] SecondDoor =
        ["src/Tallyfy.Bot.BotBuilder/", "samples/", "tests/Tallyfy.Bot.BotBuilder.Tests/"];

    [Fact]
    public void Every_package_has_a_reason()
    {
        Violations.None(WithoutReason(Repository.Files));
        Assert.All(Reasons.Values, reason => Assert.EndsWith(".", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_package_without_a_reason_is_seen()
    {
        var planted = new SourceFile("src/X/X.csproj", """<PackageReference Include="AutoMapper" />""");

        Assert.Equal(["src/X/X.csproj: AutoMapper"], WithoutReason([planted]));
    }

    [Fact]
    public void Only_the_second_door_names_the_SDK()
    {
        Violations.None(Namers(Repository.Files));
    }

    [Theory]
    [InlineData("src/Tallyfy.Bot/X.cs", "using Microsoft.Bot.Builder;", 1)]
    [InlineData("src/Tallyfy.Bot/X.cs", "using Newtonsoft.Json.Linq;", 1)]
    [InlineData("tests/Tallyfy.Bot.Tests/X.csproj", "<Import Project=\"MicrosoftBotBuilder.props\" />", 1)]
    [InlineData("tests/Tallyfy.Bot.Tests/X.csproj", "  <Import Project=\"../MicrosoftBotBuilder.props\" />", 1)]
    [InlineData("src/Tallyfy.Bot/X.csproj", "    <PackageReference Include=\"Newtonsoft.Json\" />", 1)]
    [InlineData("src/Tallyfy.Client/X.csproj", "    <PackageReference Include=\"Microsoft.Bot.Streaming\" />", 1)]
    [InlineData("src/Tallyfy.Bot.BotBuilder/X.cs", "using Microsoft.Bot.Builder;", 0)]
    [InlineData("src/Tallyfy.Bot/X.cs", "/// As the SDK's Microsoft.Bot.Builder does.", 0)]
    public void Who_names_the_SDK_is_seen(string path, string text, int expected) =>
        Assert.Equal(expected, Namers([new SourceFile(path, text)]).Count());

    [Fact]
    public void Projects_know_only_whom_they_may()
    {
        Violations.None(Strangers(Repository.Files));
    }

    [Theory]
    [InlineData("Tallyfy.Sandbox", "Tallyfy.Client", 1)]
    [InlineData("Tallyfy.Client", "Tallyfy.Sandbox", 1)]
    [InlineData("Tallyfy.Bot", "Tallyfy.Sandbox", 1)]
    [InlineData("Tallyfy.Bot", "Tallyfy.Client", 0)]
    public void A_stranger_is_seen(string project, string other, int expected)
    {
        var planted = new SourceFile(
            $"src/{project}/{project}.csproj", $"""<ProjectReference Include="../{other}/{other}.csproj" />""");

        Assert.Equal(expected, Strangers([planted]).Count());
    }

    private static IEnumerable<string> WithoutReason(IEnumerable<SourceFile> files) =>
        from file in files
        where IsSourceProject(file.Path)
            || file.Path is "Directory.Build.props" or "src/Tallyfy.Bot.BotBuilder/MicrosoftBotBuilder.props"
        from Match match in Regex.Matches(file.Text, """<PackageReference\s+Include="([^"]+)""")
        where !Reasons.ContainsKey(match.Groups[1].Value)
        select $"{file.Path}: {match.Groups[1].Value}";

    private static IEnumerable<string> Namers(IEnumerable<SourceFile> files) =>
        from file in files
        where file.Path.StartsWith("src/", StringComparison.Ordinal)
            || file.Path.StartsWith("tests/", StringComparison.Ordinal)
        where !SecondDoor.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))
        where Path.GetExtension(file.Path) is ".cs" or ".csproj" or ".props"
        where Regex.IsMatch(
            file.Text,
            @"^using .*(Microsoft\.Bot\.|Newtonsoft\.)|^\s*<Import Project="".*MicrosoftBotBuilder"
                + @"|^\s*<PackageReference Include=""(Microsoft\.Bot\.|Microsoft\.Rest\.|Newtonsoft\.)",
            RegexOptions.Multiline)
        select $"{file.Path} names the SDK";

    private static IEnumerable<string> Strangers(IEnumerable<SourceFile> files) =>
        from file in files
        where IsSourceProject(file.Path)
        from Match match in Regex.Matches(file.Text, """<ProjectReference\s+Include="([^"]+)""")
        let project = Path.GetFileNameWithoutExtension(file.Path)
        let other = Path.GetFileNameWithoutExtension(match.Groups[1].Value)
        where !AllowedProjects[project].Contains(other)
        select $"{project} knows {other}";

    private static bool IsSourceProject(string path) =>
        path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal);
}
