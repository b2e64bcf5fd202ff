using System.Diagnostics;
using System.Globalization;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Approvals;

/// <summary>
/// Every claimed decision. The unique index, not our code, is what makes it at most one. None begins or ends without
/// an entry in the trail.
/// </summary>
internal sealed class DecisionStore(Database database, TrailStore trail, TimeProvider time)
{
    /// <summary>What makes it one a generation: alone, beside its undo, or one a person.</summary>
    private static string ActorKey(DecisionKind kind, long member) => kind switch
    {
        DecisionKind.Verdict => "",
        DecisionKind.Undo => "undo",
        DecisionKind.Vote => member.ToString(CultureInfo.InvariantCulture),
        _ => throw new UnreachableException(),
    };

    /// <summary>Claims; false when this generation has a decision already.</summary>
    public async Task<bool> AddAsync(
        UnitOfWork unit,
        Decision decision,
        ApprovalContent content,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        var entry = TrailEntry.OfClaim(decision, content).WithDigest();

        if (!await InsertAsync(unit, decision, ReceiptCode.For(entry), lease, cancellationToken))
            return false;

        await trail.AddAsync(unit, entry, cancellationToken);
        return true;
    }

    private static async Task<bool> InsertAsync(
        UnitOfWork unit, Decision decision, ReceiptCode receipt, TimeSpan lease, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            $"""
            insert into decisions (id, organization, task, generation, actor_key, rendering_id, tenant_id, object_id,
                tallyfy_user_id, actor_email, actor_name, verdict, reason, digest, state, claimed_at, attempts,
                lease_until,
                undoes, undone_completion_at, receipt)
            values (@id, @organization, @task, @generation, @actorKey, @rendering, @tenant, @objectId,
                @user, @email, @name, @verdict, @reason, @digest,
                '{DecisionState.Claimed}', @claimedAt, 1, bot_now() + @lease,
                @undoes, @undoneCompletionAt, @receipt)
            on conflict do nothing
            """,
            new
            {
                id = decision.Id.ToString("n"),
                organization = decision.Approval.Organization,
                task = decision.Approval.Task,
                generation = decision.Approval.Generation,
                actorKey = ActorKey(decision.Kind, decision.Actor.TallyfyUserId),
                rendering = decision.Rendering.Value,
                tenant = decision.Actor.Person.Tenant,
                objectId = decision.Actor.Person.ObjectId,
                user = decision.Actor.TallyfyUserId,
                email = decision.Actor.Email,
                name = decision.Actor.DisplayName,
                verdict = decision.Verdict.ToString(),
                reason = decision.Reason,
                digest = decision.Digest,
                claimedAt = decision.ClaimedAt.ToUnixTimeMilliseconds(),
                lease = (long)lease.TotalMilliseconds,
                undoes = decision.Undoes?.ToString("n"),
                undoneCompletionAt = decision.UndoneCompletionAt?.ToUnixTimeMilliseconds(),
                receipt = receipt.ToString(),
            },
            cancellationToken) == 1;

    /// <summary>The verdict of a generation that was not refused.</summary>
    public Task<Decision?> FindAsync(ApprovalKey key, CancellationToken cancellationToken) =>
        FindAsync(key, "", cancellationToken);

    /// <summary>What takes a generation's decision back, unless it was refused.</summary>
    public Task<Decision?> FindUndoAsync(ApprovalKey key, CancellationToken cancellationToken) =>
        FindAsync(key, ActorKey(DecisionKind.Undo, 0), cancellationToken);

    /// <summary>What a member decided where everyone must, unless it was refused.</summary>
    public Task<Decision?> FindVoteAsync(ApprovalKey key, long member, CancellationToken cancellationToken) =>
        FindAsync(key, ActorKey(DecisionKind.Vote, member), cancellationToken);

