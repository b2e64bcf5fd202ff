using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>
/// docs/threats.md and tests/guards.json name guards and tests: those that are there, and for every threat.
/// </summary>
public sealed partial class GuardTableTests
{
    private static readonly string Table = File.ReadAllText(Path.Combine(Repository.Root, "docs", "threats.md"));

    private static readonly List<Entry> Entries =
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "guards.json"))).RootElement
            .EnumerateArray()
            .Select(json => new Entry(
                json.GetProperty("threat").GetString()!,
                json.GetProperty("file").GetString()!,
                json.GetProperty("guard").GetString()!,
                json.GetProperty("test").GetString()!)),
    ];

    [Fact]
    public void Every_threat_has_a_row_and_a_guard_that_can_be_taken_out()
    {
        var threats = Enumerable.Range(1, 31).Select(number => $"T{number}").ToList();

        Assert.Equal(threats, RowsOf('T').Select(match => match.Groups[1].Value));
        Assert.Empty(threats.Except(Entries.Select(entry => entry.Threat)));
    }

    /// <summary>What is inherent, or stands in no line of its own, has nothing that could be taken out.</summary>
    [Fact]
    public void Every_hole_has_a_guard_that_can_be_taken_out_or_says_why_there_is_none()
    {
        var guarded = Entries.Select(entry => entry.Threat).Where(threat => threat[0] == 'A').ToHashSet();
        var rows = RowsOf('A').ToDictionary(
            match => match.Groups[1].Value,
            match => match.Value.Contains("| None to take out: ", StringComparison.Ordinal));

        Assert.NotEmpty(rows);
        Assert.Equal(rows.Keys.OrderBy(row => int.Parse(row[1..], CultureInfo.InvariantCulture)), rows.Keys);
        Violations.None(rows.Where(row => row.Value == guarded.Contains(row.Key)).Select(row => row.Value
            ? $"{row.Key}: docs/threats.md says that none can be taken out, and tests/guards.json has one"
            : $"{row.Key}: tests/guards.json has none, and docs/threats.md does not say why"));
        Violations.None(guarded.Except(rows.Keys).Select(threat => $"{threat}: docs/threats.md has no such row"));
    }

    [Fact]
    public void Every_guard_stands_once_where_the_list_says() =>
        Violations.None(Entries
            .Where(entry => !IsOnce(File.ReadAllText(Path.Combine(Repository.Root, entry.File)), entry.Guard))
            .Select(entry => $"{entry.Threat}: {entry.File} does not hold once: {entry.Guard}"));

    [Fact]
    public void Every_test_of_the_list_is_there_and_in_the_row_of_its_threat() =>
        Violations.None(Entries.SelectMany(Faults));

    [Fact]
    public void Every_test_of_the_table_is_there()
    {
        var files = Repository.Files.Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToHashSet();

        Violations.None(
            RowsOf('T').Concat(RowsOf('A')).SelectMany(match => match.Groups[2].Value.Split(", "))
                .Where(name => !files.Contains(name)));
    }

    private static IEnumerable<Match> RowsOf(char kind) =>
        Row().Matches(Table).Where(match => match.Groups[1].Value[0] == kind);

    private static IEnumerable<string> Faults(Entry entry)
    {
        var (project, rest) = (entry.Test.Split('/')[0], entry.Test.Split('/')[1]);
        var (file, method) = (rest.Split('.')[0], rest.Split('.')[1]);
        var source = Repository.Files.SingleOrDefault(
            one => one.Path.StartsWith($"tests/{project}/", StringComparison.Ordinal)
                && one.Path.EndsWith($"/{file}.cs", StringComparison.Ordinal));

        if (source?.Text.Contains($" {method}(", StringComparison.Ordinal) is not true)
            yield return $"{entry.Threat}: there is no {entry.Test}";

        var line = Table.Split('\n').FirstOrDefault(
            line => line.StartsWith($"| {entry.Threat} ", StringComparison.Ordinal))
            ?? Table.Split('\n').Single(
                line => line.StartsWith("What the list does not name", StringComparison.Ordinal));

        if (!line.Contains(file, StringComparison.Ordinal))
            yield return $"{entry.Threat}: docs/threats.md does not name {file}";
    }

    private static bool IsOnce(string text, string part)
    {
        var first = text.IndexOf(part, StringComparison.Ordinal);
        return first >= 0 && first == text.LastIndexOf(part, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| ([TA]\d+) .* \| (.+) \|$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Row();

    private sealed record Entry(string Threat, string File, string Guard, string Test);
}
