using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Json;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Http;

/// <summary>An answer of Tallyfy in memory, to be read as the thing it should hold or as the refusal it is.</summary>
internal sealed record TallyfyAnswer
{
    public required HttpStatusCode Status { get; init; }

    public required byte[] Body { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What was downloaded, where a file was asked for and came.</summary>
    public DownloadedFile? File { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsUnauthenticated => Status == HttpStatusCode.Unauthorized;

    public bool SaysNotFound => !IsSuccess && Refusal.Read(this).Kind == TallyfyErrorKind.NotFound;

    public static TallyfyAnswer From(HttpResponseMessage response, byte[] body, TimeProvider time) => new()
    {
        Status = response.StatusCode,
        Body = body,
        RequestId = response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.FirstOrDefault() : null,
        RetryAfter = response.AskedToWait(time),
    };

    public void EnsureSuccess()
    {
        if (!IsSuccess)
            throw Refusal.Read(this).ToException(this);
    }

    public T Item<T>(JsonTypeInfo<T> type) => Read(root => Required(root.GetProperty("data"), type));

    /// <summary>Null when the answer is empty or holds nothing of the kind; a write may succeed that way.</summary>
    public T? ItemOrDefault<T>(JsonTypeInfo<T> type)
        where T : class
    {
        if (IsSuccess && Body.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            return null;

        return Read(root => root.Unwrap() is { ValueKind: JsonValueKind.Object } item
            && item.TryGetProperty("id", out _)
                ? Required(item, type)
                : null);
    }

    public TallyfyPage<T> Page<T>(JsonTypeInfo<T> type) => Read(root => new TallyfyPage<T>(
        [.. root.GetProperty("data").Items().Select(item => Required(item, type))],
        TotalPages(root),
        HasNextLink(root)));

    public TokenAnswer Token() => Read(root => Required(root, TallyfyJson.Default.TokenAnswer)) switch
    {
        var token when AccessTokens.IsSendable(token.AccessToken) => token,
        _ => throw Unreadable(null),
    };

    private static T Required<T>(JsonElement element, JsonTypeInfo<T> type) =>
        element.Deserialize(type) ?? throw new JsonException("Null where something was asked for.");

    private static int? TotalPages(JsonElement root) =>
        Pagination(root) is { } pagination
        && pagination.TryGetProperty("total_pages", out var pages)
        && UserIdConverter.Read(pages) is >= 0 and <= int.MaxValue and var number ? (int)number : null;

    // An object, an empty array, null or absent; the address itself is never followed.
    private static bool HasNextLink(JsonElement root) =>
        Pagination(root) is { } pagination
        && pagination.TryGetProperty("links", out var links)
        && links.ValueKind == JsonValueKind.Object
        && links.TryGetProperty("next", out var next)
        && next.ValueKind == JsonValueKind.String;

    private static JsonElement? Pagination(JsonElement root) =>
        root.TryGetProperty("meta", out var meta)
        && meta.ValueKind == JsonValueKind.Object
        && meta.TryGetProperty("pagination", out var pagination)
        && pagination.ValueKind == JsonValueKind.Object
            ? pagination
            : null;

    private T Read<T>(Func<JsonElement, T> reading)
    {
        EnsureSuccess();
        try
        {
            using var document = JsonDocument.Parse(Body);
            return reading(document.RootElement);
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unreadable(exception);
        }
    }

    private TallyfyException Unreadable(Exception? cause) =>
        new(TallyfyErrorKind.UnreadableAnswer, "Tallyfy's answer could not be read.", cause)
        {
            Status = Status,
            RequestId = RequestId,
        };
}
