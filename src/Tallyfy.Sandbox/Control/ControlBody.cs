using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Control;

/// <summary>Reads a body of the sandbox's own routes; what is wrong with it becomes a sentence.</summary>
internal static class ControlBody
{
    public static Result<T> Read<T>(RequestBody body, JsonTypeInfo<T> type)
        where T : class
    {
        if (body.Json is not { } json)
            return body.Fault ?? Mistake("A JSON body is needed.");

        try
        {
            return json.Deserialize(type) is { } value ? value : Mistake("A JSON body is needed.");
        }
        catch (JsonException)
        {
            return Mistake(ControlFault.Describe(json, type));
        }
    }

    public static Refusal Mistake(string sentence) => new Refusal.Malformed(sentence);

    public static Refusal Unknown(string sentence) => new Refusal.Rule(StatusCodes.Status404NotFound, sentence);
}
