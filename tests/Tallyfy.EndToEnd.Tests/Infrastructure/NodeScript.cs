using System.ComponentModel;
using System.Diagnostics;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>Runs one of our scripts around Microsoft's npm packages.</summary>
internal static class NodeScript
{
    public static async Task<(string Output, int ExitCode)> RunAsync(
        string script, string argument, CancellationToken cancellationToken)
    {
        using var node = new Process
        {
            StartInfo = new ProcessStartInfo("node", [script, argument])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };

        try
        {
            node.Start();
        }
        catch (Win32Exception)
        {
            Assert.Fail("'node' is not on the PATH: install Node 20 or newer");
        }

        var output = node.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = node.StandardError.ReadToEndAsync(cancellationToken);
        await node.WaitForExitAsync(cancellationToken);
        return (await output + await errors, node.ExitCode);
    }
}
