using System.Globalization;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>
/// docs/asvs.md says where a requirement of others stands and which test notices: files and tests that are there.
/// </summary>
public sealed partial class AsvsTableTests
{
    private static readonly string[] Ends = ["No test", "Not met", "The operator's"];

    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "asvs.md"))
            .Where(line => Number().IsMatch(line))
            .Select(line => line.Trim('|', ' ').Split(" | ")),
    ];

    [Fact]
    public void Every_row_is_whole_quotes_the_requirement_and_names_its_level() => Violations.None(Rows
        .Where(row => row is not [_, ['“', .., '”'], "1" or "2" or "3", { Length: > 0 }, { Length: > 0 }])
        .Select(row => string.Join(" | ", row)));

    [Fact]
    public void Every_requirement_is_there_once_and_in_order()
    {
        var numbers = Rows.Select(row => row[0]).ToList();

        Assert.True(numbers.Count > 100, $"{numbers.Count} rows");
        Assert.Equal(numbers.OrderBy(Order, StringComparer.Ordinal).Distinct(), numbers);
    }

    [Fact]
    public void Every_file_named_is_there() => Violations.None(
        from row in Rows
        from Match match in FileName().Matches(row[3])
        let name = match.Groups[1].Value
        where !Repository.Paths.Any(path => path.EndsWith($"/{name}", StringComparison.Ordinal))
        select $"{row[0]}: there is no {name}");

    [Fact]
    public void Every_row_names_tests_that_are_there_or_says_why_it_has_none()
    {
        var tests = Repository.Files
            .Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file.Path), file => file.Text);

        Violations.None(
            from row in Rows
            let named = TestName().Matches(row[4]).Select(match => match.Groups).ToList()
            from fault in named
                .Where(name => !tests[name[1].Value].Any(
                    text => text.Contains($" {name[2].Value}(", StringComparison.Ordinal)))
                .Select(name => $"there is no {name[0].Value}")
                .Concat(named.Count > 0 || Ends.Any(end => row[4].StartsWith(end, StringComparison.Ordinal))
                    ? []
                    : ["neither a test nor why there is none"])
            select $"{row[0]}: {fault}");
    }

    // V1.2.10 is behind V1.2.9, and ASVS before AISVS.
    private static string Order(string number) => (number[0] == 'V' ? "1." : "2.") + string.Join(
        '.',
        number[1..].Split('.').Select(
            part => int.Parse(part, CultureInfo.InvariantCulture).ToString("000", CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"^\| [VC]\d+\.\d+\.\d+ \|", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"`([\w./]+\.cs)`", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();

    [GeneratedRegex(@"`(\w+)\.(\w+)`", RegexOptions.CultureInvariant)]
    private static partial Regex TestName();
}
