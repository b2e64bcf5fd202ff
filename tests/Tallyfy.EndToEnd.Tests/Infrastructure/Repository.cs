
namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>Where the files are that these tests show to Microsoft's programs.</summary>
internal static class Repository
{
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);

            while (!folder.EnumerateFiles("Tallyfy.Bot.sln").Any())
                folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository");

            return folder.FullName;
        }
    }

    public static string Snapshots => Path.Combine(Root, "tests", "Tallyfy.Bot.Tests", "Snapshots");

    public static string RenderingFile(string name) => Path.Combine(EndToEnd, "Rendering", name);

    /// <summary>A file of a package that package.json names.</summary>
    public static string NodeModule(string path)
    {
        var file = Path.Combine(EndToEnd, "node_modules", path);
        Assert.True(File.Exists(file), $"{path} is missing: run 'npm ci' in tests/Tallyfy.EndToEnd.Tests");
        return file;
    }

    public static string EndToEndFile(string path) => Path.Combine(EndToEnd, path);

    private static string EndToEnd => Path.Combine(Root, "tests", "Tallyfy.EndToEnd.Tests");
}
