using System.Diagnostics;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>One text file of this repository, by its path from the root.</summary>
internal sealed record SourceFile(string Path, string Text);

/// <summary>What is kept in version control, new files included.</summary>
internal static class Repository
{
    private static readonly string[] Pictures = [".png", ".ico", ".jpg", ".gif"];

    public static readonly string Root = FindRoot();

    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    private static readonly Lazy<IReadOnlyList<SourceFile>> Read = new(() =>
        [.. Paths.Where(IsText).Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))))]);

    public static IReadOnlyList<SourceFile> Files => Read.Value;

    /// <summary>Pictures too.</summary>
    public static IReadOnlyList<string> Paths => Listed.Value;

    private static bool IsText(string path) =>
        !Pictures.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        && File.Exists(Path.Combine(Root, path));

    private static string[] List()
    {
        using var git = Process.Start(new ProcessStartInfo("git")
        {
            ArgumentList = { "ls-files", "--cached", "--others", "--exclude-standard", "-z" },
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("git does not start.");
        var paths = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new InvalidOperationException("These tests read the list of files from git; this is no checkout.");

        return paths.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tallyfy.Bot.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Tallyfy.Bot.sln is in no folder above.");
    }
}
