using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// When Tallyfy's open tasks were last listed: what is not in our store may be there, and nobody looked.
/// </summary>
internal sealed class ListingStore(Database database)
{
    /// <summary>Beside the time in which a sweep may fail once.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>All open tasks were listed, and are again after this period.</summary>
    public Task SaveAsync(string organization, TimeSpan period, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                insert into listings (organization, listed_at, holds_until)
                values (@organization, bot_now(), bot_now() + @holds)
                on conflict (organization) do update set
                    listed_at = excluded.listed_at, holds_until = excluded.holds_until, failing_since = 0
                """,
                new { organization, holds = (long)(2 * period + Slack).TotalMilliseconds },
                cancellationToken),
            cancellationToken);

    /// <summary>A reading failed: what was listed is not as good as now any more.</summary>
    public Task FailAsync(string organization, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "update listings set failing_since = bot_now() where organization = @organization and failing_since = 0",
            new { organization },
            cancellationToken),
        cancellationToken);

    /// <summary>It is read again, and what was missed meanwhile is found.</summary>
    public Task EndFailureAsync(string organization, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "update listings set failing_since = 0 where organization = @organization",
            new { organization },
            cancellationToken),
        cancellationToken);

    /// <summary>What of Tallyfy is not known here; null when all is.</summary>
    public async Task<Unread?> FindUnreadAsync(string organization, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            unit => unit.FindAsync<Row>(
                $"""
                select coalesce(max(listed_at), 0) as listed_at, coalesce(max(holds_until), 0) as holds_until,
                    coalesce(max(failing_since), 0) as unread_since, bot_now() as now, (
                        select coalesce(min(created_at), 0) from hints
                        where hints.organization = @organization and kind = '{HintKind.Task}'
                            and state = '{WorkState.Due}' and last_error is not null) as failing_since
                from listings where organization = @organization
                """,
                new { organization },
                cancellationToken),
            cancellationToken) ?? new Row();

        return row switch
        {
            { ListedAt: 0 } => new Unread.NothingYet(),
            { UnreadSince: > 0 } => new Unread.Since(Instant(row.UnreadSince)),
            _ when row.HoldsUntil < row.Now => new Unread.Since(Instant(row.ListedAt)),
            { FailingSince: > 0 } => new Unread.SomeSince(Instant(row.FailingSince)),
            _ => null,
        };
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private sealed record Row
    {
        public long ListedAt { get; init; }

        public long HoldsUntil { get; init; }

        public long UnreadSince { get; init; }

        public long Now { get; init; }

        public long FailingSince { get; init; }
    }
}
