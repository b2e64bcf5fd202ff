using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>How far each organization's trail is sealed, and how far it was pruned.</summary>
internal sealed class TrailHeadStore(Database database)
{
    public Task<TrailHead?> FindAsync(UnitOfWork unit, string organization, CancellationToken cancellationToken) =>
        unit.FindAsync<TrailHead>(
            """
            select organization, sequence, root, peaks, sealed_at as moved_at, key_id, signature
            from trail_heads where organization = @organization
            """,
            new { organization },
            cancellationToken);

    public Task<TrailHead?> FindAsync(string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(unit => FindAsync(unit, organization, cancellationToken), cancellationToken);

    /// <summary>Moves the head on; false when somebody moved it since it was read.</summary>
    public async Task<bool> MoveAsync(
        UnitOfWork unit, TrailHead before, TrailHead next, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            """
            insert into trail_heads (organization, sequence, root, peaks, sealed_at, key_id, signature)
            values (@Organization, @Sequence, @Root, @Peaks, @MovedAt, @KeyId, @Signature)
            on conflict (organization) do update set sequence = excluded.sequence, root = excluded.root,
                peaks = excluded.peaks, sealed_at = excluded.sealed_at, key_id = excluded.key_id,
                signature = excluded.signature
            where trail_heads.sequence = @Before
            """,
            new
            {
                next.Organization,
                next.Sequence,
                next.Root,
                next.Peaks,
                next.MovedAt,
                next.KeyId,
                next.Signature,
                Before = before.Sequence,
            },
            cancellationToken) == 1;

    public Task<TrailHead?> FindCheckpointAsync(string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.FindAsync<TrailHead>(
                """
                select organization, sequence, root, peaks, pruned_at as moved_at, key_id, signature
                from trail_checkpoints where organization = @organization
                """,
                new { organization },
                cancellationToken),
            cancellationToken);

    public Task SaveCheckpointAsync(UnitOfWork unit, TrailHead checkpoint, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            """
            insert into trail_checkpoints (organization, sequence, root, peaks, pruned_at, key_id, signature)
            values (@Organization, @Sequence, @Root, @Peaks, @MovedAt, @KeyId, @Signature)
            on conflict (organization) do update set sequence = excluded.sequence, root = excluded.root,
                peaks = excluded.peaks, pruned_at = excluded.pruned_at, key_id = excluded.key_id,
                signature = excluded.signature
            """,
            checkpoint,
            cancellationToken);

    /// <summary>Every organization that has, or had, a trail.</summary>
    public Task<IReadOnlyList<string>> ListOrganizationsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.QueryAsync<string>(
                """
                select organization from trail union select organization from trail_heads
                union select organization from trail_checkpoints order by 1
                """,
                new { },
                cancellationToken),
            cancellationToken);
}
