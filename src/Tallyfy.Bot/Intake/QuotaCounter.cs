namespace Tallyfy.Bot.Intake;

/// <summary>Counts, inside the retries, whatever else goes out. It never waits.</summary>
internal sealed class QuotaCounter(RequestBudget budget) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(QuotaHandler.IsPaid, out var isPaid) && isPaid)
            request.Options.Set(QuotaHandler.IsPaid, false);
        else if (budget.Payer is { } payer)
            payer.Count();
        else if (FindOrganization(request) is { } organization)
            budget.CountTap(organization);

        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>Null for the few requests that are about a person, not about an organization.</summary>
    public static string? FindOrganization(HttpRequestMessage request) => request.RequestUri!.Segments
        .SkipWhile(segment => segment != "organizations/")
        .ElementAtOrDefault(1)?.TrimEnd('/');
}
