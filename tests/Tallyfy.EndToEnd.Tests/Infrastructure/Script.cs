using System.ComponentModel;
using System.Diagnostics;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>Runs one of our scripts around Microsoft's npm packages.</summary>
internal static class Script
{
    private const string NodeAdvice = "'node' is not on the PATH: install Node 20 or newer";
    private const string PythonAdvice =
        "No python3 with the package cryptography is here: install python3-cryptography, or name a Python that has it "
        + "in the environment variable PYTHON";

    public static Task<(string Output, int ExitCode)> RunAsync(
        string script, string argument, CancellationToken cancellationToken) =>
        RunAsync("node", NodeAdvice, [script, argument], cancellationToken);

    /// <summary>By the first Python that has what tools/verify.py needs.</summary>
    public static async Task<(string Output, int ExitCode)> RunPythonAsync(
        string script, string argument, CancellationToken cancellationToken)
    {
        string?[] pythons = [Environment.GetEnvironmentVariable("PYTHON"), "python3", "/usr/bin/python3"];

        foreach (var python in pythons.OfType<string>())
        {
            if ((await RunAsync(python, PythonAdvice, ["-c", "import cryptography"], cancellationToken)).ExitCode is 0)
                return await RunAsync(python, PythonAdvice, [script, argument], cancellationToken);
        }

        Assert.Fail(PythonAdvice);
        return default;
    }

    private static async Task<(string Output, int ExitCode)> RunAsync(
        string program, string advice, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };

        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            Assert.Fail(advice);
        }

        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (await output + await errors, process.ExitCode);
    }
}
