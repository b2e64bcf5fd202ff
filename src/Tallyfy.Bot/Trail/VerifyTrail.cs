namespace Tallyfy.Bot.Trail;

/// <summary>
/// Whether the trail is what was sealed, and if not, where it parts from it. It goes on behind a break, so that each
/// is named.
/// </summary>
internal sealed class VerifyTrail(TrailStore trail, TrailHeadStore heads, TrailKeys keys, TrailWitness witness)
{
    private const int MostFindings = 20;

    /// <param name="organization">Whose trail.</param>
    /// <param name="seen">
    /// How far it was sealed once, as somebody wrote it down. What the witness' file has is looked at too.
    /// </param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<TrailReport> ExecuteAsync(
        string organization, IReadOnlyList<TrailMark> seen, CancellationToken cancellationToken)
    {
        var checkpoint = await heads.FindCheckpointAsync(organization, cancellationToken);
        var start = checkpoint ?? TrailHead.Begin(organization);
        List<TrailMark> marks =
        [
            .. seen.Concat(await witness.ReadAsync(organization, cancellationToken))
                .Where(mark => mark.Organization == organization && mark.Sequence >= start.Sequence)
                .Distinct(),
        ];

        // Before the entries: what is sealed meanwhile is behind it.
        var head = await heads.FindAsync(organization, cancellationToken);
        var check = new TrailCheck(keys, start, marks);
        Begin(check, checkpoint, seen);

        await StepAsync(check, organization, head, cancellationToken);

        foreach (var entry in await trail.ListWaitingAsync(organization, cancellationToken))
            check.Wait(entry);

        check.Settle(MostFindings);
        var isWhole = check.Findings.Count == 0;

        if (check.Findings.Count < MostFindings)
            check.End(head, Unsigned);
        else
            check.Find("these are the first; what is behind was not checked");

        if (isWhole)
            await LookForDecisionsAsync(check, checkpoint, organization, cancellationToken);

        return new TrailReport(
            organization,
            head,
            checkpoint,
            check.Count,
            (await trail.CountAsync(organization, cancellationToken)).Waiting,
            [.. check.Findings.Take(MostFindings + 1)])
        {
            Parts = check.Parts,
            HasUnknownKeys = check.HasUnknownKeys || (head is not null && !keys.Knows(head.KeyId)),
        };
    }

    private void Begin(TrailCheck check, TrailHead? checkpoint, IReadOnlyList<TrailMark> seen)
    {
        if (checkpoint is null)
            return;

        if (!keys.IsSignedCheckpoint(checkpoint))
            check.Suspect(
                checkpoint.KeyId,
                Unsigned(
                    checkpoint, $"the checkpoint at entry {checkpoint.Sequence}, which stands for what was pruned,"));
        else if (checkpoint.FindRange() is null)
            check.Find(
                $"the peaks of the checkpoint at entry {checkpoint.Sequence} do not give the root that was signed");

        foreach (var mark in seen.Where(mark =>
            mark.Organization == checkpoint.Organization && mark.Sequence < checkpoint.Sequence))
            check.Find(
                $"the head given, entry {mark.Sequence}, was pruned and cannot be compared: give a younger one");
    }

    private async Task StepAsync(
        TrailCheck check, string organization, TrailHead? head, CancellationToken cancellationToken)
    {
        await foreach (var entry in trail.ListPlacedAsync(organization, cancellationToken))
        {
            if (head is not null && entry.Sequence > head.Sequence && await IsSealedSinceAsync(head, cancellationToken))
                return;

            check.Step(entry);

            if (check.Findings.Count >= MostFindings)
                return;
        }
    }

    // A decision is written together with the entry of its claim. Of what is older than what is kept, nothing is known.
    private async Task LookForDecisionsAsync(
        TrailCheck check, TrailHead? checkpoint, string organization, CancellationToken cancellationToken)
    {
        var since = check.FirstAt ?? (checkpoint is null ? long.MinValue : long.MaxValue);

        if (await trail.CountUnrecordedAsync(organization, since, cancellationToken) is > 0 and var count)
            check.Find(
                $"{count} of the decisions in the store have no entry of their claim: entries were removed, or "
                + "somebody wrote decisions into the store");
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
    /// <summary>Which entries are of which key, in their order.</summary>
    public IReadOnlyList<TrailPart> Parts { get; init; } = [];

    /// <summary>Something is of a key that is not here, and of which nobody says that it is lost.</summary>
    public bool HasUnknownKeys { get; init; }

    public bool IsWhole => Findings.Count == 0;
}
