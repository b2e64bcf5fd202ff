using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// What the intake and each person's taps may ask Tallyfy of one organization, so that others find room. A tap never
/// waits: it is sent, or told when to come again.
/// </summary>
internal sealed partial class RequestBudget(
    IOptions<IntakeOptions> options, TimeProvider time, ILogger<RequestBudget> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, Quotas> all = new();
    private readonly AsyncLocal<BudgetScope?> payer = new();
    private readonly AsyncLocal<PersonScope?> person = new();

    /// <summary>Who pays for a request that is made now; null for a tap.</summary>
    public BudgetScope? Payer => payer.Value;

    /// <summary>From here to its end, requests of this flow of work are paid from the organization's budget.</summary>
    public BudgetScope Enter(string organization) => Enter([Of(organization).Reading, Of(organization).Everything]);

    /// <summary>
    /// The same, and counted in the share of where the hint that is followed comes from. What has begun does not wait
    /// for that share: others wait behind it.
    /// </summary>
    public BudgetScope Enter(string organization, HintSource source) =>
        Enter([Of(organization).Reading, Of(organization).Everything], ShareOf(organization, source));

    /// <summary>Hints from where can be followed without waiting for a share of their own.</summary>
    public IReadOnlyList<HintSource> OpenTo(string organization) =>
        [.. Enum.GetValues<HintSource>().Where(source => IsOpenTo(organization, source))];

    public bool IsOpenTo(string organization, HintSource source) =>
        ShareOf(organization, source) is not { HasRoom: false };

    /// <summary>The same, and from the sweep's share of it first.</summary>
    public BudgetScope EnterSweep(string organization) =>
        Enter([Of(organization).Sweep, Of(organization).Reading, Of(organization).Everything]);

    public async Task WaitForRoomAsync(string organization, CancellationToken cancellationToken)
    {
        await Of(organization).Reading.WaitAsync(spend: false, cancellationToken);
        await Of(organization).Everything.WaitAsync(spend: false, cancellationToken);
    }

    /// <summary>From here to its end, what this flow of work asks without paying is counted as this person's.</summary>
    public PersonScope Enter(PersonId who)
    {
        var scope = new PersonScope(who, () => person.Value = null);
        person.Value = scope;
        return scope;
    }

    /// <summary>
    /// Room for one more decision of whoever taps: theirs until their scope ends. Null, or when there is room again.
    /// </summary>
    public DateTimeOffset? TakeTurn(string organization) =>
        person.Value is { } scope ? Of(organization).People.TakeTurn(scope) : null;

    /// <summary>
    /// How long whoever wrote or tapped has to wait for one more request, where it belongs to no decision that has its
    /// room; null when they need not.
    /// </summary>
    public TimeSpan? FindWait(string organization) => person.Value is { HasTurn: false } scope
        ? Of(organization).People.FindWait(scope)
        : null;

    /// <summary>
    /// A request of a tap, or of a decision that is sent: reading leaves it room, and is held back where that is not
    /// enough.
    /// </summary>
    public void CountTap(string organization)
    {
        Of(organization).Everything.Count();

        if (person.Value is { } scope)
            Of(organization).People.Count(scope);
    }

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
            one.Told.Dispose();
            one.Unknown.Dispose();
            one.Reading.Dispose();
            one.People.Dispose();
        }
    }

    private BudgetScope Enter(IReadOnlyList<RequestQuota> quotas, RequestQuota? counted = null)
    {
        var scope = new BudgetScope(quotas, counted, () => payer.Value = null);
        payer.Value = scope;
        return scope;
    }

    private RequestQuota? ShareOf(string organization, HintSource source) => source switch
    {
        HintSource.Known => Of(organization).Told,
        HintSource.Unknown => Of(organization).Unknown,
        _ => null,
    };

    private Quotas Of(string organization) => all.GetOrAdd(organization, _ =>
    {
        var budget = options.Value.Budget;

        RequestQuota Allow(double share) => new(
            Math.Max(1, (int)(budget.PerMinute * share)),
            Math.Max(1, (int)(budget.PerHour * share)),
            time,
            until => LogWaits(organization, until));

        return new Quotas(
            Sweep: Allow(budget.SweepShare),
            Told: Allow(budget.WebhookShare),
            Unknown: Allow(budget.UnknownShare),
            Reading: Allow(1),
            People: new PersonShares(budget, time, until => LogWaits(organization, until)));
    });

    [LoggerMessage(LogLevel.Debug, "Reading {Organization} waits until {Until:u}: its requests are spent")]
    private partial void LogWaits(string organization, DateTimeOffset until);

    private sealed record Quotas(
        RequestQuota Sweep,
        RequestQuota Told,
        RequestQuota Unknown,
        RequestQuota Reading,
        PersonShares People)
    {
        public RequestQuota Everything => People.Everything;
    }
}

/// <summary>What was asked of an organization, by reading and by taps, and until when reading waits.</summary>
internal sealed record RequestsSpent(
    int ReadingInMinute, int ReadingInHour, int TapsInMinute, int TapsInHour, DateTimeOffset? WaitsUntil);

/// <summary>A piece of work whose requests are paid.</summary>
internal sealed class BudgetScope(IReadOnlyList<RequestQuota> quotas, RequestQuota? counted, Action leave) : IDisposable
{
    private int requests;

    /// <summary>How many were made.</summary>
    public int Requests => requests;

    public async Task PayAsync(CancellationToken cancellationToken)
    {
        foreach (var quota in quotas)
            await quota.WaitAsync(spend: true, cancellationToken);

        counted?.Count();
        Interlocked.Increment(ref requests);
    }

    /// <summary>For a request that must not wait.</summary>
    public void Count()
    {
        foreach (var quota in quotas)
            quota.Count();

        counted?.Count();
        Interlocked.Increment(ref requests);
    }

    public void Dispose() => leave();
}
