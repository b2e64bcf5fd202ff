using System.ComponentModel;
using System.Diagnostics;

/// <summary>What the end-to-end tests need besides the SDK, and how it comes onto the machine.</summary>
internal static class Setup
{
    private const string ChromiumAdvice =
        "Chromium is missing. Install it, or name its program in the environment variable CHROMIUM, and try again.";

    private const string PostgresAdvice =
        "PostgreSQL's server is missing (initdb, pg_ctl). Install it and try again, or leave it out with --fast.";

    private const string PythonAdvice = "Python's package cryptography is missing: install python3-cryptography.";
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];
    private static readonly string[] Chromiums = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Installs what it may; the sentence says what a person has to install.</summary>
    public static async Task<string?> FindMissingAsync(string endToEnd)
    {
        if (Find(["node"]) is null || Find(["npm", "npm.cmd"]) is not { } npm)
            return "Node.js 20 or newer is not on the PATH. Install it (https://nodejs.org) and try again.";

        if (!File.Exists(Path.Combine(endToEnd, "node_modules", ".package-lock.json")))
        {
            Console.WriteLine("\n— Microsoft's npm packages");

            if (await RunAsync(endToEnd, npm, ["ci", "--no-audit", "--no-fund"]) is not 0)
                return "npm could not install what tests/Tallyfy.EndToEnd.Tests/package-lock.json names.";
        }

        return (HasChromium() ? null : await InstallAsync("Chromium", "chromium", HasChromium, ChromiumAdvice))
            ?? (HasPostgres() ? null : await InstallAsync("PostgreSQL", "postgresql", HasPostgres, PostgresAdvice))
            ?? (HasPython() ? null : await InstallAsync("Python", "python3-cryptography", HasPython, PythonAdvice));
    }

    /// <summary>Runs it to its end; what it prints is kept where a list is given, and printed otherwise.</summary>
    public static async Task<int> RunAsync(
        string folder, string program, string[] arguments, List<string>? output = null, string variables = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = output is not null,
            RedirectStandardError = output is not null,
        };

        // What the caller has set already is what the caller wants.
        foreach (var pair in variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')))
            start.Environment.TryAdd(pair[0], pair[1]);

        try
        {
            using var process = Process.Start(start) ?? throw new Win32Exception();
            process.StandardInput.Close();

            if (output is not null)
                await Task.WhenAll(KeepAsync(process.StandardOutput, output), KeepAsync(process.StandardError, output));

            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            Console.WriteLine($"\"{program}\" is not on the PATH.");
            return 127;
        }
    }

    private static async Task KeepAsync(StreamReader reader, List<string> output)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (output)
                output.Add(line);
        }
    }

    private static bool HasChromium() =>
        File.Exists(Environment.GetEnvironmentVariable("CHROMIUM")) || Find(Chromiums) is not null;

    // Debian keeps the server's own programs beside the PATH, one folder a version.
    private static bool HasPostgres() =>
        Find(["initdb"]) is not null
        || (Directory.Exists("/usr/lib/postgresql")
            && Directory.GetFiles("/usr/lib/postgresql", "initdb", SearchOption.AllDirectories).Length > 0);

    private static bool HasPython() => Pythons.Any(
        python => RunAsync("/", python, ["-c", "import cryptography"], []).GetAwaiter().GetResult() is 0);

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
            await RunAsync("/", apt, [.. quietly, "update"]);
            await RunAsync("/", apt, [.. quietly, "install", package]);
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
