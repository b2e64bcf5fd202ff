using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>The platform's error table: what an answer that is no success means.</summary>
internal static class ConnectorFault
{
    public static ConnectorException From(HttpResponseMessage response, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        From(response.StatusCode, IsEdit(response.RequestMessage?.Method), response.Headers.RetryAfter, body, now);

    public static ConnectorException From(
        HttpStatusCode status,
        bool isEdit,
        RetryConditionHeaderValue? retryAfter,
        ReadOnlySpan<byte> body,
        DateTimeOffset now)
    {
        var code = ReadCode(body);

        return new ConnectorException(KindOf(status, isEdit, code), status, code)
        {
            RetryAfter = ReadRetryAfter(retryAfter, now),
        };
    }

    /// <summary>What a call without an answer means.</summary>
    /// <remarks>
    /// Without a connection nothing left this machine. Every other break comes after that and leaves the outcome open.
    /// </remarks>
    public static ConnectorException From(HttpRequestException fault) =>
        new(KindOf(fault), fault.StatusCode, null, fault);

    private static ConnectorErrorKind KindOf(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => ConnectorErrorKind.NotSent,
        HttpRequestError.ConnectionError => ConnectorErrorKind.NotSent,
        HttpRequestError.SecureConnectionError => ConnectorErrorKind.NotSent,
        _ => ConnectorErrorKind.OutcomeUnknown,
    };

    private static ConnectorErrorKind KindOf(HttpStatusCode status, bool isEdit, string? code) =>
        ((int)status, code) switch
        {
            (400, _) => ConnectorErrorKind.BadPayload,
            (401, _) => ConnectorErrorKind.NotRegistered,
            (403, "InvalidBotApiHost") => ConnectorErrorKind.WrongHost,
            (403, _) => ConnectorErrorKind.Unreachable,
            (404, "ActivityNotFoundInConversation") => ConnectorErrorKind.ActivityNotFound,
            (404, "ConversationNotFound") => ConnectorErrorKind.ConversationNotFound,
            (404, _) when isEdit => ConnectorErrorKind.ActivityNotFound,
            (404, _) => ConnectorErrorKind.ConversationNotFound,
            (408, _) => ConnectorErrorKind.OutcomeUnknown,
            (409 or 412, _) => ConnectorErrorKind.Conflict,
            (413, _) => ConnectorErrorKind.TooLarge,
            (429, _) => ConnectorErrorKind.Throttled,
            (501, _) => ConnectorErrorKind.Refused, // the Playground's answer to what it does not offer
            ( >= 500, _) => ConnectorErrorKind.OutcomeUnknown,
            _ => ConnectorErrorKind.Refused,
        };

    // Only a PUT and a DELETE address a message of ours; without a code the nearer thing is taken to be gone.
    private static bool IsEdit(HttpMethod? method) => method == HttpMethod.Put || method == HttpMethod.Delete;

    private static TimeSpan? ReadRetryAfter(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        retryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };

    // {"error":{"code":"ConversationNotFound",…}}; the code may be a number. What is not one short word is dropped.
    private static string? ReadCode(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);

            if (!JsonElement.TryParseValue(ref reader, out var answer)
                || answer is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("error", out var error)
                || error.ValueKind is not JsonValueKind.Object
                || !error.TryGetProperty("code", out var code))
            {
                return null;
            }

            var word = code.ToString();
            return word.Length is > 0 and <= 64 && word.All(char.IsAsciiLetterOrDigit) ? word : null;
        }
        catch (JsonException)
        {
            return null; // an answer from a proxy, in HTML: the status alone decides
        }
    }
}
