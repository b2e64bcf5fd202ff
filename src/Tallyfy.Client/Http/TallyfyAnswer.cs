using System.Net;
using System.Security.Cryptography;
using System.Text;
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
    // As deep as PHP writes: what is deeper than its reader takes is one row's fault, not the page's.
    private static readonly JsonDocumentOptions Whole = new() { MaxDepth = 512 };

    public required HttpStatusCode Status { get; init; }

    /// <summary>As it came, but for what in its texts is no text.</summary>
    public required byte[] Body { get; init => field = WholeText.Of(value); }

    /// <summary>Where it is said what of it could not be read.</summary>
    public ReadingNotes? Notes { get; init; }

    public string? RequestId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What was downloaded, where a file was asked for and came.</summary>
    public DownloadedFile? File { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsUnauthenticated => Status == HttpStatusCode.Unauthorized;

    public bool SaysNotFound => !IsSuccess && Refusal.Read(this).Kind == TallyfyErrorKind.NotFound;

    public static TallyfyAnswer From(
        HttpResponseMessage response, byte[] body, TimeProvider time, ReadingNotes notes) => new()
        {
            Status = response.StatusCode,
            Body = body,
            Notes = notes,
            RequestId = response.Headers.TryGetValues("X-Request-Id", out var ids) ? ids.FirstOrDefault() : null,
            RetryAfter = response.AskedToWait(time),
        };

    public void EnsureSuccess()
    {
        if (!IsSuccess)
            throw Refusal.Read(this).ToException(this);
    }

    /// <summary>The same for a write whose answer nobody needs: the page of a captive portal is none.</summary>
    public void EnsureDone()
    {
        EnsureSuccess();
        if (!IsEmpty)
            Read(root => root.ValueKind);
    }

    public T Item<T>(JsonTypeInfo<T> type) => Read(root => Required(root.GetProperty("data"), type));

    /// <summary>Null when the answer is empty or holds nothing of the kind; a write may succeed that way.</summary>
    public T? ItemOrDefault<T>(JsonTypeInfo<T> type)
        where T : class
    {
        if (IsSuccess && IsEmpty)
            return null;

        return Read(root => root.Unwrap() is { ValueKind: JsonValueKind.Object } item
            && item.TryGetProperty("id", out _)
                ? Required(item, type)
                : null);
    }

    /// <summary>All of a page: one row that cannot be read makes it unreadable.</summary>
    public TallyfyPage<T> Page<T>(JsonTypeInfo<T> type) => Read(root => new TallyfyPage<T>(
        [.. root.GetProperty("data").Items().Select(item => Required(item, type))],
        TotalPages(root),
        HasNextLink(root)));

    /// <summary>What can be read of a page; the other rows are named.</summary>
    public TallyfyPage<T> ReadablePage<T>(JsonTypeInfo<T> type)
        where T : class => Read(root =>
        {
            var items = new List<T>();
            var unread = new List<UnreadRow>();
            foreach (var row in root.GetProperty("data").Items())
            {
                var reading = RowReading.Of(row, type);
                Note(row, reading, isOfList: true);
                if (reading.Item is { } item)
                    items.Add(item);
                else
                    unread.Add(NameOf(row));
            }

            return new TallyfyPage<T>(items, TotalPages(root), HasNextLink(root)) { Unread = unread };
        });

    public TokenAnswer Token() => Read(root => Required(root, TallyfyJson.Default.TokenAnswer)) switch
    {
        var token when AccessTokens.IsSendable(token.AccessToken) => token,
        _ => throw Unreadable(null),
    };

    private bool IsEmpty => Body.AsSpan().Trim(" \t\r\n"u8).IsEmpty;

    private T Required<T>(JsonElement element, JsonTypeInfo<T> type)
    {
        var reading = RowReading.Of(element, type);
        Note(element, reading, isOfList: false);
        return reading.Item ?? throw new JsonException("Nothing that can be read where something was asked for.");
    }

    private void Note<T>(JsonElement row, RowReading<T> reading, bool isOfList)
    {
        var (kind, id) = (typeof(T).Name, WireId.Of(row));
        if (reading.Item is null)
            Notes?.NotRead(kind, id, reading.Unread, isOfList);
        else
            Notes?.Read(kind, id, [.. reading.Unread, .. reading.ZeroDates], row);
    }

    private static UnreadRow NameOf(JsonElement row)
    {
        var id = WireId.Of(row);
        return new UnreadRow(
            id, id ?? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(row.GetRawText()))));
    }

    public static bool IsUnreadable(Exception exception) =>
        exception is JsonException or KeyNotFoundException or InvalidOperationException;

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
            using var document = JsonDocument.Parse(Body, Whole);
            return reading(document.RootElement);
        }
        catch (Exception exception) when (IsUnreadable(exception))
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
