using System.Globalization;
using System.Text.RegularExpressions;

namespace Tallyfy.Sandbox.State.Members;

/// <summary>The one notation that notifies people, @[id], and how it is shown.</summary>
internal static partial class Mentions
{
    public static IReadOnlyList<int> In(string content, People people) =>
    [
        .. Notation().Matches(content)
            .Select(match => Find(match, people)?.Id)
            .OfType<int>()
            .Distinct(),
    ];

    public static string Show(string content, People people) => Notation().Replace(
        content, match => Find(match, people) is { } member ? $"<strong>{member.FullName}</strong>" : match.Value);

    private static Member? Find(Match match, People people) =>
        int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? people.Find(id)
            : null;

    [GeneratedRegex(@"@\[(\d{1,10})\]")]
    private static partial Regex Notation();
}
