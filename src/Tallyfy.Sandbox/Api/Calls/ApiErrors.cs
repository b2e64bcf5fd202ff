using System.Diagnostics;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>The error bodies of docs/tallyfy-facts.md 1.6.</summary>
internal static class ApiErrors
{
    public static ApiAnswer From(Refusal refusal) => Shape(refusal) with { Refusal = refusal };

    public static ApiAnswer OAuth(int status, string error) =>
        ApiAnswer.Json(status, new OAuthErrorJson(error), SandboxJson.Default.OAuthErrorJson);

    private static ApiAnswer Shape(Refusal refusal) => refusal switch
    {
        Refusal.Malformed(var message) => Say(StatusCodes.Status400BadRequest, message),
        Refusal.TooLarge => Say(StatusCodes.Status413PayloadTooLarge, "The request body is too large."),
        Refusal.Unauthenticated => Say(StatusCodes.Status401Unauthorized, "Unauthenticated."),
        Refusal.Forbidden(var message) => Say(StatusCodes.Status403Forbidden, message),
        Refusal.EndpointNotFound =>
            Say(StatusCodes.Status404NotFound, "API endpoint not found", "ENDPOINT_NOT_FOUND"),
        Refusal.NotFound => Say(StatusCodes.Status404NotFound, "Resource not found", "RESOURCE_NOT_FOUND"),
        Refusal.Rule(var status, var message) => Say(status, message),
        Refusal.NoSeat(var pool) => ApiAnswer.Json(
            StatusCodes.Status409Conflict,
            new SeatErrorJson(new("SEAT_POOL_EXHAUSTED", $"No {pool} seats left.", new(pool))),
            SandboxJson.Default.SeatErrorJson),
        Refusal.InvalidFields(var errors) => ApiAnswer.Json(
            StatusCodes.Status422UnprocessableEntity,
            new ErrorJson { Errors = errors },
            SandboxJson.Default.ErrorJson),
        _ => throw new UnreachableException(),
    };

    private static ApiAnswer Say(int status, string message, string? code = null) =>
        ApiAnswer.Json(status, new ErrorJson { Message = message, Code = code }, SandboxJson.Default.ErrorJson);
}
