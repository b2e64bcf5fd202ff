using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>What the compiler cannot hold and a look at the text can.</summary>
internal static class TextRules
{
    private const string Host = "src/Tallyfy.Bot/";

    public static IReadOnlyList<TextRule> All { get; } =
    [
        new()
        {
            Name = "only Teams/ names protocol types",
            AppliesTo = path => IsCode(path) && path.StartsWith(Host, StringComparison.Ordinal) && !In(path, "Teams"),
            Forbidden = new Regex(@"(?<!namespace )Tallyfy\.Bot\.Protocol|(?<![\w.])Protocol\.\w+"),
            Planted = new($"{Host}Cards/X.cs", "using Tallyfy.Bot.Protocol;\n"),
            Allowed = new($"{Host}Teams/X.cs", "using Tallyfy.Bot.Protocol;\n"),
        },
        new()
        {
            Name = "only Storage/, stores and the outbox name SQL types",
            AppliesTo = path => IsCode(path) && path.StartsWith(Host, StringComparison.Ordinal) && !MayNameSql(path),
            Forbidden = new Regex(
                @"(?<![\w.])(Dapper|DbUp|System\.Data|Microsoft\.Data\.Sqlite|Npgsql)\b"
                + @"|\b(Sqlite|Npgsql)[A-Z]\w*|\bDb(Connection|DataSource|Transaction|Command|DataReader|Parameter)\b"),
            Planted = new($"{Host}Deciding/DecideApproval.cs", "DbConnection connection"),
            Allowed = new($"{Host}Approvals/ApprovalStore.cs", "DbConnection connection"),
        },
        new()
        {
            Name = "the sandbox and the client share nothing",
            AppliesTo = path => In(path, "src/Tallyfy.Sandbox") || In(path, "src/Tallyfy.Client"),
            Forbidden = new Regex(@"using Tallyfy\.(?!Sandbox\b|Client\b)|ProjectReference"),
            Planted = new("src/Tallyfy.Sandbox/X.csproj", "<ProjectReference Include=\"../Tallyfy.Client\" />"),
        },
        new()
        {
            Name = "states in SQL are members of an enum",
            AppliesTo = path => IsCode(path) && path.StartsWith(Host, StringComparison.Ordinal),
            Forbidden = new Regex(@"\bstate\s*(=|<>|!=)\s*'\w|\bstate\s+(not\s+)?in\s*\(\s*'\w"),
            Planted = new($"{Host}Approvals/XStore.cs", "where state in ('Due', 'Done')"),
            Allowed = new($"{Host}Approvals/XStore.cs", "where state in ('{WorkState.Due}')"),
        },
        new()
        {
            Name = "no test is skipped",
            AppliesTo = IsCode,
            Forbidden = new Regex(
                @"\bSkip(When|Unless|Exceptions|Type)?\s*=(?![=>])|\bAssert\.Skip|\bExplicit\s*=\s*true"),
            Planted = new("tests/X.cs", "[Fact(Ski" + "p = \"later\")]"),
            Allowed = new("tests/X.cs", "items.Skip(1)"),
        },
        new()
        {
            Name = "nobody sleeps",
            AppliesTo = IsCode,
            Forbidden = new Regex(@"\bThread\.Sleep\b"),
            Planted = new("tests/X.cs", "Thread" + ".Sleep(1)"),
        },
        new()
        {
            Name = "no warning is silenced in the code, and no null forgiven by name",
            AppliesTo = IsCode,
            Forbidden = new Regex(@"#pra" + @"gma\b|\bnull" + "!"),
            Planted = new("src/X.cs", "#pra" + "gma warning disable CA1001"),
        },
        new()
        {
            Name = "nothing is left for later",
            AppliesTo = IsCode,
            Forbidden = new Regex(
                @"\bTO" + @"DO\b|\bNotImplemented" + @"Exception\b|^\s*#region", RegexOptions.Multiline),
            Planted = new("src/X.cs", "// TO" + "DO"),
        },
        new()
        {
            Name = "no path of a machine",
            AppliesTo = path => !path.EndsWith("packages.lock.json", StringComparison.Ordinal),
            Forbidden = new Regex(
                @"(?<![\w.~:/-])/(root|home|Users|work|tmp|mnt|private)/\w|\b[A-Za-z]:\\{1,2}(Users|Temp|src|work)\b"),
            Planted = new("README.md", "see /ho" + "me/ana/notes"),
            Allowed = new("README.md", "https://example.org/ho" + "me/ana"),
        },
        new()
        {
            Name = "no host of a package source",
            AppliesTo = _ => true,
            Forbidden = new Regex(
                @"https?://[^/\s""'<>]*(api\.nuget|registry\.|artifactory|nexus|jfrog|pkgs\.)",
                RegexOptions.IgnoreCase),
            Planted = new("NuGet.config", "https:/" + "/nex" + "us.example/v3/index.json"),
        },
        new()
        {
            Name = "lock files name no host",
            AppliesTo = path => path.EndsWith("packages.lock.json", StringComparison.Ordinal)
                || path.EndsWith("package-lock.json", StringComparison.Ordinal),
            // Addresses for donations stay in npm's file; where a package was taken from does not.
            Forbidden = new Regex(@"""(resolved|source)"": *""https?:[^""]*"),
            Planted = new("tests/package-lock.json", "\"resolved\": \"https:/" + "/mirror.example/a.tgz\""),
            Allowed = new("tests/package-lock.json", "\"resolved\": \"1.0.0\", \"url\": \"https:/" + "/a.example\""),
        },
    ];

    public static bool IsCode(string path) => path.EndsWith(".cs", StringComparison.Ordinal);

    private static bool MayNameSql(string path) =>
        In(path, "Storage")
        || path.EndsWith("Store.cs", StringComparison.Ordinal)
        || path[(path.LastIndexOf('/') + 1)..].StartsWith("Outbox", StringComparison.Ordinal);

    private static bool In(string path, string folder) =>
        path.StartsWith($"{folder}/", StringComparison.Ordinal)
        || path.StartsWith($"{Host}{folder}/", StringComparison.Ordinal);
}
