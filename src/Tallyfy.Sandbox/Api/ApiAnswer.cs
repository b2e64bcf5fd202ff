using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tallyfy.Sandbox.Api;

/// <summary>The name a completion was recorded under.</summary>
internal sealed record Signature(int? CompleterId, bool? IsApproved);

/// <summary>A finished answer: made under the gate, sent after it.</summary>
internal sealed record ApiAnswer(int Status, byte[] Body) : IResult
{
    public int? RetryAfter { get; init; }

    /// <summary>Who this answer recorded as completer, for the journal.</summary>
    public Signature? Signature { get; init; }

    public static ApiAnswer Json<T>(int status, T body, JsonTypeInfo<T> type) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public static ApiAnswer Ok<T>(T body, JsonTypeInfo<T> type) => Json(StatusCodes.Status200OK, body, type);

    public Task ExecuteAsync(HttpContext httpContext) =>
        SendAsync(httpContext.Response, httpContext.RequestAborted);

    public async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        response.Headers["X-Request-Id"] = response.HttpContext.TraceIdentifier;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Body.Length == 0)
            return;

        response.ContentType = "application/json";
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, cancellationToken);
    }
}
