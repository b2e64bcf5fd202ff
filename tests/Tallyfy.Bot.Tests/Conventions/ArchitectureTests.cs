using System.Globalization;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>docs/architecture.md names folders, types, projects and what refers to what: as they are.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Page =
        Repository.Files.Single(file => file.Path == "docs/architecture.md").Text;

    private static readonly SourceFile[] Sample =
    [
        new("src/Tallyfy.Bot/Intake/HintWorker.cs", "class HintWorker(HintStore hints);\n// not CardFrame"),
        new("src/Tallyfy.Bot/Intake/HintStore.cs", "/// <summary>For HintWorker.</summary>\nclass HintStore;"),
        new("src/Tallyfy.Bot/Cards/CardFrame.cs", "static class CardFrame;"),
        new("src/Tallyfy.Bot/Tallyfy.Bot.csproj", "Include=\"../Tallyfy.Client/Tallyfy.Client.csproj\""),
        new("src/Tallyfy.Client/Tallyfy.Client.csproj", "<Project />"),
    ];

    [Fact]
    public void Every_name_and_arrow_of_the_diagrams_is_true()
    {
        var diagrams = Diagrams.Read(Page);

        Assert.InRange(diagrams.Arrows.Count, 20, 200);
        Violations.None(diagrams.Faults([.. Repository.Files]));
    }

    [Fact]
    public void The_floors_are_those_of_the_test_that_holds_them()
    {
        var told = Floor().Matches(Page)
            .GroupBy(row => row.Groups[1].Value, row => row.Groups[2].Value)
            .OrderBy(floor => int.Parse(floor.Key, CultureInfo.InvariantCulture))
            .Select(floor => string.Join(' ', floor.Order()));

        Assert.Equal(FloorTests.Floors.Where(floor => floor != ".").Select(InOrder), told);

        static string InOrder(string floor) => string.Join(' ', floor.Split(' ').Order());
    }

    [Theory]
    [InlineData("HintWorker --> HintStore", 0)]
    [InlineData("HintStore -.-> HintWorker", 0)]
    [InlineData("HintStore --> HintWorker", 1)]
    [InlineData("HintWorker -.-> HintStore", 1)]
    [InlineData("HintWorker -->|no| CardFrame", 1)]
    [InlineData("HintWorker --> Nobody", 1)]
    [InlineData("Tallyfy.Bot --> Tallyfy.Client", 0)]
    [InlineData("Tallyfy.Client --> Tallyfy.Bot", 1)]
    public void An_arrow_that_is_not_so_is_seen(string arrow, int expected) =>
        Assert.Equal(expected, Diagrams.Read(Drawn("CardFrame", arrow)).Faults(Sample).Count());

    [Theory]
    [InlineData("CardFrame", 0)]
    [InlineData("HintStore", 1)]
    [InlineData("Nobody", 1)]
    public void A_name_in_the_wrong_folder_is_seen(string name, int expected) =>
        Assert.Equal(expected, Diagrams.Read(Drawn(name, "HintWorker --> HintStore")).Faults(Sample).Count());

    [Fact]
    public void A_line_that_is_not_read_is_seen() =>
        Assert.Throws<FormatException>(() => Diagrams.Read(Drawn("CardFrame", "HintWorker ==> HintStore")));

    private static string Drawn(string card, string arrow) =>
        $"""
        ```mermaid
        flowchart TD
          subgraph Intake
            HintWorker
            HintStore
          end
          subgraph Cards
            {card}
          end
          Tallyfy.Bot
          Tallyfy.Client
          {arrow}
        ```
        """;

    [GeneratedRegex(@"^\| (\d+) \| `([\w/]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Floor();
}
