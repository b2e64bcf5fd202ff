using System.Globalization;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Operators;

/// <summary>
/// Whether Tallyfy lets the bot in, as all processes and the next start know it, and when each token was first seen.
/// </summary>
internal sealed class AccessStore(Database database, OperatorNoticeStore notices, TimeProvider time)
{
    /// <summary>A break begins, and operators are to be told: false when it has begun already.</summary>
    public Task<bool> RefuseAsync(string organization, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            var isNew = await unit.ExecuteAsync(
                """
                insert into tallyfy_access (organization, breaks, refused_at) values (@organization, 1, @at)
                on conflict (organization) do update
                    set breaks = tallyfy_access.breaks + 1, refused_at = excluded.refused_at
                where tallyfy_access.refused_at is null
                """,
                new { organization, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken) > 0;

            if (isNew && await FindAsync(unit, organization, cancellationToken) is { } access)
                await notices.AddAsync(unit, organization, OperatorNews.Refused, access.Episode, cancellationToken);

            return isNew;
        },
        cancellationToken);

    /// <summary>A break ends, and whoever was told of it is to be told so: false when there was none.</summary>
    public Task<bool> LetInAsync(string organization, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            var isNew = await unit.ExecuteAsync(
                "update tallyfy_access set refused_at = null where organization = @organization "
                + "and refused_at is not null",
                new { organization },
                cancellationToken) > 0;

            if (isNew && await FindAsync(unit, organization, cancellationToken) is { } access)
                await notices.AddForToldAsync(
                    unit,
                    organization,
                    OperatorNews.Refused,
                    OperatorNews.LetInAgain,
                    access.Episode,
                    cancellationToken);

            return isNew;
        },
        cancellationToken);

    public Task<AccessRow?> FindAsync(string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(unit => FindAsync(unit, organization, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<string>> ListRefusedAsync(CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.QueryAsync<string>(
            "select organization from tallyfy_access where refused_at is not null", new { }, cancellationToken),
        cancellationToken);

    /// <summary>When the token with this mark was seen first, which may be now.</summary>
    public async Task<DateTimeOffset> SeeTokenAsync(
        string organization, string mark, CancellationToken cancellationToken)
    {
        var seen = await FindTokenAsync(organization, mark, cancellationToken) ?? await database.WriteAsync(
            async unit =>
            {
                await unit.ExecuteAsync(
                    """
                    insert into tallyfy_tokens (organization, mark, seen_at) values (@organization, @mark, @at)
                    on conflict (organization, mark) do nothing
                    """,
                    new { organization, mark, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);
                return await FindTokenAsync(unit, organization, mark, cancellationToken);
            },
            cancellationToken);

        return DateTimeOffset.FromUnixTimeMilliseconds(seen!.Value);
    }

    private Task<long?> FindTokenAsync(string organization, string mark, CancellationToken cancellationToken) =>
        database.ReadAsync(unit => FindTokenAsync(unit, organization, mark, cancellationToken), cancellationToken);

    private static Task<long?> FindTokenAsync(
        UnitOfWork unit, string organization, string mark, CancellationToken cancellationToken) =>
        unit.FindAsync<long?>(
            "select seen_at from tallyfy_tokens where organization = @organization and mark = @mark",
            new { organization, mark },
            cancellationToken);

    private static Task<AccessRow?> FindAsync(
        UnitOfWork unit, string organization, CancellationToken cancellationToken) =>
        unit.FindAsync<AccessRow>(
            "select breaks, refused_at from tallyfy_access where organization = @organization",
            new { organization },
            cancellationToken);
}

/// <summary>How an organization's access stands.</summary>
internal sealed record AccessRow
{
    public long Breaks { get; init; }

    public long? RefusedAt { get; init; }

    public bool IsRefused => RefusedAt is not null;

    /// <summary>The latest break.</summary>
    public string Episode => Breaks.ToString(CultureInfo.InvariantCulture);
}
