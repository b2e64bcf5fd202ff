using System.Text.Json;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>A tap on an Action.Execute, or a card's own refresh: the typed reading of an invoke's value.</summary>
public sealed record AdaptiveCardInvoke
{
    /// <summary>Action.Execute, as the client wrote it; null when it wrote none.</summary>
    public required string? ActionType { get; init; }

    public required string? ActionId { get; init; }

    public required string? Verb { get; init; }

    /// <summary>
    /// The action's data with the card's inputs merged in; undefined when the client sent none. Never trusted for
    /// state.
    /// </summary>
    public required JsonElement Data { get; init; }

    /// <summary>A client asked by itself, nobody tapped. A trigger that is not known is no tap either.</summary>
    public required bool IsAutomatic { get; init; }

    /// <summary>Null when the activity is no such invoke, or its value holds no action object.</summary>
    public static AdaptiveCardInvoke? Parse(Activity activity)
    {
        if (activity is not { Type: ActivityTypes.Invoke, Name: InvokeNames.AdaptiveCardAction, Value: { } sent })
            return null;

        var value = SentJson.Unwrap(sent);

        if (SentJson.Unwrap(Member(value, "action")) is not { ValueKind: JsonValueKind.Object } action)
            return null;

        return new AdaptiveCardInvoke
        {
            ActionType = Text(action, "type"),
            ActionId = Text(action, "id"),
            Verb = Text(action, "verb"),
            Data = SentJson.Unwrap(Member(action, "data")),
            IsAutomatic = IsAutomaticTrigger(Member(value, "trigger")),
        };
    }

    private static bool IsAutomaticTrigger(JsonElement trigger) => trigger.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.String => !trigger.ValueEquals("manual"),
        _ => true,
    };

    private static string? Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;
}
