
namespace Tallyfy.Bot.Tests.Conventions;

public sealed class TextConventionTests
{
    private const int LongestFile = 300;
    private const int LongestTestFile = 400;

    public static TheoryData<string> Rules => [.. TextRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_repository_keeps_the_rule(string name)
    {
        Violations.None(Rule(name).Violations(Repository.Files));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_rule_sees_what_it_forbids_and_nothing_else(string name)
    {
        var rule = Rule(name);

        Assert.Single(rule.Violations([rule.Planted]));
        Assert.Empty(rule.Violations(rule.Allowed is { } allowed ? [allowed] : []));
    }

    [Fact]
    public void Files_are_short()
    {
        Violations.None(TooLong(Repository.Files));
    }

    [Theory]
    [InlineData("src/X.cs", 300, 0)]
    [InlineData("src/X.cs", 301, 1)]
    [InlineData("tests/X.cs", 400, 0)]
    [InlineData("tests/X.cs", 401, 1)]
    [InlineData("try.cs", 400, 0)]
    [InlineData("try.cs", 401, 1)]
    [InlineData("README.md", 999, 0)]
    public void A_long_file_is_seen(string path, int lines, int expected)
    {
        var file = new SourceFile(path, string.Concat(Enumerable.Repeat("//\n", lines)));

        Assert.Equal(expected, TooLong([file]).Count());
    }

    [Fact]
    public void There_is_something_to_look_at()
    {
        Assert.Contains(Repository.Files, file => file.Path == "src/Tallyfy.Bot/Program.cs");
        Assert.Contains(Repository.Files, file => file.Path.EndsWith("packages.lock.json", StringComparison.Ordinal));
    }

    private static TextRule Rule(string name) => TextRules.All.Single(rule => rule.Name == name);

    private static IEnumerable<string> TooLong(IEnumerable<SourceFile> files) =>
        from file in files
        where TextRules.IsCode(file.Path)
        let lines = file.Text.AsSpan().Count('\n')
        let isLoose = file.Path.StartsWith("tests/", StringComparison.Ordinal) || !file.Path.Contains('/')
        let limit = isLoose ? LongestTestFile : LongestFile // a program in one file cannot be parted
        where lines > limit
        select $"{file.Path}: {lines} lines";
}
