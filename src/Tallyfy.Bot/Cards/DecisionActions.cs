using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>The other side of <see cref="CardAction"/>: the inputs and actions whose answers it reads.</summary>
internal static class DecisionActions
{
    /// <summary>So many letters of a new value stand on the button.</summary>
    public const int MostOnButton = 24;

    public static JsonObject Approve(CardTexts texts, RenderingId rendering, string? value = null) => Button(
        value is null ? texts.Approve : texts.ApproveValue(value), CardAction.ApproveVerb, "positive", rendering);

    /// <summary>Opens the card that asks why.</summary>
    public static JsonObject AskToReject(CardTexts texts, RenderingId rendering) =>
        Button(texts.AskToReject, CardAction.RejectVerb, style: null, rendering);

    public static JsonObject Reject(CardTexts texts, RenderingId rendering) =>
        Button(texts.Reject, CardAction.RejectVerb, "destructive", rendering);

    /// <summary>Opens the next page, behind the last of which it can be approved.</summary>
    public static JsonObject ReadOn(string title, RenderingId rendering) =>
        Button(title, CardAction.ReadVerb, "positive", rendering);

    /// <summary>Shows another page of the card, and decides nothing.</summary>
    public static JsonObject Look(string title, string verb, RenderingId rendering) =>
        Button(title, verb, style: null, rendering);

    /// <summary>Brings the card of a row, and decides nothing.</summary>
    public static JsonObject Bring(CardTexts texts, RenderingId rendering) =>
        Button(texts.ShowItsCard, CardAction.BringVerb, style: null, rendering);

    /// <summary>Opens the card that asks why; a slip of the finger takes nothing back.</summary>
    public static JsonObject AskToUndo(CardTexts texts, RenderingId rendering) =>
        Button(texts.AskToUndo, CardAction.UndoVerb, style: null, rendering);

    public static JsonObject TakeBack(CardTexts texts, RenderingId rendering) =>
        Button(texts.TakeBack, CardAction.UndoVerb, "destructive", rendering);

    /// <summary>
    /// Never required for the client, where that would hold for every button: the bot asks when it is missing.
    /// </summary>
    public static JsonObject ReasonField(
        string label, string input, string? typed, InputNames names, string placeholder)
    {
        var field = new JsonObject
        {
            ["type"] = "Input.Text",
            ["id"] = names.Of(input),
            ["label"] = label,
            ["placeholder"] = placeholder,
            ["isMultiline"] = true,
            ["maxLength"] = CardAction.MaxReasonLength,
            ["spacing"] = "Medium",
        };

        if (typed is not null)
            field["value"] = typed;

        return field;
    }

    /// <summary>The verdict once more, in words: no slip of the finger decides what matters most.</summary>
    public static JsonObject ConfirmField(CardTexts texts, Verdict? verdict, InputNames names) => new()
    {
        ["type"] = "Input.Text",
        ["id"] = names.Of(CardAction.ConfirmField),
        ["label"] = texts.ConfirmLabel(WordFor(verdict, texts)),
        ["maxLength"] = CardAction.MaxConfirmLength,
        ["spacing"] = "Small",
    };

    /// <summary>What confirms a verdict, or without one its undo.</summary>
    public static string WordFor(Verdict? verdict, CardTexts texts) => verdict switch
    {
        Verdict.Approved => texts.Approve,
        Verdict.Rejected => texts.Reject,
        _ => texts.Undo,
    };

    /// <summary>Asks again on its own when its one viewer opens the chat; nobody's address, no refresh.</summary>
    public static JsonObject? Refresh(RenderingId rendering, CardViewer viewer) =>
        viewer.Address is null || !viewer.CanRefresh
        ? null
        : new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = ActionButton.Execute,
                ["verb"] = CardAction.RefreshVerb,
                ["data"] = new JsonObject { [CardAction.RenderingField] = rendering.Value },
            },
            ["userIds"] = new JsonArray(viewer.Address),
        };

    private static JsonObject Button(string title, string verb, string? style, RenderingId rendering) =>
        ActionButton.Render(title, verb, style, CardAction.RenderingField, rendering.Value);
}
