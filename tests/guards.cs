#:property PublishAot=false

using System.Diagnostics;
using System.Text.Json;

// Takes each guard of tests/guards.json out of a copy of this tree, one after the other, and runs the test that has to
// notice. A test that stays green without its guard proves nothing. docs/threats.md has the table.

const string Usage = """
    dotnet run tests/guards.cs -- [options]

      --only T7,T9  only the guards of these threats
      --help        shows this text
    """;

if (args is not ([] or ["--only", _]))
{
    Console.WriteLine(Usage);
    return args is ["--help" or "-h" or "help"] ? 0 : 2;
}

var root = Path.GetFullPath(Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, ".."));
var guards = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "tests", "guards.json")))
    .RootElement.EnumerateArray()
    .Select(Guard.Read)
    .Where(guard => args is [] || args[1].Split(',').Contains(guard.Threat))
    .ToList();
var copy = Directory.CreateTempSubdirectory("tallyfy-bot-guards-").FullName;

try
{
    Console.WriteLine(
        $"{guards.Count} guards. The tree is copied and built once (some minutes), then each takes some 15 seconds.");

    var listed = RunAndRead(root, "git", "ls-files", "-co", "--exclude-standard").Output;

    foreach (var file in listed.Split('\n', StringSplitOptions.RemoveEmptyEntries))
    {
        if (!File.Exists(Path.Combine(root, file)))
            continue;

        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
        File.Copy(Path.Combine(root, file), Path.Combine(copy, file));
    }

    // A tree without its .git is not found by the conventions as the one to read.
    Run(copy, "git", "init", "-q");

    foreach (var project in guards.Select(guard => guard.Project).Distinct())
    {
        if (Build(copy, Path.Combine("tests", project)) is not 0)
            return Fail("The tree itself does not build: mend that first.");

        foreach (var guard in guards.Where(guard => guard.Project == project).DistinctBy(guard => guard.Test))
        {
            if (Test(guard) is not 0)
                return Fail($"{guard.Test} is red although no guard is missing: mend that first.");
        }
    }

    var green = guards.Count(guard => !IsNoticed(guard));
    Console.WriteLine($"{guards.Count - green} of {guards.Count} missing guards were noticed.");
    return green == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(copy, recursive: true);
}

bool IsNoticed(Guard guard)
{
    var clock = Stopwatch.StartNew();
    var path = Path.Combine(copy, guard.File);
    var whole = File.ReadAllText(path);
    var tested = Path.Combine(copy, "artifacts", "bin", guard.Project, "debug", $"{guard.Source}.dll");
    var program = File.Exists(tested) ? File.ReadAllBytes(tested) : [];
    File.WriteAllText(path, whole.Replace(guard.Text, guard.Without, StringComparison.Ordinal));

    try
    {
        // What is no code is read by its test as it stands. The tests are those that were built: only what they test is
        // built without its guard, and put in its place.
        if (guard.File.EndsWith(".cs", StringComparison.Ordinal))
        {
            if (Build(copy, "--no-restore", "--no-dependencies", "-p:TreatWarningsAsErrors=false",
                "-p:RunAnalyzers=false", "-p:GenerateDocumentationFile=false", Path.Combine("src", guard.Source))
                is not 0)
            {
                Console.WriteLine($"{guard.Threat,-8} does not build without {guard.File}'s guard: nothing is proved");
                return false;
            }

            File.Copy(
                Path.Combine(copy, "artifacts", "bin", guard.Source, "debug", $"{guard.Source}.dll"),
                tested,
                overwrite: true);
        }

        var isNoticed = Test(guard) is not 0;
        Console.WriteLine(
            $"{guard.Threat,-8} {(isNoticed ? "noticed" : "NOT NOTICED")} by {guard.Test} "
            + $"({clock.Elapsed.TotalSeconds:0} s)");
        return isNoticed;
    }
    finally
    {
        File.WriteAllText(path, whole);

        if (program.Length > 0)
            File.WriteAllBytes(tested, program);
    }
}

int Test(Guard guard) => Run(
    copy,
    "dotnet",
    Path.Combine("artifacts", "bin", guard.Project, "debug", $"{guard.Project}.dll"),
    "-method",
    $"*.{guard.Test}");

int Fail(string sentence)
{
    Console.WriteLine(sentence);
    return 1;
}

// What it says goes where ours goes: a compiler that stays behind would keep a pipe open for ever.
static int Build(string folder, params string[] arguments)
{
    var start = new ProcessStartInfo("dotnet", ["build", "-v", "q", "-clp:ErrorsOnly;NoSummary", .. arguments])
    {
        WorkingDirectory = folder,
    };
    start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
    using var process = Process.Start(start)!;
    process.WaitForExit();
    return process.ExitCode;
}

static int Run(string folder, string program, params string[] arguments) =>
    RunAndRead(folder, program, arguments).ExitCode;

static (int ExitCode, string Output) RunAndRead(string folder, string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,

        // Without its guard many a test waits for what never comes. What takes longer with it is red before that.
        Environment = { ["TEST_HANG_SECONDS"] = "60" },
    })!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    errors.Wait();
    return (process.ExitCode, output);
}

/// <summary>One guard, what stands in its place when it is gone, and the test that has to notice.</summary>
internal sealed record Guard(string Threat, string File, string Text, string Without, string Project, string Test)
{
    /// <summary>The project that it is in.</summary>
    public string Source => File.Split('/')[1];

    public static Guard Read(JsonElement json)
    {
        var test = json.GetProperty("test").GetString()!.Split('/');
        return new Guard(
            json.GetProperty("threat").GetString()!,
            json.GetProperty("file").GetString()!,
            json.GetProperty("guard").GetString()!,
            json.GetProperty("without").GetString()!,
            test[0],
            test[1]);
    }
}
