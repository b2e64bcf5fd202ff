using System.ComponentModel;
using System.Diagnostics;

namespace Tallyfy.EndToEnd.Tests.Rendering;

/// <summary>Microsoft's own renderer reads every snapshot, without a browser.</summary>
public sealed class CardParsingTests
{
    [Fact]
    public async Task Microsofts_renderer_has_no_complaint_about_any_card()
    {
        Repository.NodeModule("adaptivecards/dist/adaptivecards.min.js");

        var (output, exitCode) = await RunNodeAsync(
            "validate-cards.mjs", Repository.Snapshots, TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task What_people_wrote_is_shown_as_they_wrote_it_and_nothing_else()
    {
        Repository.NodeModule("markdown-it/dist/markdown-it.mjs");

        var (output, exitCode) = await RunNodeAsync(
            "validate-texts.mjs", Path.Combine(Repository.Snapshots, "Texts"), TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, output);
    }

    private static async Task<(string Output, int ExitCode)> RunNodeAsync(
        string script, string folder, CancellationToken cancellationToken)
    {
        using var node = new Process
        {
            StartInfo = new ProcessStartInfo("node", [Repository.RenderingFile(script), folder])
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
