using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>A real program beside the test: ready when its log says so, ended with everything it started.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Eventually = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly ConcurrentBag<Action<string>> watchers = [];
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Regex readyLine;
    private readonly Process process;

    private Child(ProcessStartInfo start, string readyLine)
    {
        this.readyLine = new Regex(readyLine, RegexOptions.CultureInvariant);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Exited += (_, _) =>
            ready.TrySetException(new InvalidOperationException($"{start.FileName} ended.\n{Log}"));
    }

    public int Id => process.Id;

    public string Log => string.Join('\n', lines);

    /// <summary>What the ready line named: an address or a port.</summary>
    public string Address { get; private set; } = "";

    public static async Task<Child> StartAsync(
        ProcessStartInfo start, string readyLine, CancellationToken cancellationToken)
    {
        var child = new Child(start, readyLine);
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();

        try
        {
            child.Address = await child.ready.Task.WaitAsync(Eventually, cancellationToken);
            return child;
        }
        catch
        {
            TestContext.Current.SendDiagnosticMessage(child.Log);
            await child.DisposeAsync();
            throw;
        }
    }

    public static ProcessStartInfo Service(string name, string folder, params string[] arguments) => Program(
        Path.Combine(Repository.Root, "artifacts", "bin", name, "debug", $"{name}.dll"), folder, arguments);

    public static ProcessStartInfo Program(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { WorkingDirectory = folder };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_gcServer"] = "0";
        return start;
    }

    /// <summary>Ends when the log shows a line that is so, from now on.</summary>
    public Task LineAsync(Func<string, bool> isSo)
    {
        var seen = new TaskCompletionSource();
        watchers.Add(line =>
        {
            if (isSo(line))
                seen.TrySetResult();
        });
        return seen.Task;
    }

    /// <summary>kill -9, with everything it started: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);

        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;

        lines.Enqueue(line);

        foreach (var watcher in watchers)
            watcher(line);

        if (readyLine.Match(line) is { Success: true } match)
            ready.TrySetResult(match.Groups[1].Value);
    }
}
