using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Rendering;

/// <summary>Microsoft's own renderer reads every snapshot, without a browser.</summary>
public sealed class CardParsingTests
{
    [Fact]
    public async Task Microsofts_renderer_has_no_complaint_about_any_card()
    {
        Repository.NodeModule("adaptivecards/dist/adaptivecards.min.js");

        var (output, exitCode) = await Script.RunAsync(
            Repository.RenderingFile("validate-cards.mjs"),
            Repository.Snapshots,
            TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task What_people_wrote_is_shown_as_they_wrote_it_and_nothing_else()
    {
        Repository.NodeModule("markdown-it/dist/markdown-it.mjs");

        var (output, exitCode) = await Script.RunAsync(
            Repository.RenderingFile("validate-texts.mjs"),
            Path.Combine(Repository.Snapshots, "Texts"),
            TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, output);
    }
}
