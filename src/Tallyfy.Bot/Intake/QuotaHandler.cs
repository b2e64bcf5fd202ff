namespace Tallyfy.Bot.Intake;

/// <summary>
/// Around a request and its retries: the first try waits for the budget, outside the request's own time limit.
/// </summary>
internal sealed class QuotaHandler(RequestBudget budget) : DelegatingHandler
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
