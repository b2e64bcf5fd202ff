using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>Gives a refusal the other body of docs/tallyfy-facts.md 1.6, where a setting asks for that.</summary>
internal static class ErrorBodies
{
    public static ApiAnswer Shape(ApiAnswer answer, SandboxOptions options) => answer.Refusal switch
    {
        Refusal.InvalidFields(var errors) when options.InvalidFields == "message-and-errors" =>
            Say(answer, new MessageJson { Message = "The given data was invalid.", Errors = errors }),
        Refusal.InvalidFields(var errors) when options.InvalidFields == "errors" =>
            Say(answer, new MessageJson { Errors = errors }),
        Refusal.Unauthenticated when options.UnauthenticatedBody == "message" =>
            Say(answer, new MessageJson { Message = "Unauthenticated." }),
        _ => answer,
    };

    private static ApiAnswer Say(ApiAnswer answer, MessageJson body) =>
        ApiAnswer.Json(answer.Status, body, SandboxJson.Default.MessageJson);
}
