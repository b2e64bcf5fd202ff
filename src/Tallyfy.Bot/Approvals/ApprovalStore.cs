using System.Text.Json;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Approvals;

/// <summary>One row a generation. A row moves only if nobody moved it since it was read.</summary>
internal sealed class ApprovalStore(Database database, TimeProvider time)
{
    public Task<StoredApproval?> FindAsync(ApprovalKey key, CancellationToken cancellationToken) =>
        database.ReadAsync(unit => FindAsync(unit, key, cancellationToken), cancellationToken);

    public async Task<StoredApproval?> FindAsync(
        UnitOfWork unit, ApprovalKey key, CancellationToken cancellationToken) =>
        (await unit.FindAsync<ApprovalRow>(
            "select * from approvals where organization = @organization and task = @task and generation = @generation",
            new { organization = key.Organization, task = key.Task, generation = key.Generation },
            cancellationToken))?.ToApproval();

    /// <summary>The youngest generation of a task.</summary>
    public Task<StoredApproval?> FindLatestAsync(
        string organization, string task, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<ApprovalRow>(
                """
                select * from approvals where organization = @organization and task = @task
                order by generation desc limit 1
                """,
                new { organization, task },
                cancellationToken))?.ToApproval(),
            cancellationToken);

    /// <summary>Whether there ever was an approval of this run, or of this task.</summary>
    public async Task<bool> KnowsAsync(
        string organization, string? run, string? task, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            unit => unit.FindAsync<long>(
                $"""
                select count(*) from (
                    select 1 from approvals
                    where organization = @organization and {(run is null ? "task = @task" : "run = @run")}
                    limit 1) known
                """,
                new { organization, run, task },
                cancellationToken),
            cancellationToken) > 0;

    /// <summary>Everything that has not come to an end, of one run or of all.</summary>
    public Task<IReadOnlyList<StoredApproval>> ListOpenAsync(
        string organization, string? run, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredApproval>>(
            async unit => [.. (await unit.QueryAsync<ApprovalRow>(
                $"""
                select * from approvals where organization = @organization
                    and state in ('{ApprovalState.Pending}', '{ApprovalState.Deciding}',
                        '{ApprovalState.Undoing}', '{ApprovalState.OnHold}')
                    {(run is null ? "" : "and run = @run")}
                order by seen_at, task
                """,
                new { organization, run },
                cancellationToken)).Select(row => row.ToApproval())],
            cancellationToken);

    /// <summary>What only this list names, oldest first.</summary>
    public Task<IReadOnlyList<StoredApproval>> ListNamedAsync(PostedCard list, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredApproval>>(
            async unit => [.. (await unit.QueryAsync<ApprovalRow>(
                $"""
                select approvals.* from posted_cards join approvals
                    on approvals.organization = posted_cards.organization and approvals.task = posted_cards.task
                        and approvals.generation = posted_cards.generation
                where posted_cards.list_id = @id and posted_cards.state = '{PostedCardState.Listed}'
                order by approvals.seen_at, approvals.task
                """,
                new { id = list.Id },
                cancellationToken)).Select(row => row.ToApproval())],
            cancellationToken);

    /// <summary>What waits, for whomever, the oldest first.</summary>
    public async Task<IReadOnlyList<StoredApproval>> ListWaitingAsync(
        string organization, CancellationToken cancellationToken) =>
        [.. (await ListOpenAsync(organization, null, cancellationToken))
            .Where(approval => approval.State is ApprovalState.Pending)];

    /// <summary>Keeps a new generation; false when somebody else was first.</summary>
    public async Task<bool> AddAsync(UnitOfWork unit, StoredApproval approval, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            """
            insert into approvals (organization, task, generation, run, state, version, content, digest, may_decide,
                fingerprint, verdict, ended_by, ended_at, reason, seen_at, changed_at, same_until)
            values (@organization, @task, @generation, @run, @state, @version, @content, @digest, @mayDecide,
                @fingerprint, @verdict, @by, @at, @reason, @now, @now, @sameUntil)
            on conflict (organization, task, generation) do nothing
            """,
            Parameters(approval),
            cancellationToken) == 1;

    /// <summary>Replaces the row of the version before; false when it moved meanwhile.</summary>
    public async Task<bool> ReplaceAsync(
        UnitOfWork unit, StoredApproval approval, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            """
            update approvals set run = @run, state = @state, version = @version, content = @content, digest = @digest,
                may_decide = @mayDecide, fingerprint = @fingerprint, verdict = @verdict, ended_by = @by, ended_at = @at,
                reason = @reason, changed_at = @now, same_until = @sameUntil
            where organization = @organization and task = @task and generation = @generation and version = @version - 1
            """,
            Parameters(approval),
            cancellationToken) == 1;

    /// <summary>Remembers what the task list said; nothing that a person sees has changed.</summary>
    public Task MarkAsync(StoredApproval read, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                update approvals set fingerprint = @fingerprint, same_until = @sameUntil
                where organization = @organization and task = @task and generation = @generation
                """,
                Parameters(read),
                cancellationToken),
            cancellationToken);

    private object Parameters(StoredApproval approval) => new
    {
        organization = approval.Key.Organization,
        task = approval.Key.Task,
        generation = approval.Key.Generation,
        run = approval.Run,
        state = approval.State.ToString(),
        version = approval.Version,
        content = JsonSerializer.Serialize(
            new StoredContent(approval.OrganizationName, approval.Content)
            {
                BlockReason = approval.BlockReason,
                RuleChanges = approval.RuleChanges,
                Former = approval.Former,
                FirstAsked = approval.FirstAsked,
                Earlier = approval.Earlier,
            },
            ApprovalJson.Default.StoredContent),
        digest = approval.Digest,
        mayDecide = JsonSerializer.Serialize(approval.MayDecide, ApprovalJson.Default.IReadOnlyListInt64),
        fingerprint = approval.Fingerprint,
        verdict = approval.Verdict?.ToString(),
        by = approval.By,
        at = approval.At?.ToUnixTimeMilliseconds(),
        reason = approval.Reason,
        now = time.GetUtcNow().ToUnixTimeMilliseconds(),
        sameUntil = approval.SameUntil.ToUnixTimeMilliseconds(),
    };
}
