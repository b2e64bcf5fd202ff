#:property PublishAot=false

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

// Installs what the tests need, builds, checks the format, runs every test. The last line says how it went.

const string Usage = """
    dotnet run test.cs -- [options]

      --fast    leaves out the end-to-end and the crash tests and PostgreSQL, and with them Chromium and the npm packages
      --crash   kills the bot at every named point too, and not only at random: about twenty minutes more
      --help    shows this text
    """;

if (args is not ([] or ["--fast"] or ["--crash"]))
{
    Console.WriteLine(Usage);
    return args is ["--help" or "-h" or "help"] ? 0 : 2;
}

var isFast = args is ["--fast"];
var root = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var results = Path.Combine(root, "artifacts", "test-results");
var endToEnd = Path.Combine(root, "tests", "Tallyfy.EndToEnd.Tests");
var crash = Path.Combine(root, "tests", "Tallyfy.Bot.Crash.Tests");

// A build server that outlives the run would keep our output open, and whoever reads it waiting.
Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
Environment.SetEnvironmentVariable("DOTNET_CLI_USE_MSBUILD_SERVER", "0");

var stopped = isFast ? null : await Setup.FindMissingAsync(endToEnd);
stopped ??= Step("Restore, exactly what the lock files say", "dotnet", "restore", "--locked-mode");
stopped ??= Step("Build, warnings are errors", "dotnet", "build", "--no-restore");
stopped ??= Step("Format", "dotnet", "format", "--no-restore", "--verify-no-changes");

if (stopped is not null)
{
    Console.WriteLine($"\n{stopped}");
    Console.WriteLine("0 passed, 1 failed");
    return 1;
}

var total = new Totals(0, 0, 0);

if (!isFast)
    total += RunTests(Path.Combine(root, "tests", "Tallyfy.Bot.Tests"), "Postgres", "--filter-class", "*Stories");

foreach (var project in Directory.GetDirectories(Path.Combine(root, "tests"), "*.Tests").Order(StringComparer.Ordinal))
{
    if (!isFast || (project != endToEnd && project != crash))
        total += RunTests(project, filter: project == crash && args is not ["--crash"] ? ["--filter-not-class", "*CrashMatrixTests"] : []);
}

Console.WriteLine();
Console.WriteLine(total);
return total is { Passed: > 0, Failed: 0 } ? 0 : 1;

string? Step(string title, string program, params string[] arguments)
{
    Console.WriteLine($"\n— {title}");
    return Setup.Run(root, program, arguments) is 0 ? null : $"{title}: failed.";
}

// The stories of the bot are told twice: on its file, and on a PostgreSQL that they start themselves.
Totals RunTests(string project, string? store = null, params string[] filter)
{
    var name = Path.GetFileName(project) + (store is null ? "" : $", stories on {store}");
    var folder = Path.Combine(results, Path.GetFileName(project) + store);
    Environment.SetEnvironmentVariable("STORY_STORE", store);
    Console.WriteLine($"\n— {name}");

    if (Directory.Exists(folder))
        Directory.Delete(folder, recursive: true);

    var code = Setup.Run(root, "dotnet", ["test", "--project", project, "--no-build", "--no-progress",
        "--report-trx", "--results-directory", folder, .. filter]);

    return Totals.Read(folder, name, code);
}

