namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>Whatever a text of this repository refers to is in the repository.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string> Texts =
        Repository.Files.ToDictionary(file => file.Path, file => file.Text);

    private static readonly Dictionary<string, string> TextsAndPictures =
        Repository.Paths.ToDictionary(path => path, path => Texts.GetValueOrDefault(path, ""));

    private static readonly HashSet<string> Paths = [.. Repository.Paths];

    private static readonly HashSet<string> Numbers = References.Numbers(Texts["docs/tallyfy-facts.md"]);

    private static readonly SourceFile[] Files =
        [.. Repository.Files.Where(file => !file.Path.EndsWith("/ReferenceTests.cs", StringComparison.Ordinal))];

    [Fact]
    public void Every_number_of_a_fact_is_on_the_page_of_facts() =>
        Violations.None(References.UnknownNumbers(Files, Numbers));

    [Fact]
    public void Every_page_that_is_named_is_there() => Violations.None(References.MissingPages(Files, Paths));

    [Fact]
    public void Every_link_of_a_page_leads_somewhere() =>
        Violations.None(References.DeadLinks(Files, TextsAndPictures));

    [Fact]
    public void Every_source_that_a_page_names_is_there() =>
        Violations.None(References.MissingSources(Files, Paths));

    [Fact]
    public void Nothing_refers_to_a_text_that_only_its_writers_had() => Violations.None(References.Elsewhere(Files));

    [Fact]
    public void The_page_of_facts_is_read()
    {
        HashSet<string> some = ["1", "1.6", "8.4", "10.1", "16", "19.4", "U1", "U23", "C1", "C31"];

        Assert.Superset(some, Numbers);
    }

    [Theory]
    [InlineData("src/X.cs", "/// As docs/tallyfy-facts.md 1.6 says.", 0)]
    [InlineData("src/X.cs", "/// As docs/tallyfy-facts.md 1.6 and U5.", 0)]
    [InlineData("src/X.cs", "/// As docs/tallyfy-facts.md 1.9 says.", 1)]
    [InlineData("src/X.cs", "/// (docs/tallyfy-facts.md 8.3, U99).", 1)]
    [InlineData("src/X.cs", "var U99 = 1;", 0)]
    [InlineData("src/Tallyfy.Sandbox/X.cs", "[Description(\"U99. What is not known.\")]", 1)]
    [InlineData("src/Tallyfy.Sandbox/X.cs", "[Description(\"Section 1.9. What is not known.\")]", 1)]
    [InlineData("tests/Tallyfy.Sandbox.Tests/Wire/08.4-refusals.http", "### 8.4, C1 again", 0)]
    [InlineData("tests/Tallyfy.Sandbox.Tests/Wire/08.4-refusals.http", "### 8.9 again", 1)]
    [InlineData("tests/Tallyfy.Sandbox.Tests/Wire/08.9-refusals.http", "### 8.4 again", 1)]
    public void A_number_that_is_nowhere_is_seen(string path, string text, int expected) =>
        Assert.Equal(expected, References.UnknownNumbers([new SourceFile(path, text)], Numbers).Count());

    [Theory]
    [InlineData("docs/trail.md says so", 0)]
    [InlineData("docs/nothing.md says so", 1)]
    public void A_page_that_is_nowhere_is_seen(string text, int expected) =>
        Assert.Equal(expected, References.MissingPages([new SourceFile("src/X.cs", text)], Paths).Count());

    [Theory]
    [InlineData("`Conventions/ReferenceTests.cs`", 0)]
    [InlineData("`Conventions/NothingTests.cs`", 1)]
    public void A_source_that_is_nowhere_is_seen(string text, int expected) =>
        Assert.Equal(expected, References.MissingSources([new SourceFile("docs/a.md", text)], Paths).Count());

    [Theory]
    [InlineData("README.md", "[trail](docs/trail.md)", 0)]
    [InlineData("docs/a.md", "[trail](trail.md), [tests](../tests), [web](https://example.org/a)", 0)]
    [InlineData("docs/a.md", "[trail](docs/trail.md)", 1)]
    [InlineData("docs/a.md", "`[trail](docs/trail.md)`", 0)]
    [InlineData("docs/a.md", "[chain](trail.md#no-such-heading)", 1)]
    public void A_link_that_leads_nowhere_is_seen(string path, string text, int expected) =>
        Assert.Equal(expected, References.DeadLinks([new SourceFile(path, text)], Texts).Count());

    [Theory]
    [InlineData("src/X.cs", "design.md 3 defines it", 1)]
    [InlineData("src/X.cs", "the errors of section 1.6", 1)]
    [InlineData("docs/a.md", "the errors of section 1.6", 0)]
    [InlineData("docs/a.md", "see ../shared/house-review.md", 1)]
    [InlineData("src/X.cs", "docs/tallyfy-facts.md 1.6 says so", 0)]
    public void A_text_from_elsewhere_is_seen(string path, string text, int expected) =>
        Assert.Equal(expected, References.Elsewhere([new SourceFile(path, text)]).Count());
}
