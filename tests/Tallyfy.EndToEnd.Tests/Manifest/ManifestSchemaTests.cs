using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Manifest;

public sealed class ManifestSchemaTests
{
    private static string Manifest => Path.Combine(Repository.Root, "manifest", "manifest.json");

    [Fact]
    public async Task The_manifest_keeps_Microsofts_schema()
    {
        var (output, exitCode) = await ValidateAsync(Manifest);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task A_manifest_with_a_word_too_many_is_seen()
    {
        var folder = Directory.CreateTempSubdirectory("tallyfy-manifest-");
        var broken = Path.Combine(folder.FullName, "manifest.json");
        var text = await File.ReadAllTextAsync(Manifest, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            broken,
            text.Replace("\"accentColor\"", "\"accentColour\"", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var (output, exitCode) = await ValidateAsync(broken);

        Assert.Equal(1, exitCode);
        Assert.Contains("accentColour", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static Task<(string Output, int ExitCode)> ValidateAsync(string manifest)
    {
        Repository.NodeModule("@microsoft/app-manifest/package.json");
        var script = Path.Combine(
            Repository.Root, "tests", "Tallyfy.EndToEnd.Tests", "Manifest", "validate-manifest.mjs");
        return Script.RunAsync(script, manifest, TestContext.Current.CancellationToken);
    }
}
