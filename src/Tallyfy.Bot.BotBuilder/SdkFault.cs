using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using Tallyfy.Bot.Protocol.Outbound;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>What the SDK's connector throws, read by our table of the platform's answers.</summary>
internal static class SdkFault
{
    /// <summary>Null for what is no failure of a call, but a fault of ours.</summary>
    public static ConnectorException? Find(Exception fault, DateTimeOffset now) => fault switch
    {
        ConnectorException own => own,
        ErrorResponseException { Response: { } response } refused => From(response, now),
        HttpOperationException { Response: { } response } refused => From(response, now),
        HttpRequestException broken => ConnectorFault.From(broken),
        OperationCanceledException => new ConnectorException(ConnectorEnd.NoAnswer, cause: fault),

        // It succeeded and told us something that cannot be read.
        SerializationException => new ConnectorException(
            ConnectorEnd.NoAnswer, HttpStatusCode.OK, "UnreadableAnswer", fault),
        _ => null,
    };

    private static ConnectorException From(HttpResponseMessageWrapper response, DateTimeOffset now) =>
        ConnectorFault.From(
            response.StatusCode,
            RetryAfter(response),
            Encoding.UTF8.GetBytes(response.Content ?? ""),
            now);

    private static RetryConditionHeaderValue? RetryAfter(HttpResponseMessageWrapper response) =>
        response.Headers.TryGetValue("Retry-After", out var values)
        && RetryConditionHeaderValue.TryParse(values.FirstOrDefault(), out var value)
            ? value
            : null;
}
