using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>
/// The Mermaid diagrams of a page. A name inside a subgraph is a type in that folder of the service, or else a project.
/// A solid arrow says that the source of its first name names the second; a dotted one, that the second takes up what
/// the first has kept, so that its source names the first.
/// </summary>
internal sealed partial record Diagrams(IReadOnlyList<Diagrams.Name> Names, IReadOnlyList<Diagrams.Arrow> Arrows)
{
    private const string Service = "src/Tallyfy.Bot/";

    public static Diagrams Read(string page)
    {
        var (names, arrows) = (new List<Name>(), new List<Arrow>());

        foreach (Match diagram in Fence().Matches(page))
        {
            string? folder = null;

            foreach (var line in diagram.Groups[1].Value.Split('\n').Select(line => line.Trim()))
            {
                if (Subgraph().Match(line) is { Success: true } subgraph)
                    folder = subgraph.Groups[1].Value;
                else if (line == "end")
                    folder = null;
                else if (ArrowLine().Match(line) is { Success: true } arrow)
                    arrows.Add(new(arrow.Groups[1].Value, arrow.Groups[3].Value, arrow.Groups[2].Value.Contains('.')));
                else if (NameLine().IsMatch(line))
                    names.Add(new(folder, line));
                else if (line.Length > 0 && !Setting().IsMatch(line))
                    throw new FormatException($"Nobody reads this line of a diagram: {line}");
            }
        }

        return new(names, arrows);
    }

    public IEnumerable<string> Faults(IReadOnlyCollection<SourceFile> files)
    {
        var missing = Names.Where(name => SourceOf(name, files) is null).Select(name => name.Folder is { } folder
            ? $"{folder} has no type {name.Text}"
            : $"there is no project {name.Text}");

        return missing.Concat(Arrows.SelectMany(arrow => Faults(arrow, files)));
    }

    private IEnumerable<string> Faults(Arrow arrow, IReadOnlyCollection<SourceFile> files)
    {
        var (names, named) = arrow.IsDotted ? (arrow.To, arrow.From) : (arrow.From, arrow.To);
        var ends = Names.Where(name => name.Text == names || name.Text == named).ToList();

        if (ends.Select(end => end.Text).Distinct().Count() < 2)
            yield return $"{arrow}: both ends stand in a folder of the page, or are projects";
        else if (SourceOf(ends.First(end => end.Text == names), files) is { } source && !IsNamed(source, named))
            yield return $"{arrow}: the source of {names} does not name {named}";
    }

    private static string? SourceOf(Name name, IReadOnlyCollection<SourceFile> files)
    {
        Func<SourceFile, bool> isIt = name.Folder is { } folder
            ? file => IsIn(file.Path, folder) && Declares(file.Text, name.Text)
            : file => file.Path.EndsWith($"/{name.Text}.csproj", StringComparison.Ordinal);

        return files.FirstOrDefault(isIt)?.Text;
    }

    private static bool IsIn(string path, string folder) =>
        TextRules.IsCode(path) && path.StartsWith($"{Service}{folder}/", StringComparison.Ordinal);

    private static bool Declares(string text, string name) =>
        Regex.IsMatch(text, $@"\b(class|record|record struct|interface|enum) {Regex.Escape(name)}\b");

    private static bool IsNamed(string source, string name) => Regex.IsMatch(
        Comment().Replace(source, ""),
        $@"(?<![\w.]){Regex.Escape(name)}(?!\w)|/{Regex.Escape(name)}\.csproj");

    [GeneratedRegex("^```mermaid\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^subgraph ([\w/]+)")]
    private static partial Regex Subgraph();

    [GeneratedRegex(@"^([\w.]+) (-->|-\.->)(?:\|[^|]+\|)? ([\w.]+)$")]
    private static partial Regex ArrowLine();

    [GeneratedRegex(@"^[A-Z][\w.]+$")]
    private static partial Regex NameLine();

    [GeneratedRegex("^(flowchart|direction|%%)")]
    private static partial Regex Setting();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    internal sealed record Name(string? Folder, string Text);

    internal sealed record Arrow(string From, string To, bool IsDotted)
    {
        public override string ToString() => IsDotted ? $"{From} -.-> {To}" : $"{From} --> {To}";
    }
}
