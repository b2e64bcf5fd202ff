using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Delivery;

/// <summary>For whom the app is to be installed, once a member.</summary>
internal sealed class InstallationStore(Database database, IOptions<InstallingOptions> options, TimeProvider time)
{
    /// <summary>Longer than one call to Graph may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Of these members, those the bot never met; in the transaction that announces something to them.</summary>
    public async Task AddAsync(
        UnitOfWork unit, string organization, IEnumerable<long> members, CancellationToken cancellationToken)
    {
        if (!options.Value.ThroughGraph)
            return;

        foreach (var member in members)
            await unit.ExecuteAsync(
                """
                insert into installations (organization, tallyfy_user_id, state, due_at, attempts, lease_until, created_at)
                select @organization, @member, 'due', bot_now(), 0, 0, @at
                where not exists (select 1 from accounts where organization = @organization and tallyfy_user_id = @member)
                on conflict (organization, tallyfy_user_id) do nothing
                """,
                new { organization, member, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken);
    }

    /// <summary>Takes what is due; nobody else gets it before the lease ends.</summary>
    public Task<IReadOnlyList<InstallationItem>> LeaseAsync(int most, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<InstallationItem>>(
            async unit => [.. (await unit.QueryAsync<InstallationRow>(
                $"""
                with due as materialized (
                    select organization, tallyfy_user_id from installations
                    where state = 'due' and due_at <= bot_now() and lease_until < bot_now()
                    order by due_at limit @most {unit.SkipLocked})
                update installations set lease_until = bot_now() + @lease, attempts = attempts + 1
                where (organization, tallyfy_user_id) in (select organization, tallyfy_user_id from due)
                returning organization, tallyfy_user_id, attempts
                """,
                new { lease = (long)Lease.TotalMilliseconds, most },
                cancellationToken)).Select(row => new InstallationItem(row.Organization, row.TallyfyUserId, (int)row.Attempts))],
            cancellationToken);

    public Task FinishAsync(InstallationItem item, CancellationToken cancellationToken) =>
        SetAsync(item, "done", TimeSpan.Zero, null, cancellationToken);

    public Task PostponeAsync(InstallationItem item, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        SetAsync(item, "due", delay, error, cancellationToken);

    /// <summary>Given up; the person can still install it by hand.</summary>
    public Task BuryAsync(InstallationItem item, string? error, CancellationToken cancellationToken) =>
        SetAsync(item, "dead", TimeSpan.Zero, error, cancellationToken);

    private Task SetAsync(
        InstallationItem item, string state, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                update installations set state = @state, due_at = bot_now() + @delay, lease_until = 0, last_error = @error
                where organization = @organization and tallyfy_user_id = @member
                """,
                new
                {
                    organization = item.Organization,
                    member = item.Member,
                    state,
                    delay = (long)delay.TotalMilliseconds,
                    error,
                },
                cancellationToken),
            cancellationToken);

    private sealed record InstallationRow
    {
        public string Organization { get; init; } = "";

        public long TallyfyUserId { get; init; }

        public long Attempts { get; init; }
    }
}

/// <summary>A member for whom the app is to be installed.</summary>
internal sealed record InstallationItem(string Organization, long Member, int Attempts);
