using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>The name a completion was recorded under.</summary>
internal sealed record Signature(int? CompleterId, bool? IsApproved);

/// <summary>A finished answer: made under the gate, sent after it.</summary>
internal sealed record ApiAnswer(int Status, byte[] Body) : IResult
{
    public int? RetryAfter { get; init; }

    /// <summary>How many more requests the caller has in this minute, where that is limited.</summary>
    public int? Remaining { get; init; }

    public string ContentType { get; init; } = "application/json";

    public string? Disposition { get; init; }

    /// <summary>Why it is a refusal, so that its body can follow a setting.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Who this answer recorded as completer, for the journal.</summary>
    public Signature? Signature { get; init; }

    public static ApiAnswer Json<T>(int status, T body, JsonTypeInfo<T> type) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body, type));

    /// <summary>204, as some successful writes answer.</summary>
    public static ApiAnswer Nothing { get; } = new(StatusCodes.Status204NoContent, []);

    public static ApiAnswer Ok<T>(T body, JsonTypeInfo<T> type) => Json(StatusCodes.Status200OK, body, type);

    public Task ExecuteAsync(HttpContext httpContext) =>
        SendAsync(httpContext.Response, httpContext.RequestAborted);

    public async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        response.Headers["X-Request-Id"] = response.HttpContext.TraceIdentifier;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Remaining is { } remaining)
            response.Headers["X-RateLimit-Remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        if (Disposition is not null)
            response.Headers.ContentDisposition = Disposition;
        if (Body.Length == 0)
            return;

        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, cancellationToken);
    }
}