/// <summary>What a test run wrote down, summed. Its exit code counts too: a crash reports no failed test.</summary>
internal readonly record struct Totals(int Passed, int Failed, int Skipped)
{
    public static Totals operator +(Totals left, Totals right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    public static Totals Read(string folder, string project, int exitCode)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.trx", SearchOption.AllDirectories) : [];
        var sum = files.Aggregate(new Totals(0, 0, 0), (total, file) => total + Read(file));
        var hasRun = sum.Passed + sum.Failed > 0;

        if (hasRun && (exitCode is 0 || sum.Failed > 0))
            return sum;

        Console.WriteLine(hasRun
            ? $"{project} ended with code {exitCode}: counted as one failed test."
            : $"{project} ran no test (code {exitCode}): counted as one failed test.");
        return sum with { Failed = sum.Failed + 1 };
    }

    public override string ToString() =>
        $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");

    private static Totals Read(string file)
    {
        var summary = XDocument.Load(file).Descendants().Single(element => element.Name.LocalName == "ResultSummary");
        var counters = summary.Elements().Single(element => element.Name.LocalName == "Counters");
        var read = new Totals(Count("passed"), Count("failed"), Count("notExecuted"));
        var hasCrashed = (string?)summary.Attribute("outcome") == "Failed" && read.Failed == 0;

        return hasCrashed ? read with { Failed = 1 } : read;

        int Count(string name) => int.Parse((string?)counters.Attribute(name) ?? "0", CultureInfo.InvariantCulture);
    }
}

/// <summary>What the end-to-end tests need besides the SDK, and how it comes onto the machine.</summary>
internal static class Setup
{
    private const string ChromiumAdvice =
        "Chromium is missing. Install it, or name its program in the environment variable CHROMIUM, and try again.";

    private const string PostgresAdvice =
        "PostgreSQL's server is missing (initdb, pg_ctl). Install it and try again, or leave it out with --fast.";

    private static readonly string[] Chromiums = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Installs what it may; the sentence says what a person has to install.</summary>
    public static async Task<string?> FindMissingAsync(string endToEnd)
    {
        if (Find(["node"]) is null || Find(["npm", "npm.cmd"]) is not { } npm)
            return "Node.js 20 or newer is not on the PATH. Install it (https://nodejs.org) and try again.";

        if (!File.Exists(Path.Combine(endToEnd, "node_modules", ".package-lock.json")))
        {
            Console.WriteLine("\n— Microsoft's npm packages");

            if (Run(endToEnd, npm, "ci", "--no-audit", "--no-fund") is not 0)
                return "npm could not install what tests/Tallyfy.EndToEnd.Tests/package-lock.json names.";
        }

        return (HasChromium() ? null : await InstallAsync("Chromium", "chromium", HasChromium, ChromiumAdvice))
            ?? (HasPostgres() ? null : await InstallAsync("PostgreSQL", "postgresql", HasPostgres, PostgresAdvice));
    }

    public static int Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
        };

        try
        {
            using var process = Process.Start(start) ?? throw new Win32Exception();
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            Console.WriteLine($"\"{program}\" is not on the PATH.");
            return 127;
        }
    }

    private static bool HasChromium() =>
        File.Exists(Environment.GetEnvironmentVariable("CHROMIUM")) || Find(Chromiums) is not null;

    // Debian keeps the server's own programs beside the PATH, one folder a version.
    private static bool HasPostgres() =>
        Find(["initdb"]) is not null
        || (Directory.Exists("/usr/lib/postgresql")
            && Directory.GetFiles("/usr/lib/postgresql", "initdb", SearchOption.AllDirectories).Length > 0);

    private static async Task<string?> InstallAsync(string title, string package, Func<bool> isThere, string advice)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Find(["apt-get"]) is not { } apt)
            return advice;

        Console.WriteLine($"\n— {title}");

        Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");

        // Another program may be installing something just now: its lock is waited for, not fought over.
        for (var attempt = 1; attempt <= 6 && !isThere(); attempt++)
        {
            if (attempt > 1)
                await Task.Delay(TimeSpan.FromSeconds(15));

            string[] quietly = ["-q", "-y", "-o", "DPkg::Lock::Timeout=120", "--no-install-recommends"];
            Run("/", apt, [.. quietly, "update"]);
            Run("/", apt, [.. quietly, "install", package]);
        }

        return isThere() ? null : advice;
    }

    private static string? Find(string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var candidates = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name)));
        return candidates.FirstOrDefault(File.Exists);
    }
}
