using System.Collections.Concurrent;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Threads;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Reads what happened since the last time, and makes hints of it: its cost follows the changes, not the tasks.
/// </summary>
internal sealed class ReadFeed(
    HintStore hints,
    RequestBudget budget,
    BotMetrics metrics,
    IntakeStatus status,
    TimeProvider time) : IDisposable
{
    /// <summary>Rows may be written late, and clocks differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    // The feed is filtered by days: rows of a day more cost nothing, and the first that is too old ends the reading.
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private readonly ConcurrentDictionary<string, Place> places = new();

    /// <summary>How many rows were new.</summary>
    public async Task<int> ExecuteAsync(Organization organization, CancellationToken cancellationToken)
    {
        var place = Of(organization);
        await place.Turn.WaitAsync(cancellationToken);

        try
        {
            return await ReadAsync(organization, place, cancellationToken);
        }
        finally
        {
            place.Turn.Release();
        }
    }

    /// <summary>
    /// Another process reads, as far as now; should it be gone, the overlap covers the time until that is noticed.
    /// </summary>
    public void LeaveToAnother(Organization organization) => Of(organization).ReadAt = time.GetUtcNow();

    public void Dispose()
    {
        foreach (var place in places.Values)
            place.Turn.Dispose();
    }

    private Place Of(Organization organization) =>
        places.GetOrAdd(organization.Id, _ => new Place { ReadAt = startedAt });

    private async Task<int> ReadAsync(Organization organization, Place place, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = place.ReadAt - Overlap;
        var rows = new List<TallyfyActivity>();

        using (budget.Enter(organization.Id))
        {
            // What cannot be read of it the sweep makes up for.
            var unread = new UnreadRows();
            var activity = organization.ServiceClient.ListActivityAsync(
                organization.Id, since - Day, unread, cancellationToken);

            await foreach (var row in activity)
            {
                if (row.CreatedAt < since)
                    break;

                rows.Add(row);
            }

            metrics.RowsUnread(organization.Id, unread.Ids.Count);
        }

        var fresh = rows.Where(row => !place.Seen.Contains(row.Id)).ToList();
        var told = fresh.Select(row => Hint.For(row.RunId, row.TaskId)).OfType<Hint>().Distinct().ToList();
        await hints.AddAsync(organization.Id, told, cancellationToken);

        // Moved on only now: what could not be kept is read again.
        place.Seen = [.. rows.Select(row => row.Id)];
        place.ReadAt = now;
        status.ReadFeed(organization.Id, now);
        return fresh.Count;
    }

    private sealed class Place
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public required DateTimeOffset ReadAt { get; set; }

        public HashSet<long> Seen { get; set; } = [];
    }
}
