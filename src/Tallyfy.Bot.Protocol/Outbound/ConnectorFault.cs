using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>Reads an answer that is no success, or a call that has none.</summary>
internal static class ConnectorFault
{
    private const int LongestWords = 1_000;

    public static ConnectorException From(HttpResponseMessage response, ReadOnlySpan<byte> body, DateTimeOffset now) =>
        From(response.StatusCode, response.Headers.RetryAfter, body, now);

    public static ConnectorException From(
        HttpStatusCode status, RetryConditionHeaderValue? retryAfter, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var (code, words) = ReadError(body);

        return new ConnectorException(ConnectorEnd.Answered, status, code)
        {
            Words = words,
            RetryAfter = ReadRetryAfter(retryAfter, now),
        };
    }

    /// <summary>What a call without an answer means.</summary>
    /// <remarks>
    /// Without a connection nothing left this machine. Every other break comes after that and leaves the outcome open.
    /// </remarks>
    public static ConnectorException From(HttpRequestException fault) =>
        new(EndOf(fault), fault.StatusCode, null, fault);

    private static ConnectorEnd EndOf(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => ConnectorEnd.NotSent,
        HttpRequestError.ConnectionError => ConnectorEnd.NotSent,
        HttpRequestError.SecureConnectionError => ConnectorEnd.NotSent,
        _ => ConnectorEnd.NoAnswer,
    };

    private static TimeSpan? ReadRetryAfter(RetryConditionHeaderValue? retryAfter, DateTimeOffset now) =>
        retryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };

    // {"error":{"code":"ConversationNotFound","message":…}}; the code may be a number. What is not one short word is
    // dropped.
    private static (string? Code, string Words) ReadError(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);

            return JsonElement.TryParseValue(ref reader, out var answer)
                && answer is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("error", out var error)
                && error.ValueKind is JsonValueKind.Object
                    ? (ReadCode(error), ReadWords(error))
                    : (null, "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, ""); // an answer from a proxy, in HTML, or half a character: the status alone decides
        }
    }

    private static string? ReadCode(JsonElement error)
    {
        var word = error.TryGetProperty("code", out var code) ? code.ToString() : "";
        return word.Length is > 0 and <= 64 && word.All(char.IsAsciiLetterOrDigit) ? word : null;
    }

    private static string ReadWords(JsonElement error)
    {
        var words = error.TryGetProperty("message", out var message) ? message.ToString() : "";
        return words.Length > LongestWords ? words[..LongestWords] : words;
    }
}
