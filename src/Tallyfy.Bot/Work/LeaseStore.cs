using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Work;

/// <summary>
/// Which process does what only one may do at a time, by the store's clock. A process that dies loses its leases when
/// they end; on a file, which takes one process, when the next one opens it.
/// </summary>
internal sealed class LeaseStore(Database database)
{
    private readonly string holder = Guid.CreateVersion7().ToString("n");

    /// <summary>Holds or keeps one; false while another process does.</summary>
    public async Task<bool> HoldAsync(
        LeaseKind kind,
        string name,
        TimeSpan length,
        CancellationToken cancellationToken) =>
        (await HoldAsync(kind, [name], length, length / 2, cancellationToken)).Count > 0;

    /// <summary>
    /// Those of these that this process holds now, taken or kept. Nothing is written for one that is held for at least
    /// <paramref name="enough"/> longer.
    /// </summary>
    public async Task<IReadOnlyList<string>> HoldAsync(
        LeaseKind kind,
        IReadOnlyCollection<string> names,
        TimeSpan length,
        TimeSpan enough,
        CancellationToken cancellationToken)
    {
        var held = await database.ReadAsync(
            unit => unit.QueryAsync<string>(
                "select name from leases where kind = @kind and holder = @holder and lease_until > bot_now() + @enough",
                new { kind = kind.ToString(), holder, enough = (long)enough.TotalMilliseconds },
                cancellationToken),
            cancellationToken);
        var wanted = names.Except(held).ToList();

        if (wanted.Count == 0)
            return [.. names.Intersect(held)];

        var taken = await database.WriteAsync(
            unit => TakeAsync(unit, kind, wanted, length, cancellationToken), cancellationToken);

        return [.. names.Intersect(held), .. taken];
    }

    /// <summary>Another process may go on after <paramref name="handover"/>.</summary>
    public Task ReleaseAsync(LeaseKind kind, TimeSpan handover, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                "update leases set lease_until = bot_now() + @handover where kind = @kind and holder = @holder",
                new { kind = kind.ToString(), holder, handover = (long)handover.TotalMilliseconds },
                cancellationToken),
            cancellationToken);

    private async Task<IReadOnlyList<string>> TakeAsync(
        UnitOfWork unit,
        LeaseKind kind,
        IReadOnlyList<string> names,
        TimeSpan length,
        CancellationToken cancellationToken)
    {
        var taken = new List<string>();

        // Always in one order: two processes that want the same ones do not wait for each other.
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            var count = await unit.ExecuteAsync(
                """
                insert into leases (kind, name, holder, lease_until) values (@kind, @name, @holder, bot_now() + @length)
                on conflict (kind, name) do update set holder = excluded.holder, lease_until = excluded.lease_until
                where leases.holder = excluded.holder or leases.lease_until <= bot_now()
                """,
                new { kind = kind.ToString(), name, holder, length = (long)length.TotalMilliseconds },
                cancellationToken);

            if (count > 0)
                taken.Add(name);
        }

        return taken;
    }
}

/// <summary>What a lease is about; its name says which one.</summary>
internal enum LeaseKind
{
    /// <summary>Reading for an organization, and sealing its trail.</summary>
    Organization,

    /// <summary>Sending the cards of a tenant.</summary>
    Tenant,
}
