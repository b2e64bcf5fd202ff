using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Reads one task and makes our row, and every card of it, agree. Sweep and tap both come through here.
/// </summary>
internal sealed partial class ReconcileApproval(
    ReadApproval read,
    ApprovalStore approvals,
    AnnounceApproval announce,
    Database database,
    OutboxSignal outboxSignal,
    ILogger<ReconcileApproval> logger)
{
    private const int MostRounds = 5;

    /// <summary>
    /// The youngest generation after the read; null for a task that is, and was, no approval of ours.
    /// </summary>
    public async Task<StoredApproval?> ExecuteAsync(
        Organization organization, string task, string fingerprint, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            // Noted before the read: a row that moves meanwhile makes what we read stale.
            var before = await approvals.FindLatestAsync(organization.Id, task, cancellationToken);
            var reading = await read.ExecuteAsync(organization, task, cancellationToken);

            // A reopen needs a second sign.
            if (before is { IsOver: true } && IsOpenAgain(before, reading))
                reading = await read.ExecuteAsync(organization, task, cancellationToken);

            if (Next(before, reading, fingerprint) is not { } next)
                return before;

            if (next.Version == before?.Version && next.Key == before.Key)
            {
                await approvals.MarkAsync(next.Key, fingerprint, cancellationToken);
                return next;
            }

            if (await ApplyAsync(before, next, cancellationToken))
                return next;
        }

        LogGaveUp(new ApprovalKey(organization.Id, task, 0));
        return await approvals.FindLatestAsync(organization.Id, task, cancellationToken);
    }

    private async Task<bool> ApplyAsync(
        StoredApproval? before,
        StoredApproval next,
        CancellationToken cancellationToken)
    {
        var isNew = before?.Key != next.Key;
        var applied = await database.WriteAsync(
            async unit =>
            {
                var kept = isNew
                    ? await approvals.AddAsync(unit, next, cancellationToken)
                    : await approvals.ReplaceAsync(unit, next, cancellationToken);

                if (kept)
                    await announce.AddAsync(unit, next, TimeSpan.Zero, cancellationToken);

                return kept;
            },
            cancellationToken);

        if (applied)
        {
            LogMoved(next.Key, next.State);
            outboxSignal.Raise();
        }

        return applied;
    }

    /// <summary>What the row should say after this read; null when it should stay as it is.</summary>
    internal static StoredApproval? Next(StoredApproval? before, ApprovalReading? reading, string fingerprint)
    {
        if (before is { IsUnderWay: true })
            return null; // a claimed decision ends by its own answer, not by a bystander's read

        if (before is null || before.IsOver)
        {
            return (before is null ? reading?.State is ApprovalState.Pending : IsOpenAgain(before, reading))
                ? StoredApproval.Begin(reading!, (before?.Key.Generation ?? 0) + 1, fingerprint)
                : null;
        }

        var next = reading is null or { State: ApprovalState.Gone }
            ? before with
            {
                State = ApprovalState.Gone,
                BlockReason = reading?.BlockReason ?? new BlockReason(BlockReasonKind.Missing),
                Fingerprint = fingerprint,
            }
            : before.WithContent(reading.Content) with
            {
                State = reading.State,
                BlockReason = reading.BlockReason,
                OrganizationName = reading.OrganizationName,
                Digest = reading.Digest,
                MayDecide = reading.MayDecide,
                Fingerprint = fingerprint,
                Verdict = reading.State is ApprovalState.DecidedElsewhere ? reading.Verdict : null,
                By = reading.State is ApprovalState.DecidedElsewhere ? reading.Completer : null,
                At = reading.State is ApprovalState.DecidedElsewhere ? reading.CompletedAt : null,
            };

        return next.ShowsTheSameAs(before) ? next : next with { Version = before.Version + 1 };
    }

    private static bool IsOpenAgain(StoredApproval before, ApprovalReading? reading) =>
        reading?.State is ApprovalState.Pending && reading.BeganAt > before.ChangedAt;

    [LoggerMessage(LogLevel.Information, "Approval {Approval} is now {State}")]
    private partial void LogMoved(ApprovalKey approval, ApprovalState state);

    [LoggerMessage(LogLevel.Warning, "Approval {Approval} kept moving while it was read; the next sweep looks again")]
    private partial void LogGaveUp(ApprovalKey approval);
}
