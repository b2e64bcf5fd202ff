using System.Reflection;
using System.Text.RegularExpressions;

namespace Tallyfy.Conventions;

/// <summary>
/// The floors of one project, lowest first. A folder may use the folders below it and no others.
/// The compiled code shows what its types use, method bodies and extension methods included.
/// The imports show what the compiler leaves out of the code: constants, members of enums, nameof, doc comments.
/// </summary>
/// <param name="project">The project's name, which is also its root namespace.</param>
/// <param name="floors">Folders by their path from the root, which is ".". A space parts two on one floor.</param>
internal sealed partial class FolderFloors(string project, params string[] floors)
{
    private static readonly string[] BuildOutput = ["bin", "obj"];

    private readonly Dictionary<string, int> heights = floors
        .SelectMany((floor, height) => floor.Split(' ').Select(folder => (folder, height)))
        .ToDictionary(at => at.folder, at => at.height);

    // A project whose name begins with this one's is another house.
    private readonly Lazy<string[]> neighbours = new(() =>
    [
        .. Directory.GetDirectories(SourceRoot().FullName, $"{project}.*")
            .Select(Path.GetFileName)
            .OfType<string>()
            .Where(other => other != project),
    ]);

    /// <summary>Everything that is wrong with the project, read from its assembly and from its sources.</summary>
    public IEnumerable<string> Violations()
    {
        var types = Assembly.Load(project).GetTypes();
        var sources = Sources().ToList();

        return
        [
            .. Unlisted(sources),
            .. Compiled(types),
            .. sources.SelectMany(file => Imported(file.Path, file.Text)),
        ];
    }

    /// <summary>What the compiled types use that stands on no lower floor.</summary>
    public IEnumerable<string> Compiled(IEnumerable<Type> types) =>
        from type in types
        let folder = FolderOf(type.Namespace)
        where folder is not null
        from used in TypeReferences.Of(type)
        let usedFolder = FolderOf(used.Namespace)
        where usedFolder is not null && !MaySee(folder, usedFolder)
        select $"{folder} looks up at {usedFolder}: {type} uses {used}";

    /// <summary>What one file imports that stands on no lower floor, and a namespace that is not its folder.</summary>
    public IEnumerable<string> Imported(string path, string text)
    {
        var folder = path.LastIndexOf('/') is var end and > 0 ? path[..end] : ".";

        foreach (Match import in Import().Matches(text))
        {
            var name = import.Groups["name"].Value;
            var isOfType = import.Groups["of"].Success && !heights.ContainsKey(FolderOf(name) ?? "");
            var used = FolderOf(isOfType ? name[..Math.Max(0, name.LastIndexOf('.'))] : name);
            if (used is not null && !MaySee(folder, used))
                yield return $"{folder} looks up at {used}: {path} imports {name}";
        }

        if (Namespace().Match(text) is { Success: true } own && FolderOf(own.Groups["name"].Value) != folder)
            yield return $"{path} has the namespace {own.Groups["name"].Value}";
    }

    private bool MaySee(string folder, string used) =>
        folder == used
        || (heights.TryGetValue(folder, out var height)
            && heights.TryGetValue(used, out var usedHeight)
            && usedHeight < height);

    private IEnumerable<string> Unlisted(IEnumerable<(string Path, string Text)> sources)
    {
        var folders = sources
            .Select(file => file.Path.LastIndexOf('/') is var end and > 0 ? file.Path[..end] : ".")
            .ToHashSet();

        return
        [
            .. folders.Except(heights.Keys).Select(folder => $"{folder} stands on no floor"),
            .. heights.Keys.Except(folders).Select(folder => $"{folder} is a floor without a file"),
        ];
    }

    private string? FolderOf(string? name) =>
        name is null || neighbours.Value.Any(other => IsWithin(name, other)) ? null
        : name == project ? "."
        : IsWithin(name, project) ? name[(project.Length + 1)..].Replace('.', '/')
        : null;

    private static bool IsWithin(string name, string outer) =>
        name == outer || name.StartsWith($"{outer}.", StringComparison.Ordinal);

    private IEnumerable<(string Path, string Text)> Sources()
    {
        var folder = SourceFolder(project).FullName;

        return
            from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(folder, file).Replace('\\', '/')
            where !BuildOutput.Contains(path.Split('/')[0])
            select (path, File.ReadAllText(file));
    }

    private static DirectoryInfo SourceFolder(string project) => new(Path.Combine(SourceRoot().FullName, project));

    private static DirectoryInfo SourceRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Tallyfy.Bot.sln")))
            root = root.Parent;

        return new DirectoryInfo(Path.Combine(
            root?.FullName ?? throw new InvalidOperationException("Tallyfy.Bot.sln is in no folder above."), "src"));
    }

    [GeneratedRegex(@"^(global )?using (?<of>static |\w+ = )?(global::)?(?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
