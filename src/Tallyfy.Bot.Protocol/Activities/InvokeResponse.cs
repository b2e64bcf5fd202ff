using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// The answer to an invoke. On the wire it is always HTTP 200; the body's own status code says what happened.
/// </summary>
public sealed record InvokeResponse
{
    private const string ErrorType = "application/vnd.microsoft.error";

    private InvokeResponse(int statusCode, string type, JsonNode? value) =>
        (StatusCode, Type, Value) = (statusCode, type, value);

    public int StatusCode { get; }

    public string Type { get; }

    // Written even when null: clients show "something went wrong" when one of the three members is missing.
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonNode? Value { get; }

    /// <summary>Shows this card instead, to the client that tapped and to nobody else.</summary>
    public static InvokeResponse Card(JsonObject card) => new(200, Attachment.AdaptiveCardType, card);

    /// <summary>Shows a sentence and leaves the card as it is.</summary>
    public static InvokeResponse Message(string text) =>
        new(200, "application/vnd.microsoft.activity.message", JsonValue.Create(text));

    public static InvokeResponse BadRequest(string code, string message) => new(400, ErrorType, Fault(code, message));

    public static InvokeResponse ServerError(string code, string message) => new(500, ErrorType, Fault(code, message));

    /// <summary>Asks the person to sign in, with an OAuth card.</summary>
    public static InvokeResponse LoginRequest(JsonObject oAuthCard) =>
        new(401, "application/vnd.microsoft.activity.loginRequest", oAuthCard);

    public static InvokeResponse IncorrectAuthCode() => new(401, ErrorType + ".incorrectAuthCode", null);

    public static InvokeResponse PreconditionFailed(string code, string message) =>
        new(412, ErrorType + ".preconditionFailed", Fault(code, message));

    public Task WriteToAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);

        response.StatusCode = StatusCodes.Status200OK;
        return response.WriteAsJsonAsync(
            this, ProtocolJson.Default.InvokeResponse, "application/json", cancellationToken);
    }

    public string ToJson() => JsonSerializer.Serialize(this, ProtocolJson.Default.InvokeResponse);

    private static JsonObject Fault(string code, string message) => new() { ["code"] = code, ["message"] = message };
}
