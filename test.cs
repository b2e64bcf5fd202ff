#!/usr/bin/env dotnet
#:property PublishAot=false
#:include tests/Run/Failure.cs
#:include tests/Run/Setup.cs

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

// Installs what the tests need, builds, checks the format, runs the tests. The last line says how it went.

const string Usage = """
    dotnet run test.cs -- [options]

      (nothing)     every suite, with a seeded sample of what is large; the builds included
      --fast        the core: no format, no PostgreSQL, no Chromium, no other processes
      --only WORD   the tests whose class, method or namespace has WORD in its name, on SQLite
      --all         everything there is, lane after lane
      --lane NAME   one lane of it, within 80 minutes: bot, postgres, door, parts, crash or end-to-end
      --help        shows this text

    docs/testing.md says which lane proves what, and which environment variables there are.
    """;

const int NothingMatched = 8; // what a test program answers whose filter leaves nothing

var clock = Stopwatch.StartNew();
var printing = new Lock();
var root = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var word = args is ["--only", var name] && Regex.IsMatch(name, @"^\w+$") ? name : null;

Suite[]? suites = args switch
{
    [] => Suite.Sample,
    ["--fast"] => Suite.Fast,
    ["--only", _] when word is not null => Suite.Of(root, word),
    ["--all"] => Suite.Everything,
    ["--lane", var lane] when Suite.Everything.Any(suite => suite.Lane == lane) =>
        [.. Suite.Everything.Where(suite => suite.Lane == lane)],
    _ => null,
};

if (suites is null)
{
    Console.WriteLine(args is ["--crash"] ? "--crash is --lane crash now." : Usage);
    return args is ["--help" or "-h" or "help"] ? 0 : 2;
}

if (suites.Length == 0)
{
    Console.WriteLine($"No test has {word} in its name.");
    return 1;
}

// A build server that outlives the run would keep our output open, and whoever reads it waiting.
Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
Environment.SetEnvironmentVariable("DOTNET_CLI_USE_MSBUILD_SERVER", "0");

// Programs that end after minutes never get back what it costs to watch how their code is used.
Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");

var endToEnd = Path.Combine(root, "tests", "Tallyfy.EndToEnd.Tests");
var stopped = suites.Any(suite => suite.NeedsMore) ? await Setup.FindMissingAsync(endToEnd) : null;

// One project by itself builds what it refers to.
foreach (var target in word is null ? [Suite.Parts] : suites.Select(suite => suite.Folder))
{
    string[] all = word is null ? [] : [target];
    stopped ??= await StepAsync("Restore, exactly what the lock files say", ["restore", .. all, "--locked-mode"]);
    stopped ??= await StepAsync("Build, warnings are errors", ["build", target, "--no-restore"]);
}

// What knows nothing of the bot is tested while the bot, which keeps one core busy, is built. What is tested must not
// be built meanwhile: even where nothing changed, a build copies some files anew.
string[] bots = [.. suites.Where(suite => !suite.IsPart).Select(suite => suite.Folder).Distinct()];
var what = bots.Length is 1 ? bots[0] : Suite.Bots;
var building = stopped is null && word is null && bots.Length > 0
    ? StepAsync("Build the bot, warnings are errors", ["build", what, "--no-restore"])
    : Task.FromResult(stopped);
var early = new Queue<Func<Task<Totals>>>(suites.Where(suite => suite.IsPart && stopped is null).Select(Run));
var late = new Queue<Func<Task<Totals>>>(suites.Where(suite => suite is { IsPart: false, IsAlone: false }).Select(Run));

if (args is [] or ["--all"])
    late.Enqueue(FormatAsync);

// Two at a time: much of a test is waiting.
var lanes = await Task.WhenAll(WorkOffAsync(new()), WorkOffAsync(early));
stopped = await building;

if (stopped is not null)
{
    Console.WriteLine($"\n{stopped}\n0 passed, 1 failed");
    return 1;
}

var total = lanes.Aggregate((left, right) => left + right);

foreach (var suite in suites.Where(suite => suite.IsAlone))
    total += await Run(suite)();

