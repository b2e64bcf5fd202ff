using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>The other side of <see cref="CardAction"/>: the inputs and actions whose answers it reads.</summary>
internal static class DecisionActions
{
    public static JsonObject Approve(CardTexts texts, RenderingId rendering) =>
        Button(texts.Approve, CardAction.ApproveVerb, "positive", rendering);

    public static JsonObject Reject(CardTexts texts, RenderingId rendering) =>
        Button(texts.Reject, CardAction.RejectVerb, "destructive", rendering);

    /// <summary>Brings the card of a row, and decides nothing.</summary>
    public static JsonObject Bring(CardTexts texts, RenderingId rendering) =>
        Button(texts.ShowItsCard, CardAction.BringVerb, style: null, rendering);

    /// <summary>Opens what asks why; a slip of the finger takes nothing back.</summary>
    public static JsonObject Undo(CardTexts texts, RenderingId rendering, string? typed, bool mustConfirm)
    {
        var field = ReasonField(texts, typed);
        field["label"] = texts.UndoReasonLabel;
        var body = new JsonArray(CardParts.Text(texts.UndoMeans), field);

        if (mustConfirm)
            body.Add(ConfirmField(texts.UndoConfirmLabel(texts.Undo)));

        body.Add(CardParts.Actions(Button(texts.TakeBack, CardAction.UndoVerb, "destructive", rendering)));

        return new JsonObject
        {
            ["type"] = "Action.ShowCard",
            ["title"] = texts.Undo,
            ["card"] = new JsonObject { ["type"] = "AdaptiveCard", ["body"] = body },
        };
    }

    /// <summary>
    /// Not required for the client, or Approve would not work without it; the bot asks when it is missing.
    /// </summary>
    public static JsonObject ReasonField(CardTexts texts, string? typed)
    {
        var field = new JsonObject
        {
            ["type"] = "Input.Text",
            ["id"] = CardAction.ReasonField,
            ["label"] = texts.ReasonLabel,
            ["placeholder"] = texts.ReasonPlaceholder,
            ["isMultiline"] = true,
            ["maxLength"] = CardAction.MaxReasonLength,
            ["spacing"] = "Medium",
        };

        if (typed is not null)
            field["value"] = typed;

        return field;
    }

    /// <summary>The verdict once more, in words: no slip of the finger decides what matters most.</summary>
    public static JsonObject ConfirmField(CardTexts texts) =>
        ConfirmField(texts.ConfirmLabel(texts.Approve, texts.Reject));

    /// <summary>What confirms a verdict, or without one its undo.</summary>
    public static string WordFor(Verdict? verdict, CardTexts texts) => verdict switch
    {
        Verdict.Approved => texts.Approve,
        Verdict.Rejected => texts.Reject,
        _ => texts.Undo,
    };

    private static JsonObject ConfirmField(string label) => new()
    {
        ["type"] = "Input.Text",
        ["id"] = CardAction.ConfirmField,
        ["label"] = label,
        ["maxLength"] = CardAction.MaxConfirmLength,
        ["spacing"] = "Small",
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
