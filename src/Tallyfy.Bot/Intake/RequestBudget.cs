using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// What the intake may ask Tallyfy of one organization, so that taps, and others, find room. A tap is counted and never
/// waits.
/// </summary>
internal sealed partial class RequestBudget(
    IOptions<IntakeOptions> options, TimeProvider time, ILogger<RequestBudget> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, Quotas> all = new();
    private readonly AsyncLocal<BudgetScope?> payer = new();

    /// <summary>Who pays for a request that is made now; null for a tap.</summary>
    public BudgetScope? Payer => payer.Value;

    /// <summary>From here to its end, requests of this flow of work are paid from the organization's budget.</summary>
    public BudgetScope Enter(string organization) => Enter([Of(organization).Reading, Of(organization).Everything]);

    /// <summary>The same, and from the sweep's share of it first.</summary>
    public BudgetScope EnterSweep(string organization) =>
        Enter([Of(organization).Sweep, Of(organization).Reading, Of(organization).Everything]);

    public async Task WaitForRoomAsync(string organization, CancellationToken cancellationToken)
    {
        await Of(organization).Reading.WaitAsync(spend: false, cancellationToken);
        await Of(organization).Everything.WaitAsync(spend: false, cancellationToken);
    }

    /// <summary>
    /// A request of a tap, or of a decision that is sent: reading leaves it room, and is held back where that is not
    /// enough.
    /// </summary>
    public void CountTap(string organization) => Of(organization).Everything.Count();

    /// <summary>How often is swept where there is room for it.</summary>
    public TimeSpan SoonestSweep => options.Value.SweepEvery!.Value;

    /// <summary>How often a sweep of so many requests fits into its share.</summary>
    public TimeSpan SweepPeriod(string organization, int requests)
    {
        var affordable = Of(organization).Sweep.PeriodOf(requests);
        return affordable > SoonestSweep ? affordable : SoonestSweep;
    }

    public RequestsSpent Spent(string organization)
    {
        var mine = Of(organization);
        return new RequestsSpent(
            mine.Reading.SpentInMinute,
            mine.Reading.SpentInHour,
            mine.Everything.SpentInMinute - mine.Reading.SpentInMinute,
            mine.Everything.SpentInHour - mine.Reading.SpentInHour,
            new[] { mine.Sweep.WaitsUntil, mine.Reading.WaitsUntil, mine.Everything.WaitsUntil }.Max());
    }

    public void Dispose()
    {
        foreach (var one in all.Values)
        {
            one.Sweep.Dispose();
            one.Reading.Dispose();
            one.Everything.Dispose();
        }
    }

    private BudgetScope Enter(IReadOnlyList<RequestQuota> quotas)
    {
        var scope = new BudgetScope(quotas, () => payer.Value = null);
        payer.Value = scope;
        return scope;
    }

    private Quotas Of(string organization) => all.GetOrAdd(organization, _ =>
    {
        var budget = options.Value.Budget;

        RequestQuota Allow(double share) => new(
            Math.Max(1, (int)(budget.PerMinute * share)),
            Math.Max(1, (int)(budget.PerHour * share)),
            time,
            until => LogWaits(organization, until));

        // Reading has half of what Tallyfy allows, so everything together has twice that.
        return new Quotas(Sweep: Allow(budget.SweepShare), Reading: Allow(1), Everything: Allow(2));
    });

    [LoggerMessage(LogLevel.Debug, "Reading {Organization} waits until {Until:u}: its requests are spent")]
    private partial void LogWaits(string organization, DateTimeOffset until);

    private sealed record Quotas(RequestQuota Sweep, RequestQuota Reading, RequestQuota Everything);
}

/// <summary>What was asked of an organization, by reading and by taps, and until when reading waits.</summary>
internal sealed record RequestsSpent(
    int ReadingInMinute, int ReadingInHour, int TapsInMinute, int TapsInHour, DateTimeOffset? WaitsUntil);

/// <summary>A piece of work whose requests are paid.</summary>
internal sealed class BudgetScope(IReadOnlyList<RequestQuota> quotas, Action leave) : IDisposable
{
    private int requests;

    /// <summary>How many were made.</summary>
    public int Requests => requests;

    public async Task PayAsync(CancellationToken cancellationToken)
    {
        foreach (var quota in quotas)
            await quota.WaitAsync(spend: true, cancellationToken);

        Interlocked.Increment(ref requests);
    }

    /// <summary>For a request that must not wait.</summary>
    public void Count()
    {
        foreach (var quota in quotas)
            quota.Count();

        Interlocked.Increment(ref requests);
    }

    public void Dispose() => leave();
}
