using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>The default run builds the solution in two halves; a project in neither would never be built.</summary>
public sealed partial class SolutionTests
{
    [Fact]
    public void Each_project_is_in_one_half_of_the_solution()
    {
        var all = Project().Matches(File.ReadAllText(Path.Combine(Repository.Root, "Tallyfy.Bot.sln")))
            .Select(match => match.Groups[1].Value.Replace('\\', '/'));
        var halves = HalfOf("Parts").Concat(HalfOf("Bot"));

        Assert.Equal(all.Order(StringComparer.Ordinal), halves.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> HalfOf(string name)
    {
        using var filter = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "tests", $"{name}.slnf")));

        return [.. filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray()
            .Select(project => project.GetString()!)];
    }

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex Project();
}
