using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>What can be said about a request before a byte of its body is read.</summary>
internal static class RequestShape
{
    public static GateResult.Refused? Objection(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return new GateResult.Refused(StatusCodes.Status405MethodNotAllowed, "Activities are sent with POST.");

        if (!IsJson(request.ContentType))
        {
            return new GateResult.Refused(
                StatusCodes.Status415UnsupportedMediaType, "An activity is application/json in UTF-8.");
        }

        return request.ContentLength > BotFrameworkGate.MaxBodyBytes ? RequestBody.TooLarge : null;
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