if (word is not null && total is { Passed: 0, Failed: 0 })
    Console.WriteLine($"\nNo test has {word} in its name.");

Console.WriteLine($"{Failure.List()}\nAll of it took {Print(clock.Elapsed)}.\n{total}");
return total is { Passed: > 0, Failed: 0 } ? 0 : 1;

async Task<string?> StepAsync(string title, string[] arguments)
{
    Console.WriteLine($"\n— {title}");
    return await Setup.RunAsync(root, "dotnet", arguments) is 0 ? null : $"{title}: failed.";
}

async Task<Totals> WorkOffAsync(Queue<Func<Task<Totals>>> first)
{
    var sum = default(Totals);

    while (first.TryDequeue(out var job))
        sum += await job();

    while (await building is null)
    {
        Func<Task<Totals>>? job;

        lock (late)
        {
            if (!late.TryDequeue(out job))
                break;
        }

        sum += await job();
    }

    return sum;
}

// What the build does not hold already.
async Task<Totals> FormatAsync()
{
    var output = new List<string>();
    var code = await Setup.RunAsync(
        root, "dotnet", ["format", "whitespace", ".", "--folder", "--verify-no-changes"], output);
    Show("Format", output);

    if (code is not 0)
        Failure.Add("Format", "dotnet format whitespace . --folder", string.Join('\n', output));

    return new Totals(0, code is 0 ? 0 : 1, 0);
}

