using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>A person who types into the inputs of the card they see, and taps one of its buttons.</summary>
internal static class Typing
{
    extension(ApprovalStory story)
    {
        /// <summary>
        /// Sends what a client sends: every input of the card with what stands in it, and what was typed over it.
        /// </summary>
        public Task<TapAnswer> TypeAsync(
            Person person, ChatMessage message, string verb, params (string Input, string Text)[] typed) =>
            story.InvokeAsync(
                Activities.Execute(person, message.Id, verb, DataOf(message, verb, typed, sendsPresets: true)));

        /// <summary>The same by a client that shows what stood there and does not send it.</summary>
        public Task<TapAnswer> TypeWithoutPresetsAsync(
            Person person, ChatMessage message, string verb, params (string Input, string Text)[] typed) =>
            story.InvokeAsync(
                Activities.Execute(person, message.Id, verb, DataOf(message, verb, typed, sendsPresets: false)));
    }

    /// <summary>An input by its name, whatever its id has behind that.</summary>
    public static JsonObject? Input(JsonNode? card, string name) => Inputs(card).FirstOrDefault(
        input => ((string)input["id"]!).Split('#')[0] == name);

    public static IEnumerable<JsonObject> Inputs(JsonNode? node) => node switch
    {
        JsonObject found =>
        [
            .. ((string?)found["type"])?.StartsWith("Input.", StringComparison.Ordinal) is true
                ? [found]
                : Array.Empty<JsonObject>(),
            .. found.SelectMany(member => Inputs(member.Value)),
        ],
        JsonArray items => items.SelectMany(Inputs),
        _ => [],
    };

    private static JsonObject DataOf(
        ChatMessage message, string verb, (string Input, string Text)[] typed, bool sendsPresets)
    {
        var data = (CardWords.FindAction(message.Card, verb)
            ?? throw new InvalidOperationException($"No {verb} on {CardWords.Of(message.Card)}"))["data"]!
            .DeepClone().AsObject();

        foreach (var input in Inputs(message.Card))
        {
            var id = (string)input["id"]!;
            var over = typed.Where(one => one.Input == id.Split('#')[0]).Select(one => one.Text).FirstOrDefault();

            if (over is not null)
                data[id] = over;
            else if (sendsPresets)
                data[id] = (string?)input["value"] ?? "";
        }

        return data;
    }
}
