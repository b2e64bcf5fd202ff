using System.Net;
using System.Text.Json;
using Tallyfy.Client.Errors;

namespace Tallyfy.Client.Http;

/// <summary>What an answer that is no success says, in any of the shapes Tallyfy's errors come in.</summary>
internal sealed record Refusal
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoFields =
        new Dictionary<string, IReadOnlyList<string>>();

    public required TallyfyErrorKind Kind { get; init; }

    public required string Message { get; init; }

    public string? Code { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Fields { get; init; } = NoFields;

    public static Refusal Read(TallyfyAnswer answer) => (int)answer.Status switch
    {
        429 => FindWords(answer) ?? Plain(answer.Status), // whoever asks to wait has done nothing
        >= 400 and < 500 => FindWords(answer) ?? NotOfTallyfy(answer.Status),
        // A 5xx may hold SQL or a stack, and what is not 4xx is not Tallyfy's error format.
        _ => Plain(answer.Status),
    };

    private static Refusal Plain(HttpStatusCode status) =>
        new() { Kind = KindOf(status, null), Message = PlainMessage(status) };

    // A firewall's page, a proxy's refusal: Tallyfy itself may never have heard of the request, or have done it.
    private static Refusal NotOfTallyfy(HttpStatusCode status) =>
        new() { Kind = TallyfyErrorKind.UnreadableAnswer, Message = Unreadable(status) };

    private static Refusal? FindWords(TallyfyAnswer answer)
    {
        try
        {
            return JsonElement.Parse(answer.Body) is { ValueKind: JsonValueKind.Object } body && IsTallyfys(body)
                ? Words(answer, body)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // HTML from something in between, or text that is none; there is nothing of Tallyfy's to say
        }
    }

    // Each of its errors has one of these; a bare {} says nothing of who sent it.
    private static bool IsTallyfys(JsonElement body) =>
        body.TryGetProperty("error", out _)
        || body.TryGetProperty("errors", out _)
        || body.TryGetProperty("message", out _)
        || CodeOf(body) is not null;

    private static Refusal Words(TallyfyAnswer answer, JsonElement body)
    {
        var code = CodeOf(body);
        var fields = FieldsOf(body);
        return new Refusal
        {
            Kind = KindOf(answer.Status, code),
            Message = MessageOf(body, fields) ?? PlainMessage(answer.Status),
            Code = code,
            Fields = fields,
        };
    }

    public TallyfyException ToException(TallyfyAnswer answer) => new(Kind, Message)
    {
        Status = answer.Status,
        Code = Code,
        FieldErrors = Fields,
        RequestId = answer.RequestId,
        RetryAfter = answer.RetryAfter,
    };

    private static TallyfyErrorKind KindOf(HttpStatusCode status, string? code) => (int)status switch
    {
        401 => TallyfyErrorKind.Unauthenticated,
        403 => TallyfyErrorKind.Forbidden,
        // Only these words mean "gone"; any other 404 may be a wrong address or something in between.
        404 when code == "RESOURCE_NOT_FOUND" => TallyfyErrorKind.NotFound,
        404 => TallyfyErrorKind.EndpointNotFound,
        409 => TallyfyErrorKind.Conflict,
        422 => TallyfyErrorKind.Validation,
        429 => TallyfyErrorKind.RateLimited,
        >= 400 and < 500 => TallyfyErrorKind.BadRequest,
        >= 500 => TallyfyErrorKind.ServerError,
        _ => TallyfyErrorKind.UnreadableAnswer,
    };

    private static string PlainMessage(HttpStatusCode status) => (int)status switch
    {
        401 => "Tallyfy did not accept the access token.",
        403 => "Tallyfy does not permit this.",
        404 => "Tallyfy does not know this.",
        429 => "Tallyfy was asked too often.",
        >= 400 and < 500 => $"Tallyfy refused the request ({(int)status}).",
        >= 500 => $"Tallyfy failed ({(int)status}).",
        _ => Unreadable(status),
    };

    private static string Unreadable(HttpStatusCode status) =>
        $"Tallyfy's answer could not be read ({(int)status}).";

    private static string? MessageOf(
        JsonElement body, IReadOnlyDictionary<string, IReadOnlyList<string>> fields)
    {
        var general = Text(body, "error", "message") ?? Text(body, "message");
        var single = PersonSafeText.From(string.Join(' ', fields.Values.SelectMany(texts => texts)));
        return general is null || single is null
            ? general ?? single ?? Text(body, "error_description") ?? Text(body, "error")
            : PersonSafeText.From($"{general} {single}");
    }

    private static string? CodeOf(JsonElement body) => Text(body, "code") ?? Text(body, "error", "code");

    private static string? Text(JsonElement body, params ReadOnlySpan<string> path)
    {
        var element = body;
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind == JsonValueKind.String ? PersonSafeText.From(element.GetString()) : null;
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> FieldsOf(JsonElement body)
    {
        if (!body.TryGetProperty("errors", out var errors))
            return NoFields;

        var fields = new Dictionary<string, IReadOnlyList<string>>();
        if (errors.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in errors.EnumerateObject())
                fields[field.Name] = Texts(field.Value);
        }
        else if (Texts(errors) is { Count: > 0 } texts)
        {
            fields[""] = texts;
        }

        return fields;
    }

    // Entries may be texts, lists, or lists of objects again.
    private static List<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => PersonSafeText.From(element.GetString()) is { } text ? [text] : [],
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Texts)],
        JsonValueKind.Object => [.. element.EnumerateObject().SelectMany(property => Texts(property.Value))],
        _ => [],
    };
}
