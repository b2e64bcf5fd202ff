using System.Diagnostics;
using System.Text.Json;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Where Tallyfy says that something happened. It is neither signed nor complete, so it becomes a hint and no more.
/// </summary>
internal static class TallyfyWebhookEndpoint
{
    public const string Path = "/webhooks/tallyfy/";

    private const int MostBytes = 256 * 1024;

    /// <summary>The trace of a request names its path, and this one ends in a secret.</summary>
    public static void UseTallyfyWebhooks(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        MaskPath(http);
        return next(http);
    });

    public static void MapTallyfyWebhooks(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path + "{secret}", ReceiveAsync);

    private static void MaskPath(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments(Path.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
            Activity.Current?.SetTag("url.path", Path + "…");
    }

    private static async Task<IResult> ReceiveAsync(
        string secret,
        HttpRequest request,
        WebhookSecrets secrets,
        WebhookArrivals arrivals,
        CancellationToken cancellationToken)
    {
        if (secrets.Find(secret) is not { Organization: var organization } found
            || IsAnother(organization, request.Headers[TallyfyWebhook.OrganizationHeader]))
            return TypedResults.NotFound();

        if (!arrivals.HasRoomFor(found))
        {
            await arrivals.LeaveToFeedAsync(organization, cancellationToken);
            return TypedResults.Accepted((string?)null);
        }

        if (await ReadAsync(request, cancellationToken) is not { } body)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);

        if (!IsJson(body))
            return TypedResults.BadRequest();

        var webhook = TallyfyWebhook.Read(body);

        if (IsAnother(organization, webhook?.OrganizationId))
            return TypedResults.NotFound();

        // What we do not understand says at least that something happened.
        if (Hint.For(webhook?.RunId, webhook?.TaskId) is { } hint)
            await arrivals.TakeAsync(organization, hint, cancellationToken);
        else
            await arrivals.AskForFeedAsync(organization, cancellationToken);

        return TypedResults.Accepted((string?)null);
    }

    private static bool IsAnother(Organization organization, string? named) =>
        !string.IsNullOrEmpty(named) && !named.Equals(organization.Id, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when it is longer than any webhook has to be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MostBytes)
            return null;

        var buffer = new byte[MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(
            buffer,
            buffer.Length,
            throwOnEndOfStream: false,
            cancellationToken);

        if (length > MostBytes)
            return null; // in a conditional expression null would be an empty body, for memory is made of arrays

        return buffer.AsMemory(0, length);
    }

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
