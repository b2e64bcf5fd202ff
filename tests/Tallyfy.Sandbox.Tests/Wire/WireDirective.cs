using System.Text.RegularExpressions;

namespace Tallyfy.Sandbox.Tests.Wire;

/// <summary>What a script says of an answer: its status, a value in it, or a value to keep for later.</summary>
internal abstract partial record WireDirective(int Line, string Words)
{
    public static WireDirective? Parse(int line, string words)
    {
        if (StatusLine().Match(words) is { Success: true } status)
            return new ExpectStatus(line, words, status.Groups["status"].Value);
        if (KeepLine().Match(words) is { Success: true } keep)
            return new Keep(
                line, words, keep.Groups["name"].Value, keep.Groups["path"].Value, keep.Groups["part"].Value);
        if (ExpectLine().Match(words) is not { Success: true } expect)
            return null;

        return WireClaim.Parse(expect.Groups["claim"].Value) is { } claim
            ? new ExpectValue(line, words, expect.Groups["path"].Value, claim)
            : null;
    }

    [GeneratedRegex(@"^# expect (?<status>\d\d\d( or \d\d\d)*|[24]xx)$")]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^# keep (?<name>\w+) = (?<path>" + WireAnswer.Path + @")( by (?<part>\S+))?$")]
    private static partial Regex KeepLine();

    [GeneratedRegex(@"^# expect (?<path>" + WireAnswer.Path + ") (?<claim>.+)$")]
    private static partial Regex ExpectLine();

    internal sealed record ExpectStatus(int Line, string Words, string Status) : WireDirective(Line, Words)
    {
        public bool IsMetBy(int status) => Status.EndsWith("xx", StringComparison.Ordinal)
            ? Status[0] - '0' == status / 100
            : Status.Split(" or ").Contains($"{status}");
    }

    internal sealed record ExpectValue(int Line, string Words, string Path, WireClaim Claim)
        : WireDirective(Line, Words);

    /// <summary>Keeps a value, or what <paramref name="Part"/>, an expression with one group, finds in it.</summary>
    internal sealed record Keep(int Line, string Words, string Name, string Path, string Part)
        : WireDirective(Line, Words);
}
