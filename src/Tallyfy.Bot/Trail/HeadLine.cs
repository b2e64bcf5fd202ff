using System.Globalization;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// A head as a line of the log and of a witness' file has it. Foreign text stands in a log too, so what passes for a
/// head there is one that the bot signed; unsigned only a line counts that is nothing else.
/// </summary>
internal static partial class HeadLine
{
    /// <summary>With the signature in letters that no log writes another way.</summary>
    public static string Of(TrailHead head) =>
        $"{head.Mark} {head.MovedAt} {head.KeyId} {head.Signature.Replace('+', '-').Replace('/', '_')}";

    /// <summary>All that stand in a line and count.</summary>
    /// <param name="line">Of whatever file.</param>
    /// <param name="keys">Those that signed here.</param>
    /// <param name="isOwnFile">Only the bot writes it: there it may name a key that is not here any more.</param>
    public static IEnumerable<TrailMark> Read(string line, TrailKeys keys, bool isOwnFile = false) =>
        TrailMark.Parse(line) is { } alone
            ? [alone]
            : ReadSigned(line)
                .Where(head => keys.IsSignedHead(head) || (isOwnFile && !keys.Knows(head.KeyId)))
                .Select(head => head.Mark);

    /// <summary>How many in a line are of keys that are not here: nobody can tell whether they are true.</summary>
    public static int CountUnknown(string line, TrailKeys keys) =>
        ReadSigned(line).Count(head => !keys.Knows(head.KeyId));

    /// <summary>Whether a file that begins so may be one with heads.</summary>
    public static bool IsBegin(string line) => Form().IsMatch(line) || TrailMark.Parse(line) is not null;

    private static IEnumerable<TrailHead> ReadSigned(string line) =>
        Form().Matches(line).Select(Of).OfType<TrailHead>();

    private static TrailHead? Of(Match match) =>
        TrailMark.Parse(match.Groups["mark"].Value) is { } mark
        && long.TryParse(match.Groups["at"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new TrailHead
            {
                Organization = mark.Organization,
                Sequence = mark.Sequence,
                Root = mark.Root,
                MovedAt = at,
                KeyId = match.Groups["key"].Value,
                Signature = match.Groups["signature"].Value.Replace('-', '+').Replace('_', '/'),
            }
            : null;

    [GeneratedRegex(
        "(?<![0-9A-Za-z_-])(?<mark>[0-9A-Za-z_-]{1,64}:[0-9]{1,18}:[0-9a-f]{64}) (?<at>[0-9]{1,18}) "
        + "(?<key>[0-9a-f]{1,64}) (?<signature>[0-9A-Za-z_/+-]{1,200}={0,2})")]
    private static partial Regex Form();
}