Func<Task<Totals>> Run(Suite suite) => async () =>
{
    var began = clock.Elapsed;
    var folder = Path.Combine(root, "artifacts", "test-results", suite.Lane + suite.Project);
    var output = new List<string>();

    if (Directory.Exists(folder))
        Directory.Delete(folder, recursive: true);

    var code = await Setup.RunAsync(
        root,
        "dotnet",
        ["test", "--project", suite.Folder, "--no-build", "--no-progress", "--report-trx",
            "--results-directory", folder, .. suite.Filter.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        output,
        suite.Variables);

    if (code is NothingMatched && word is not null)
        return default;

    var sum = Totals.Read(folder, suite.Name, code);
    Show(
        $"{suite.Name}: {sum} in {Print(clock.Elapsed - began)}; its budget is {suite.Minutes}:00",
        [.. Failure.WithoutOwnOutput(output)]);
    return sum;
};

// Suites that run beside each other print one after the other.
void Show(string title, List<string> output)
{
    lock (printing)
        Console.WriteLine($"\n— {title}\n{string.Join('\n', output)}");
}

static string Print(TimeSpan time) => $"{(int)time.TotalMinutes}:{time:ss}";

/// <summary>What runs in a process of its own, and the minutes that it should take on two cores.</summary>
internal sealed record Suite(string Lane, string Project, int Minutes, string Filter = "", string Variables = "")
{
    /// <summary>The solution without what knows the bot.</summary>
    public const string Parts = "tests/Parts.slnf";

    /// <summary>The rest of it.</summary>
    public const string Bots = "tests/Bot.slnf";

    private const string Whole = "TEST_WHOLE=1 FUZZ_INPUTS=100000";

    // The longest first, beside what mostly waits.
    public static Suite[] Sample { get; } =
    [
        new("end-to-end", "EndToEnd", 6),
        new("crash", "Bot.Crash", 4, "--filter-not-class *MatrixTests", "SOAK_DECISIONS=20 SOAK_KILLS=3 SOAK_SEED=1"),
        new("postgres", "Bot", 4, "--filter-trait Store=Server", "STORY_STORE=Postgres"),
        new("bot", "Bot", 3, "", "FUZZ_INPUTS=2000"),
        new("door", "Bot.BotBuilder", 1, "--filter-not-class *EndpointStories *FloodStories *ForgedCardStories"),
        new("door", "EndToEnd", 1, "--filter-method *The_emulator_channel*", "STORY_DOOR=BotBuilder"),
        new("sandbox", "Sandbox", 2),
        new("protocol", "Bot.Protocol", 1, "", "FUZZ_INPUTS=2000"),
        new("client", "Client", 1, "", "FUZZ_INPUTS=500"),
    ];

    public static Suite[] Fast { get; } =
    [
        new("bot", "Bot", 1, "--filter-not-class *Stories *LeakTests", "FUZZ_INPUTS=500 FAN_OUT_PEOPLE=100"),
        new("sandbox", "Sandbox", 1),
        new("stories", "Bot", 1, "--filter-trait Pace=Fast"),
        new("protocol", "Bot.Protocol", 1, "", "FUZZ_INPUTS=500"),
        new("client", "Client", 1, "", "FUZZ_INPUTS=200"),
    ];

    public static Suite[] Everything { get; } =
    [
        new("bot", "Bot", 25, "", $"{Whole} INTAKE_COST_LARGE=1"),
        new("postgres", "Bot", 20, "--filter-class *Stories", $"{Whole} STORY_STORE=Postgres"),
        new("end-to-end", "EndToEnd", 5, "", Whole),
        new("door", "Bot.BotBuilder", 3, "", Whole),
        new("door", "EndToEnd", 5, "--filter-class *Stories", $"{Whole} STORY_DOOR=BotBuilder"),
        new("parts", "Sandbox", 3, "", Whole),
        new("parts", "Client", 3, "", Whole),
        new("parts", "Bot.Protocol", 2, "", Whole),
        new("crash", "Bot.Crash", 35, "", Whole),
    ];

    public string Name => $"{Lane}, Tallyfy.{Project}.Tests";

    public string Folder => Path.Combine("tests", $"Tallyfy.{Project}.Tests");

    public bool NeedsMore => Lane is "postgres" or "crash" || Project is "EndToEnd";

    public bool IsPart => Project is "Sandbox" or "Client" or "Bot.Protocol";

    /// <summary>What kills processes against real clocks has the machine for itself where it is whole.</summary>
    public bool IsAlone => Lane is "crash" && Variables.StartsWith(Whole, StringComparison.Ordinal);

    /// <summary>The suites in whose files the word is; without those that tell stories another way.</summary>
    public static Suite[] Of(string root, string word) =>
    [
        .. Sample.Where(suite => !suite.Variables.StartsWith("STORY_", StringComparison.Ordinal))
            .Where(suite => Directory
                .EnumerateFiles(Path.Combine(root, suite.Folder), "*.cs", SearchOption.AllDirectories)
                .Any(file => File.ReadAllText(file).Contains(word, StringComparison.Ordinal)))
            .Select(suite => suite with { Filter = $"--filter-method *{word}*" }),
    ];
}

/// <summary>What a test run wrote down, summed. Its exit code counts too: a crash reports no failed test.</summary>
internal readonly record struct Totals(int Passed, int Failed, int Skipped)
{
    public static Totals operator +(Totals left, Totals right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    public static Totals Read(string folder, string project, int exitCode)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.trx", SearchOption.AllDirectories) : [];
        var sum = files.Aggregate(new Totals(0, 0, 0), (total, file) => total + Read(file, project));
        var hasRun = sum.Passed + sum.Failed > 0;

        if (hasRun && (exitCode is 0 || sum.Failed > 0))
            return sum;

        Failure.Add(project, hasRun ? $"it ended with code {exitCode}" : $"it ran no test (code {exitCode})");
        return sum with { Failed = sum.Failed + 1 };
    }

    public override string ToString() =>
        $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");

    private static Totals Read(string file, string project)
    {
        var all = XDocument.Load(file).Descendants().ToLookup(element => element.Name.LocalName);
        var counters = all["Counters"].Single();
        var read = new Totals(Count("passed"), Count("failed"), Count("notExecuted"));
        var hasCrashed = (string?)all["ResultSummary"].Single().Attribute("outcome") == "Failed" && read.Failed == 0;

        foreach (var one in all["UnitTestResult"].Where(one => (string?)one.Attribute("outcome") is "Failed"))
            Failure.Add(project, (string?)one.Attribute("testName"), Failure.Of(one));

        return hasCrashed ? read with { Failed = 1 } : read;

        int Count(string name) => int.Parse((string?)counters.Attribute(name) ?? "0", CultureInfo.InvariantCulture);
    }
}
