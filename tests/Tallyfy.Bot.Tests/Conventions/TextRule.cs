using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>Something that certain files must not contain, with an example that shows the rule at work.</summary>
internal sealed record TextRule
{
    public required string Name { get; init; }

    public required Func<string, bool> AppliesTo { get; init; }

    public required Regex Forbidden { get; init; }

    public required SourceFile Planted { get; init; }

    /// <summary>The same text where it is allowed.</summary>
    public SourceFile? Allowed { get; init; }

    public IEnumerable<string> Violations(IEnumerable<SourceFile> files) =>
        from file in files
        where AppliesTo(file.Path)
        from Match match in Forbidden.Matches(file.Text)
        let line = file.Text.AsSpan(0, match.Index).Count('\n') + 1
        select $"{file.Path}:{line}: {match.Value.Trim()}";
}