    /// <summary>What members decided where everyone must, as far as Tallyfy has it, the first one first.</summary>
    public Task<IReadOnlyList<Decision>> ListVotesAsync(ApprovalKey key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Decision>>(
            async unit => [.. (await unit.QueryAsync<DecisionRow>(
                $"""
                select decisions.*, approvals.run from decisions join approvals using (organization, task, generation)
                where organization = @organization and task = @task and generation = @generation
                    and decisions.state <> '{DecisionState.Refused}'
                order by claimed_at, id
                """,
                new { organization = key.Organization, task = key.Task, generation = key.Generation },
                cancellationToken))
                .Select(row => row.ToDecision())
                .Where(decision => decision is { Kind: DecisionKind.Vote, State: DecisionState.Done })],
            cancellationToken);

    private Task<Decision?> FindAsync(ApprovalKey key, string actorKey, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<DecisionRow>(
                $"""
                select decisions.*, approvals.run from decisions join approvals using (organization, task, generation)
                where organization = @organization and task = @task and generation = @generation
                    and actor_key = @actorKey and decisions.state <> '{DecisionState.Refused}'
                """,
                new { organization = key.Organization, task = key.Task, generation = key.Generation, actorKey },
                cancellationToken))?.ToDecision(),
            cancellationToken);

    public Task<Decision?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<DecisionRow>(
                """
                select decisions.*, approvals.run from decisions join approvals using (organization, task, generation)
                where id = @id
                """,
                new { id = id.ToString("n") },
                cancellationToken))?.ToDecision(),
            cancellationToken);

    public Task<Decision?> FindAsync(ReceiptCode receipt, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<DecisionRow>(
                """
                select decisions.*, approvals.run from decisions join approvals using (organization, task, generation)
                where receipt = @receipt
                """,
                new { receipt = receipt.ToString() },
                cancellationToken))?.ToDecision(),
            cancellationToken);

    /// <summary>
    /// Takes claimed decisions whose try ended long enough ago without an answer; nobody else gets them meanwhile.
    /// </summary>
    public Task<IReadOnlyList<Decision>> LeaseUnsettledAsync(
        TimeSpan quiet, TimeSpan lease, int most, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<Decision>>(
            async unit =>
            {
                var ids = await unit.QueryAsync<string>(
                    $"""
                    with due as materialized (
                        select id from decisions
                        where state = '{DecisionState.Claimed}' and lease_until < bot_now() - @quiet
                        order by lease_until limit @most {unit.SkipLocked})
                    update decisions set lease_until = bot_now() + @lease, attempts = attempts + 1
                    where id in (select id from due)
                    returning id
                    """,
                    new { quiet = (long)quiet.TotalMilliseconds, lease = (long)lease.TotalMilliseconds, most },
                    cancellationToken);

                var rows = await unit.QueryAsync<DecisionRow>(
                    $"""
                    select decisions.*, approvals.run
                    from decisions join approvals using (organization, task, generation)
                    where id {unit.In("ids")}
                    """,
                    new { ids },
                    cancellationToken);

                return [.. rows.Select(row => row.ToDecision())];
            },
            cancellationToken);

    /// <summary>Ends a decision as done, elsewhere, refused or unconfirmed; false when it had ended before.</summary>
    public async Task<bool> FinishAsync(
        UnitOfWork unit, Decision decision, DecisionState state, Refusal? refusal, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hasEnded = await unit.ExecuteAsync(
            $"""
            update decisions set state = @state, refusal = @refusal, finished_at = @now
            where id = @id and state = '{DecisionState.Claimed}'
            """,
            new
            {
                id = decision.Id.ToString("n"),
                state = state.ToString(),
                refusal = refusal is null ? null : $"{refusal.Kind} {refusal.Words}".Trim(),
                now = now.ToUnixTimeMilliseconds(),
            },
            cancellationToken) == 1;

        if (hasEnded)
            await trail.AddAsync(unit, TrailEntry.OfEnd(decision, state, refusal, now).WithDigest(), cancellationToken);

        return hasEnded;
    }
}
