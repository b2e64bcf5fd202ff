using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>For whom the app is to be installed, once a member.</summary>
internal sealed class InstallationStore(Database database, IOptions<InstallingOptions> options, TimeProvider time)
    : WorkQueue<InstallationItem>(database, "installations", Lease)
{
    /// <summary>Longer than one call to Graph may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public override string DeadLetters =>
        $"""
        select id, 'installation' as kind, organization, cast(tallyfy_user_id as text) as about, '' as person,
            attempts, last_error, created_at
        from installations where state = '{WorkState.Dead}'
        """;

    /// <summary>
    /// Of these members, those the bot never met; in the transaction that announces something to them.
    /// </summary>
    public async Task AddAsync(
        UnitOfWork unit, string organization, IEnumerable<long> members, CancellationToken cancellationToken)
    {
        if (!options.Value.ThroughGraph)
            return;

        foreach (var member in members)
            await unit.ExecuteAsync(
                $"""
                insert into installations
                    (id, organization, tallyfy_user_id, state, due_at, attempts, lease_until, created_at)
                select @id, @organization, @member, '{WorkState.Due}', bot_now(), 0, 0, @at
                where not exists (
                    select 1 from accounts where organization = @organization and tallyfy_user_id = @member)
                on conflict (organization, tallyfy_user_id) do nothing
                """,
                new
                {
                    id = Guid.CreateVersion7().ToString("n"),
                    organization,
                    member,
                    at = time.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                cancellationToken);
    }
}

/// <summary>A member for whom the app is to be installed.</summary>
internal sealed record InstallationItem : WorkItem
{
    public string Organization { get; init; } = "";

    public long TallyfyUserId { get; init; }
}
