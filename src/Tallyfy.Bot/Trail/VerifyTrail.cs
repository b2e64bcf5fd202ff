namespace Tallyfy.Bot.Trail;

/// <summary>
/// Whether the trail is what was sealed, and if not, where it parts from it. It goes on behind a break, so that each
/// is named.
/// </summary>
internal sealed class VerifyTrail(TrailStore trail, TrailHeadStore heads, TrailKeys keys)
{
    private const int MostFindings = 20;

    /// <param name="organization">Whose trail.</param>
    /// <param name="expected">A head that was seen before, as the log has it.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<TrailReport> ExecuteAsync(
        string organization, TrailMark? expected, CancellationToken cancellationToken)
    {
        // The head first: what is sealed meanwhile is behind it.
        var head = await heads.FindAsync(organization, cancellationToken);
        var checkpoint = await heads.FindCheckpointAsync(organization, cancellationToken);
        var walk = new ChainCheck(keys, checkpoint ?? TrailHead.Begin(organization), expected);

        if (checkpoint is not null && !keys.IsSignedCheckpoint(checkpoint))
            walk.Suspect(
                checkpoint.KeyId,
                Unsigned(
                    checkpoint, $"the checkpoint at entry {checkpoint.Sequence}, which stands for what was pruned,"));

        await StepAsync(walk, organization, head, cancellationToken);
        walk.Settle(MostFindings);

        if (walk.Findings.Count < MostFindings)
            walk.End(head, Unsigned);
        else
            walk.Find("these are the first; what is behind was not checked");

        return new TrailReport(
            organization,
            head,
            checkpoint,
            walk.Count,
            (await trail.CountAsync(organization, cancellationToken)).Waiting,
            walk.Findings)
        {
            Parts = walk.Parts,
            HasUnknownKeys = walk.HasUnknownKeys || (head is not null && !keys.Knows(head.KeyId)),
        };
    }

    private async Task StepAsync(
        ChainCheck walk, string organization, TrailHead? head, CancellationToken cancellationToken)
    {
        var start = walk.Start.Sequence;

        await foreach (var entry in trail.ListSealedAsync(organization, start, long.MaxValue, cancellationToken))
        {
            if (head is not null && entry.Sequence > head.Sequence && await IsSealedSinceAsync(head, cancellationToken))
                return;

            walk.Step(entry);

            if (walk.Findings.Count >= MostFindings)
                return;
        }
    }

    private async Task<bool> IsSealedSinceAsync(TrailHead head, CancellationToken cancellationToken) =>
        await heads.FindAsync(head.Organization, cancellationToken) is { } now && now.Sequence > head.Sequence;

    private string Unsigned(TrailHead head, string what) => keys.Knows(head.KeyId)
        ? $"{what} was not signed with the key: somebody without it wrote it"
        : $"{what} is signed with the key {head.KeyId}, which is neither Trail:Key nor one of Trail:PreviousKeys";
}

/// <summary>What a check found; no findings means that the trail is whole.</summary>
internal sealed record TrailReport(
    string Organization,
    TrailHead? Head,
    TrailHead? Checkpoint,
    long Count,
    long Waiting,
    IReadOnlyList<string> Findings)
{
    /// <summary>Which entries were sealed with which key, in their order.</summary>
    public IReadOnlyList<TrailPart> Parts { get; init; } = [];

    /// <summary>Something is sealed with a key that is not here, and of which nobody says that it is lost.</summary>
    public bool HasUnknownKeys { get; init; }

    public bool IsWhole => Findings.Count == 0;
}
