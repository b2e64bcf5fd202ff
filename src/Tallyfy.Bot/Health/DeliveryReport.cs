using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Health;

/// <summary>How many deliveries need somebody's attention.</summary>
internal sealed class DeliveryReport(Database database, DeadLetterStore letters)
{
    public async Task<DeliveryCounts> CountAsync(CancellationToken cancellationToken)
    {
        var counts = await database.ReadAsync(
            unit => unit.FindAsync<DeliveryCounts>(
                $"""
                select (select count(*) from outbox where state = '{WorkState.Suspended}') as suspended,
                    (select cast(coalesce(sum(unconfirmed), 0) as bigint) from posted_cards) as maybe_posted
                """,
                new { },
                cancellationToken),
            cancellationToken);

        return (counts ?? new DeliveryCounts()) with { Dead = await letters.CountAsync(cancellationToken) };
    }
}

/// <summary>Deliveries that were given up, rest, or may be there twice.</summary>
internal sealed record DeliveryCounts
{
    public long Dead { get; init; }

    /// <summary>For people who cannot be reached.</summary>
    public long Suspended { get; init; }

    /// <summary>Posts without an answer that nobody has seen since.</summary>
    public long MaybePosted { get; init; }

    public override string ToString() =>
        $"{Dead} dead letters; {Suspended} for people who cannot be reached; "
        + $"{MaybePosted} posts without an answer, which may be there";
}
