using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Intake;

/// <summary>What the intake may ask Tallyfy of one organization, so that taps, and others, find room. A tap never waits here.</summary>
internal sealed class RequestBudget(IOptions<IntakeOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Allowances> all = new();
    private readonly AsyncLocal<BudgetScope?> payer = new();

    /// <summary>Who pays for a request that is made now; null for a tap.</summary>
    public BudgetScope? Payer => payer.Value;

    /// <summary>From here to its end, requests of this flow of work are paid from the organization's budget.</summary>
    public BudgetScope Enter(string organization)
    {
        var scope = new BudgetScope([Of(organization).Whole], () => payer.Value = null);
        payer.Value = scope;
        return scope;
    }

    /// <summary>The same, and from the sweep's share of it first.</summary>
    public BudgetScope EnterSweep(string organization)
    {
        var scope = new BudgetScope([Of(organization).Sweep, Of(organization).Whole], () => payer.Value = null);
        payer.Value = scope;
        return scope;
    }

    public Task WaitForRoomAsync(string organization, CancellationToken cancellationToken) =>
        Of(organization).Whole.WaitAsync(spend: false, cancellationToken);

    /// <summary>How often a sweep of so many requests fits into its share.</summary>
    public TimeSpan SweepPeriod(string organization, int requests) => Of(organization).Sweep.PeriodOf(requests);

    public (int InMinute, int InHour) Spent(string organization) =>
        (Of(organization).Whole.SpentInMinute, Of(organization).Whole.SpentInHour);

    public void Dispose()
    {
        foreach (var one in all.Values)
        {
            one.Whole.Dispose();
            one.Sweep.Dispose();
        }
    }

    private Allowances Of(string organization) => all.GetOrAdd(
        organization,
        _ =>
        {
            var budget = options.Value.Budget;
            return new Allowances(
                new RequestAllowance(budget.PerMinute, budget.PerHour, time),
                new RequestAllowance(Share(budget.PerMinute), Share(budget.PerHour), time));
        });

    private int Share(int most) => Math.Max(1, (int)(most * options.Value.Budget.SweepShare));

    private sealed record Allowances(RequestAllowance Whole, RequestAllowance Sweep);
}

/// <summary>A piece of work whose requests are paid.</summary>
internal sealed class BudgetScope(IReadOnlyList<RequestAllowance> allowances, Action leave) : IDisposable
{
    private int requests;

    /// <summary>How many were made.</summary>
    public int Requests => requests;

    public async Task PayAsync(CancellationToken cancellationToken)
    {
        foreach (var allowance in allowances)
            await allowance.WaitAsync(spend: true, cancellationToken);

        Interlocked.Increment(ref requests);
    }

    /// <summary>For a request that must not wait.</summary>
    public void Count()
    {
        foreach (var allowance in allowances)
            allowance.Count();

        Interlocked.Increment(ref requests);
    }

    public void Dispose() => leave();
}
