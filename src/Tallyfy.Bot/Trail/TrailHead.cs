using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// How far a trail is sealed, or, as a checkpoint, how far it was pruned: the last entry, and the root of the tree over
/// all of them.
/// </summary>
internal sealed record TrailHead
{
    public string Organization { get; init; } = "";

    public long Sequence { get; init; }

    public string Root { get; init; } = "";

    /// <summary>
    /// The roots of its whole subtrees. The signature does not cover them: they give the root, or are not true.
    /// </summary>
    public string Peaks { get; init; } = "";

    /// <summary>When it was moved here.</summary>
    public long MovedAt { get; init; }

    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(
        MovedAt,
        DateTimeOffset.MinValue.ToUnixTimeMilliseconds(),
        DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    public string KeyId { get; init; } = "";

    public string Signature { get; init; } = "";

    public TrailMark Mark => new(Organization, Sequence, Root);

    /// <summary>Before the first entry.</summary>
    public static TrailHead Begin(string organization) => Of(organization, new MerkleRange());

    public static TrailHead Of(string organization, MerkleRange range) => new()
    {
        Organization = organization,
        Sequence = range.Size,
        Root = range.Root,
        Peaks = range.Peaks,
    };

    /// <summary>The tree to go on from; null where the peaks do not give the root.</summary>
    public MerkleRange? FindRange() =>
        MerkleRange.Parse(Sequence, Peaks) is { } range && range.Root == Root ? range : null;
}

/// <summary>How far a trail was sealed once, as a log line names it and an operator copies it.</summary>
internal readonly partial record struct TrailMark(string Organization, long Sequence, string Root)
{
    public static TrailMark? Parse(string text) =>
        Form().Match(text) is { Success: true } match ? Of(match) : null;

    public override string ToString() => $"{Organization}:{Sequence}:{Root}";

    private static TrailMark? Of(Match match) => long.TryParse(match.Groups[2].ValueSpan, out var sequence)
        ? new TrailMark(match.Groups[1].Value, sequence, match.Groups[3].Value)
        : null;

    [GeneratedRegex(@"\A([0-9A-Za-z_-]{1,64}):([0-9]{1,18}):([0-9a-f]{64})\z")]
    private static partial Regex Form();
}
