#:property PublishAot=false

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;

// Starts the sandbox, the bot and Microsoft's Agents Playground side by side, and ends them together.

const string Usage = """
    dotnet run try.cs -- [options]

      --door botbuilder  the same approvals in a host on the Bot Framework SDK
      --people 2         opens a second Playground, with Megan Bowen at the keyboard
      --port-offset N    adds N to every port, for when one of the usual ones is taken
      --help             shows this text
    """;

var wishes = args.Chunk(2).DistinctBy(pair => pair[0]).ToDictionary(
    pair => pair[0], pair => pair.ElementAtOrDefault(1));

if (!int.TryParse(wishes.GetValueOrDefault("--people", "1"), CultureInfo.InvariantCulture, out var people)
    || !int.TryParse(wishes.GetValueOrDefault("--port-offset", "0"), CultureInfo.InvariantCulture, out var offset)
    || people is < 1 or > 2 || offset is < 0 or > 9000
    || wishes.GetValueOrDefault("--door", "own") is not ("own" or "botbuilder")
    || wishes.Keys.Except(["--people", "--port-offset", "--door"]).Any())
{
    Console.WriteLine(Usage);
    return args is ["--help" or "-h" or "help"] ? 0 : 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

var program = wishes.GetValueOrDefault("--door") is "botbuilder" ? "Tallyfy.Bot.BotBuilder" : "Tallyfy.Bot";
var demo = new Demo(program, people, offset, stop.Token);
string? failure;

try
{
    failure = await demo.RunAsync();
}
finally
{
    demo.EndChildren(); // before anything is printed: when the terminal has gone, printing may fail
}

Demo.Say($"\n{failure ?? "Everything has ended."}");
return failure is null ? 0 : 1;

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

internal sealed class Demo(string program, int people, int offset, CancellationToken stop)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string Root = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
    private static readonly string Logs = Path.Combine(Root, "artifacts", "try");
    private static readonly string Tests = Path.Combine(Root, "tests", "Tallyfy.EndToEnd.Tests");
    private static readonly string Packages = Path.Combine(Tests, "node_modules", "@microsoft");
    private static readonly string Playground = Path.Combine(Packages, "m365agentsplayground", "cli.js");

    private readonly List<Child> children = [];
    private readonly int bot = 3978 + offset;
    private readonly int sandbox = 3979 + offset;
    private readonly int management = 3980 + offset;
    private readonly List<(string Name, int Port)> playgrounds =
        [.. new[] { ("Alex", 56150 + offset), ("Megan", 56151 + offset) }.Take(people)];

    /// <summary>Runs until the person stops it (null) or something breaks (the sentence to show).</summary>
    public async Task<string?> RunAsync()
    {
        try
        {
            CheckPorts();
            await PrepareAsync();
            await StartAsync();
            Invite();

            children.RemoveAll(child => !child.RunsOn);
            var ended = await Task.WhenAny(children.Select(child => child.Ended)).WaitAsync(stop);
            throw await WhyAsync(children.Single(child => child.Ended == ended));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (DemoException exception)
        {
            return exception.Message;
        }
    }

    public static void Say(string text, bool isWhole = true)
    {
        try
        {
            Console.Write(isWhole ? text + Environment.NewLine : text);
        }
        catch (IOException)
        {
            // The terminal was closed: there is nobody left to tell.
        }
    }

    public void EndChildren() => children.ForEach(child => child.Dispose());

    private void CheckPorts()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(it => it.Port);
        var needed = playgrounds.ToDictionary(it => it.Port, _ => "the Playground");
        (needed[bot], needed[management], needed[sandbox]) = ("the bot", "the bot", "the sandbox");

        if (needed.Keys.Intersect(taken).ToList() is [var port, ..])
        {
            throw new DemoException(
                $"Port {port}, which {needed[port]} needs, is taken by another program. " +
                "End that program, or choose other ports: dotnet run try.cs -- --port-offset 100");
        }
    }

    private async Task PrepareAsync()
    {
        if (Directory.Exists(Logs))
            Directory.Delete(Logs, recursive: true);

        Directory.CreateDirectory(Logs);
        Say("Building and starting everything. The first time takes a minute or two.\n");
        await StepAsync("Looking for Node.js", "node", new ProcessStartInfo("node", ["--version"]));

        foreach (var project in (string[])["Tallyfy.Sandbox", program])
        {
            // A build server that outlives the build would keep its output open, and us waiting.
            var build = new ProcessStartInfo("dotnet", ["build", $"src/{project}", "-nodeReuse:false"]);
            build.WorkingDirectory = Root;
            await StepAsync($"Building {project}", $"build-{project}", build);
        }

        if (!File.Exists(Playground))
        {
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            var install = new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = Tests };
            await StepAsync("Fetching the Playground", "npm", install);
        }
    }

    private async Task StartAsync()
    {
        var tallyfy = $"http://127.0.0.1:{sandbox}";

        await StepAsync("Starting the sandbox", "sandbox", runsOn: true, start: Host("Tallyfy.Sandbox",
            "--urls", tallyfy, "--seed", "demo"));

        // The organization and the client are those the sandbox prints when it starts.
        await StepAsync("Starting the bot", "bot", runsOn: true, start: Host(program,
            "--urls", $"http://127.0.0.1:{bot}",
            $"--Management:Urls=http://127.0.0.1:{management}",
            $"--Tallyfy:BaseUrl={tallyfy}/api",
            $"--Tallyfy:TokenUrl={tallyfy}/oauth/token",
            $"--Tallyfy:RunTaskLink=http://localhost:{sandbox}/#task-{{task}}",
            $"--Tallyfy:StandaloneTaskLink=http://localhost:{sandbox}/#task-{{task}}",
            "--Tallyfy:Organization=c0a7050c0a7050c0a7050c0a7050c0a7",
            "--Tallyfy:ClientId=3979", "--Tallyfy:ClientSecret=sandbox-client-secret",
            "--Tallyfy:ServiceUser=bot@example.com",
            $"--Tallyfy:PublicUrl=http://127.0.0.1:{bot}",
            "--Tallyfy:WebhookSecret=the-sandbox-tells-the-desk",
            "--Intake:Budget:PerMinute=300", "--Intake:Budget:PerHour=18000", // as the sandbox allows
            $"--ConnectionStrings:Bot=Data Source={Path.Combine(Logs, "bot.db")}"));

        foreach (var (name, port) in playgrounds)
            await StepAsync($"Starting {name}'s Playground", $"playground-{name}", PlaygroundOf(name, port), true);
    }

    private static ProcessStartInfo Host(string project, params string[] arguments)
    {
        var program = Path.Combine(Root, "artifacts", "bin", project, "debug", $"{project}.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        return start;
    }

    private ProcessStartInfo PlaygroundOf(string name, int port)
    {
        // Not by npx: that is a chain of programs, and ending the first one leaves the last one alive.
        var start = new ProcessStartInfo("node",
            [Playground, "-e", $"http://127.0.0.1:{bot}/api/messages", "-c", "msteams", "-p", $"{port}", "--dt"]);
        start.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] = Path.Combine(Tests, "People", $"{name}.yml");
        start.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = Path.Combine(Logs, $"playground-{name}.own.log");
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none"; // the address is printed; a person opens it
        return start;
    }

    private void Invite() => Say($"""

          Open  {string.Join("\n        ", playgrounds.Select(it => $"http://localhost:{it.Port}   as {it.Name}"))}

                Approvals wait there as cards. Approve one; reject another, with a reason.
                Write "pending" to see what is left, "help" to see what the bot can do.

          And   http://localhost:{sandbox}    the sandbox, which plays Tallyfy

                Launch an approval, complete a task as anybody, and see who was recorded.

          Logs are in artifacts/try. Ctrl+C ends everything.
        """);

    /// <summary>A program that runs on has to say that it listens; the others have to end well.</summary>
    private async Task StepAsync(string title, string name, ProcessStartInfo start, bool runsOn = false)
    {
        var watch = Stopwatch.StartNew();
        Say($"  {title,-30} ", isWhole: false);
        var child = Begin(name, start, runsOn);
        await Task.WhenAny(child.Ready, child.Ended, Task.Delay(Patience, stop));

        if (child.RunsOn ? !child.Ready.IsCompleted : await child.Ended.WaitAsync(stop) != 0)
            throw await WhyAsync(child);

        Say($"{watch.Elapsed.TotalSeconds,5:0.0} s");
    }

    private Child Begin(string name, ProcessStartInfo start, bool runsOn)
    {
        stop.ThrowIfCancellationRequested();

        try
        {
            children.Add(new Child(Path.Combine(Logs, $"{name}.log"), start, runsOn));
            return children[^1];
        }
        catch (Win32Exception)
        {
            var missing = start.FileName is "dotnet" ? "the .NET 10 SDK" : "Node.js 20 or newer (https://nodejs.org)";
            throw new DemoException($"\"{start.FileName}\" is not on the PATH. Install {missing} and try again.");
        }
    }

    private async Task<DemoException> WhyAsync(Child child)
    {
        // Ctrl+C in a terminal reaches the children at the same moment as us: then nothing has failed.
        await Task.Delay(TimeSpan.FromMilliseconds(300), stop);

        var name = Path.GetFileNameWithoutExtension(child.LogFile);
        var what = child.Ended.IsCompleted ? $"ended with code {await child.Ended}" : "did not become ready";
        var lines = string.Join('\n', File.ReadLines(child.LogFile).TakeLast(15));
        return new DemoException($"{name} {what}. The end of its log in artifacts/try:\n\n{lines}");
    }
}

/// <summary>A program that runs beside this one, with a log of its own.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process process;
    private readonly TextWriter log;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Child(string logFile, ProcessStartInfo start, bool runsOn)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        (LogFile, RunsOn) = (logFile, runsOn);
        process = Process.Start(start) ?? throw new Win32Exception();
        log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ended = EndAsync();
    }

    public string LogFile { get; }

    public bool RunsOn { get; }

    public Task Ready => ready.Task;

    public Task<int> Ended { get; }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit(TimeSpan.FromSeconds(5));
    }

    private async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        await log.DisposeAsync();
        return process.ExitCode;
    }

    private void Note(string? line)
    {
        if (line is null)
            return;

        log.WriteLine(line);

        if (line.Contains("listening on", StringComparison.OrdinalIgnoreCase))
            ready.TrySetResult();
    }
}

internal sealed class DemoException(string message) : Exception(message);
