using Tallyfy.Bot.Accounts;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Approvals;

/// <summary>Every claimed decision. The unique index, not our code, is what makes it at most one.</summary>
internal sealed class DecisionStore(Database database, TimeProvider time)
{
    /// <summary>Claims; false when this generation has a decision already.</summary>
    public async Task<bool> AddAsync(
        UnitOfWork unit, Decision decision, TimeSpan lease, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            """
            insert into decisions (id, organization, task, generation, actor_key, rendering_id, tenant_id, object_id,
                tallyfy_user_id, actor_email, actor_name, verdict, reason, digest, state, claimed_at, attempts, lease_until)
            values (@id, @organization, @task, @generation, '', @rendering, @tenant, @objectId,
                @user, @email, @name, @verdict, @reason, @digest, 'claimed', @claimedAt, 1, bot_now() + @lease)
            on conflict do nothing
            """,
            new
            {
                id = decision.Id.ToString("n"),
                organization = decision.Approval.Organization,
                task = decision.Approval.Task,
                generation = decision.Approval.Generation,
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
            },
            cancellationToken) == 1;

    /// <summary>The decision of a generation that was not refused.</summary>
    public Task<Decision?> FindAsync(ApprovalKey key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<DecisionRow>(
                """
                select decisions.*, approvals.run from decisions join approvals using (organization, task, generation)
                where organization = @organization and task = @task and generation = @generation
                    and decisions.state <> 'refused'
                """,
                new { organization = key.Organization, task = key.Task, generation = key.Generation },
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

    /// <summary>Takes claimed decisions whose try ended long enough ago without an answer; nobody else gets them meanwhile.</summary>
    public Task<IReadOnlyList<Decision>> LeaseUnsettledAsync(
        TimeSpan quiet, TimeSpan lease, int most, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<Decision>>(
            async unit =>
            {
                var ids = await unit.QueryAsync<string>(
                    $"""
                    update decisions set lease_until = bot_now() + @lease, attempts = attempts + 1
                    where id in (
                        select id from decisions where state = 'claimed' and lease_until < bot_now() - @quiet
                        order by lease_until limit @most {unit.SkipLocked})
                    returning id
                    """,
                    new { quiet = (long)quiet.TotalMilliseconds, lease = (long)lease.TotalMilliseconds, most },
                    cancellationToken);

                var rows = await unit.QueryAsync<DecisionRow>(
                    """
                    select decisions.*, approvals.run from decisions join approvals using (organization, task, generation)
                    where id in @ids
                    """,
                    new { ids },
                    cancellationToken);

                return [.. rows.Select(row => row.ToDecision())];
            },
            cancellationToken);

    /// <summary>Ends a decision as done, elsewhere, refused or unconfirmed; false when it had ended before.</summary>
    public async Task<bool> FinishAsync(
        UnitOfWork unit, Decision decision, string state, string? refusal, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            """
            update decisions set state = @state, refusal = @refusal, finished_at = @now
            where id = @id and state = 'claimed'
            """,
            new { id = decision.Id.ToString("n"), state, refusal, now = Now },
            cancellationToken) == 1;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record DecisionRow
    {
        public string Id { get; init; } = "";

        public string Organization { get; init; } = "";

        public string Task { get; init; } = "";

        public long Generation { get; init; }

        public string? Run { get; init; }

        public string RenderingId { get; init; } = "";

        public string TenantId { get; init; } = "";

        public string ObjectId { get; init; } = "";

        public long TallyfyUserId { get; init; }

        public string ActorEmail { get; init; } = "";

        public string ActorName { get; init; } = "";

        public string Verdict { get; init; } = "";

        public string? Reason { get; init; }

        public string Digest { get; init; } = "";

        public long ClaimedAt { get; init; }

        public Decision ToDecision() => new()
        {
            Id = Guid.Parse(Id),
            Approval = new ApprovalKey(Organization, Task, (int)Generation),
            Run = Run,
            Rendering = new RenderingId(RenderingId),
            Actor = new LinkedAccount
            {
                Person = new PersonId(TenantId, ObjectId),
                Organization = Organization,
                TallyfyUserId = TallyfyUserId,
                Email = ActorEmail,
                DisplayName = ActorName,
            },
            Verdict = Enum.Parse<Verdict>(Verdict),
            Reason = Reason,
            Digest = Digest,
            ClaimedAt = DateTimeOffset.FromUnixTimeMilliseconds(ClaimedAt),
        };
    }
}
