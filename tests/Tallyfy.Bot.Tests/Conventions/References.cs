using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>Finds what texts refer to and a reader of this repository would not find.</summary>
internal static partial class References
{
    private const string Facts = "docs/tallyfy-facts.md";

    /// <summary>The sections and rows of the page of facts, as the code names them.</summary>
    public static HashSet<string> Numbers(string page) =>
        Numbered().Matches(page).Select(match => match.Groups[1].Value + match.Groups[2].Value).ToHashSet();

    public static IEnumerable<string> UnknownNumbers(IEnumerable<SourceFile> files, IReadOnlySet<string> known) =>
        from file in files
        where file.Path != Facts
        from number in NumbersNamedIn(file)
        where !known.Contains(number)
        select $"{file.Path}: {Facts} has no {number}";

    public static IEnumerable<string> MissingPages(IEnumerable<SourceFile> files, IReadOnlySet<string> paths) =>
        from file in files
        from Match match in Page().Matches(file.Text)
        where !paths.Contains(match.Value)
        select $"{file.Path}: there is no {match.Value}";

    public static IEnumerable<string> DeadLinks(
        IEnumerable<SourceFile> files, IReadOnlyDictionary<string, string> texts) =>
        from file in files
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        from Match match in Link().Matches(InCode().Replace(file.Text, ""))
        let target = Resolve(file.Path, match.Groups[1].Value)
        where !IsThere(target, match.Groups[2].Value, texts)
        select $"{file.Path}: {match.Value} leads nowhere";

    /// <summary>Sources that pages name with their folder.</summary>
    public static IEnumerable<string> MissingSources(IEnumerable<SourceFile> files, IEnumerable<string> paths) =>
        from file in files
        where file.Path.EndsWith(".md", StringComparison.Ordinal)
        from Match match in Source().Matches(file.Text)
        let name = match.Groups[1].Value
        where !paths.Any(path => path == name || path.EndsWith($"/{name}", StringComparison.Ordinal))
        select $"{file.Path}: there is no {name}";

    /// <summary>Pages that were never here, and sections of a page that is not named.</summary>
    public static IEnumerable<string> Elsewhere(IEnumerable<SourceFile> files) =>
        from file in files
        where !file.Path.Contains("/Conventions/", StringComparison.Ordinal)
        from match in Foreign(file)
        select $"{file.Path}: {match.Value.Trim()}";

    private static IEnumerable<Match> Foreign(SourceFile file) =>
        TextRules.IsCode(file.Path)
            ? NotHere().Matches(file.Text).Concat(BareSection().Matches(file.Text))
            : NotHere().Matches(file.Text);

    private static IEnumerable<string> NumbersNamedIn(SourceFile file)
    {
        var named = FactsReference().Matches(file.Text).SelectMany(match => Number().Matches(match.Groups[1].Value));

        // In the sandbox and its tests the numbers stand alone.
        if (file.Path.Contains("Tallyfy.Sandbox", StringComparison.Ordinal))
            named = named.Concat(Lettered().Matches(file.Text)).Concat(SettingSection().Matches(file.Text));

        if (file.Path.EndsWith(".http", StringComparison.Ordinal))
            named = named.Concat(WireTitle().Matches(file.Text)).Append(WireFile().Match(file.Path));

        return named.Select(match => match.Groups[1].Value).Distinct();
    }

    private static string Resolve(string from, string target)
    {
        var folder = Path.GetDirectoryName(Path.Combine("/", from))!;
        return target.Length == 0 ? from : Path.GetFullPath(target, folder)[1..].Replace('\\', '/').TrimEnd('/');
    }

    private static bool IsThere(string path, string anchor, IReadOnlyDictionary<string, string> texts) =>
        anchor.Length == 0
            ? texts.Keys.Any(known => known == path || known.StartsWith($"{path}/", StringComparison.Ordinal))
            : texts.TryGetValue(path, out var text)
                && Heading().Matches(text).Any(match => Anchor(match.Groups[1].Value) == anchor);

    private static string Anchor(string heading)
    {
        var letters = heading.Trim().ToLowerInvariant().Replace(' ', '-');
        return string.Concat(letters.Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_'));
    }

    [GeneratedRegex(@"^#{2,3} (\d+(?:\.\d+)?)\.? |^\| ([UC]\d+|\d+\.\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"tallyfy-facts\.md ((?:\d+(?:\.\d+)?|[UC]\d+)(?:(?:, | and )(?:\d+(?:\.\d+)?|[UC]\d+))*)")]
    private static partial Regex FactsReference();

    [GeneratedRegex(@"(\d+(?:\.\d+)?|[UC]\d+)(?=, | and |$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b([UC]\d{1,2})\b")]
    private static partial Regex Lettered();

    [GeneratedRegex(@"""Section (\d+(?:\.\d+)?)\.")]
    private static partial Regex SettingSection();

    [GeneratedRegex(@"^(?:###|//) (\d+(?:\.\d+)?)[ ,]", RegexOptions.Multiline)]
    private static partial Regex WireTitle();

    [GeneratedRegex(@"/0?(\d+(?:\.\d+)?)-[^/]+$")]
    private static partial Regex WireFile();

    [GeneratedRegex(@"\bdocs/[\w/-]+\.md\b")]
    private static partial Regex Page();

    [GeneratedRegex(@"`((?:[\w.]+/)+[\w.]+\.(?:cs|resx|sql|json))`")]
    private static partial Regex Source();

    [GeneratedRegex(@"\]\((?!\w+:)([^)#\s]*)#?([^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex InCode();

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"\bdesign\.md|\bhouse-(?:style|review)|\bteams-platform|\btallyfy-api\.md|\bbuild-notes|\bof the facts\b"
        + @"|(?<![\w/])shared/")]
    private static partial Regex NotHere();

    [GeneratedRegex(@"\bsections? \d")]
    private static partial Regex BareSection();
}
