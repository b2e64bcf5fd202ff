using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Reads one task and makes our row, and every card of it, agree. Sweep and tap both come through here; a tap asks too
/// whether it is still the opening that its card is about.
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
    public Task<StoredApproval?> ExecuteAsync(
        Organization organization, string task, string fingerprint, CancellationToken cancellationToken) =>
        ExecuteAsync(organization, task, fingerprint, isTap: false, cancellationToken);

    /// <summary>The same, sure of the opening: before something is decided.</summary>
    public Task<StoredApproval?> ExecuteForTapAsync(
        Organization organization, string task, CancellationToken cancellationToken) =>
        ExecuteAsync(organization, task, "", isTap: true, cancellationToken);

    private async Task<StoredApproval?> ExecuteAsync(
        Organization organization, string task, string fingerprint, bool isTap, CancellationToken cancellationToken)
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

            if (before is { IsOver: false }
                && await LookAsync(organization, before, reading, next, isTap, cancellationToken) is { } looked)
            {
                if (looked.Reopening is { } reopening)
                {
                    next = StoredApproval.Begin(reading!, before.Key.Generation + 1, fingerprint);

                    if (await BeginAnewAsync(Ended(before, reopening), next, cancellationToken))
                        return next;

                    continue;
                }

                next = next with { SameUntil = reading!.UpdatedAt ?? before.SameUntil };
            }

            if (next.Version == before?.Version && next.Key == before.Key)
            {
                await approvals.MarkAsync(next, cancellationToken);
                return next;
            }

            if (await ApplyAsync(before, next, cancellationToken))
                return next;
        }

        LogGaveUp(new ApprovalKey(organization.Id, task, 0));
        return await approvals.FindLatestAsync(organization.Id, task, cancellationToken);
    }

    /// <summary>
    /// Null when it was not looked at: nothing happened, or what happened is seen, and a tap will look.
    /// </summary>
    private static async Task<Looked?> LookAsync(
        Organization organization,
        StoredApproval before,
        ApprovalReading? reading,
        StoredApproval next,
        bool isTap,
        CancellationToken cancellationToken)
    {
        if (reading?.State is not ApprovalState.Pending
            || !FindReopening.IsNeeded(before, reading)
            || (!isTap && next.Version != before.Version))
            return null;

        try
        {
            return new Looked(await FindReopening.ExecuteAsync(organization, before, cancellationToken));
        }
        catch (TallyfyException) when (!isTap)
        {
            return null; // before anything is decided, it is asked again
        }
    }

    private Task<bool> ApplyAsync(StoredApproval? before, StoredApproval next, CancellationToken cancellationToken) =>
        WriteAsync(
            next,
            unit => before?.Key != next.Key
                ? approvals.AddAsync(unit, next, cancellationToken)
                : approvals.ReplaceAsync(unit, next, cancellationToken),
            cancellationToken);

    private Task<bool> BeginAnewAsync(StoredApproval ended, StoredApproval next, CancellationToken cancellationToken) =>
        WriteAsync(
            next,
            async unit =>
            {
                if (!await approvals.ReplaceAsync(unit, ended, cancellationToken))
                    return false;

                await announce.AddAsync(unit, ended, TimeSpan.Zero, cancellationToken);
                LogReopened(ended.Key);
                return await approvals.AddAsync(unit, next, cancellationToken);
            },
            cancellationToken);

    private async Task<bool> WriteAsync(
        StoredApproval next, Func<UnitOfWork, Task<bool>> keepAsync, CancellationToken cancellationToken)
    {
        var applied = await database.WriteAsync(
            async unit =>
            {
                var kept = await keepAsync(unit);

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

    // The feed has no verdict, so nobody says which it was.
    private static StoredApproval Ended(StoredApproval before, Reopening reopening) => before with
    {
        State = ApprovalState.DecidedElsewhere,
        Version = before.Version + 1,
        BlockReason = null,
        Verdict = null,
        By = reopening.By,
        At = reopening.At,
    };

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
                Run = reading.Id.Run,
                State = reading.State,
                BlockReason = reading.BlockReason,
                OrganizationName = reading.OrganizationName,
                Digest = reading.Digest,
                MayDecide = reading.MayDecide,
                Former = reading.Former,
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

    [LoggerMessage(
        LogLevel.Information,
        "Approval {Approval} was completed and reopened in Tallyfy between two reads: it asks anew")]
    private partial void LogReopened(ApprovalKey approval);

    [LoggerMessage(LogLevel.Warning, "Approval {Approval} kept moving while it was read; the next sweep looks again")]
    private partial void LogGaveUp(ApprovalKey approval);

    /// <summary>The feed was asked; null in it is the opening that is known.</summary>
    private sealed record Looked(Reopening? Reopening);
}
