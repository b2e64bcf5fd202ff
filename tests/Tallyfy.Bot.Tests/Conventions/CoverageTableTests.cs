using System.Reflection;
using System.Text.RegularExpressions;
using Tallyfy.Client;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>
/// docs/tallyfy-coverage.md says what we speak of Tallyfy's API: it may leave nothing out and name nothing that is not
/// there.
/// </summary>
public sealed partial class CoverageTableTests
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "tallyfy-coverage.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(line => line.Trim('|', ' ').Split(" | ")),
    ];

    private static IReadOnlySet<string> Requests => typeof(TallyfyClient).Assembly.GetExportedTypes()
        .Where(type => type.Name.EndsWith("Requests", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Select(method => method.Name)
        .Where(name => name.EndsWith("Async", StringComparison.Ordinal))
        .ToHashSet();

    private static IReadOnlySet<string> Routes => RouteName()
        .Matches(File.ReadAllText(Path.Combine(Repository.Root, "src", "Tallyfy.Sandbox", "Api", "ApiRoutes.cs")))
        .Select(match => match.Value)
        .ToHashSet();

    [Fact]
    public void No_cell_is_empty() =>
        Assert.All(
            Rows,
            row => Assert.True(row.Length == 4 && row.All(cell => cell.Trim().Length > 0), string.Join(" | ", row)));

    [Fact]
    public void Every_request_of_the_client_is_there_and_no_other() =>
        Violations.None(
            Difference(
                Requests,
                Names(1).Where(name => name.EndsWith("Async", StringComparison.Ordinal)).ToHashSet(),
                "CreateUserAsync"));

    [Fact]
    public void Every_route_of_the_sandbox_is_there_and_no_other() =>
        Violations.None(
            Difference(Routes, Names(2).Where(name => name.Contains('.', StringComparison.Ordinal)).ToHashSet()));

    [Fact]
    public void Every_test_named_is_there()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(file).Replace(".cs", "", StringComparison.Ordinal))
            .ToHashSet();

        Violations.None(
            Rows.SelectMany(row => row[3].Split(", ")).Select(name => name.Trim()).Where(name => !files.Contains(name))
                .Distinct());
    }

    private static IEnumerable<string> Difference(
        IReadOnlySet<string> code, IReadOnlySet<string> table, params string[] knownElsewhere) =>
        code.Except(table).Select(name => $"{name} is not in the table")
            .Concat(table.Except(code).Except(knownElsewhere).Select(name => $"{name} is in the table only"));

    private static IEnumerable<string> Names(int column) =>
        Rows.SelectMany(row => InCode().Matches(row[column])).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex InCode();

    [GeneratedRegex(@"\b[A-Z]\w+Routes\.\w+", RegexOptions.CultureInvariant)]
    private static partial Regex RouteName();
}
