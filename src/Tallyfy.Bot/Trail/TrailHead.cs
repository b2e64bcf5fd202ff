namespace Tallyfy.Bot.Trail;

/// <summary>
/// How far a trail is sealed, or, as a checkpoint, how far it was pruned: the last entry and its seal.
/// </summary>
internal sealed record TrailHead
{
    public string Organization { get; init; } = "";

    public long Sequence { get; init; }

    public string Mac { get; init; } = "";

    /// <summary>When it was moved here.</summary>
    public long MovedAt { get; init; }

    public string KeyId { get; init; } = "";

    public string Signature { get; init; } = "";

    public TrailMark Mark => new(Organization, Sequence, Mac);

    /// <summary>Before the first entry.</summary>
    public static TrailHead Begin(string organization) => new() { Organization = organization };
}

/// <summary>One sealed entry by its seal, as a log line names it and an operator copies it.</summary>
internal readonly record struct TrailMark(string Organization, long Sequence, string Mac)
{
    public static TrailMark? Parse(string text) =>
        text.Split(':') is [{ Length: > 0 } organization, var number, { Length: > 0 } mac]
            && long.TryParse(number, out var sequence)
            ? new TrailMark(organization, sequence, mac)
            : null;

    public override string ToString() => $"{Organization}:{Sequence}:{Mac}";
}
