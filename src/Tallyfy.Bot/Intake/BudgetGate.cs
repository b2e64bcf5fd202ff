namespace Tallyfy.Bot.Intake;

/// <summary>
/// Around a request and its retries: the first try waits for the budget, outside the request's own time limit.
/// </summary>
internal sealed class BudgetGate(RequestBudget budget) : DelegatingHandler
{
    public static readonly HttpRequestOptionsKey<bool> IsPaid = new("Tallyfy.Bot.IsPaid");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (budget.Payer is { } payer && !IsShared(request))
        {
            await payer.PayAsync(cancellationToken);
            request.Options.Set(IsPaid, true);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    // The list of members and a token are kept for taps too: a tap may be waiting for this very request.
    private static bool IsShared(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath is var path
        && (path.EndsWith("/users", StringComparison.Ordinal) || path.EndsWith("/token", StringComparison.Ordinal));
}

/// <summary>Inside the retries: whatever else goes out is counted without waiting.</summary>
internal sealed class BudgetCount(RequestBudget budget) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(BudgetGate.IsPaid, out var isPaid) && isPaid)
            request.Options.Set(BudgetGate.IsPaid, false);
        else if (budget.Payer is { } payer)
            payer.Count();
        else if (FindOrganization(request) is { } organization)
            budget.CountTap(organization);

        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>Null for the few requests that are about a person, not about an organization.</summary>
    private static string? FindOrganization(HttpRequestMessage request) => request.RequestUri!.Segments
        .SkipWhile(segment => segment != "organizations/")
        .ElementAtOrDefault(1)?.TrimEnd('/');
}
