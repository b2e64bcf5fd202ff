using System.Net;
using System.Net.Http.Headers;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Around a request and its retries: the first try waits for the budget, outside the request's own time limit. What a
/// person causes beyond their share is not sent, and answered as Tallyfy would.
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
        else if (budget.Payer is null
            && !IsShared(request)
            && QuotaCounter.FindOrganization(request) is { } organization
            && budget.FindWait(organization) is { } wait)
        {
            return new HttpResponseMessage(HttpStatusCode.TooManyRequests)
            {
                RequestMessage = request,
                Headers = { RetryAfter = new RetryConditionHeaderValue(wait) },
            };
        }

        return await base.SendAsync(request, cancellationToken);
    }

    // The list of members and a token are kept for taps too: a tap may be waiting for this very request. A search among
    // the members is for one person.
    private static bool IsShared(HttpRequestMessage request) =>
        request.RequestUri is { AbsolutePath: var path, Query: var query }
        && ((path.EndsWith("/users", StringComparison.Ordinal)
                && !query.Contains("q=", StringComparison.Ordinal))
            || path.EndsWith("/token", StringComparison.Ordinal));
}
