using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Cards;

/// <summary>What all cards have in common that ask no more: what became of it and what it was about.</summary>
internal sealed class EndParts(ApprovalParts parts, CardViewer viewer, CardTexts texts, CardLimits limits)
{
    /// <summary>Who decided how about how much: "You approved EUR 4,780.00".</summary>
    public (string Plain, string Markdown) Decided(ApprovalEnd.DecidedHere decision)
    {
        var isApproved = decision.Verdict is Verdict.Approved;
        var by = ForeignText.Markdown(decision.By, limits.Line) ?? texts.SomebodyUnnamed;
        var headline = (isApproved, parts.IsOwnDecision) switch
        {
            (true, true) => texts.YouApproved,
            (false, true) => texts.YouRejected,
            (true, false) => texts.ApprovedBy(by),
            (false, false) => texts.RejectedBy(by),
        };

        return (isApproved ? texts.Approved : texts.Rejected, WithFigure(headline));
    }

    public string WithFigure(string headline) =>
        viewer.Address is not null && parts.Keys.Figure is { } figure
            ? $"{headline} · {ForeignText.Markdown(AnswerText.Of(figure, viewer, texts), limits.Line)}"
            : headline;

    /// <summary>Quiet lines: who asked, when it ended, where it is from, its receipt, other key answers.</summary>
    public IEnumerable<JsonObject?> Below(string? when, ReceiptCode? receipt) =>
    [
        CardParts.Quiet(when is null ? parts.AskedBy : $"{parts.AskedBy} · {when}"),
        Near(CardParts.Quiet(
            receipt is { } code ? $"{parts.LinkedOrigin} · {texts.Receipt} {code}" : parts.LinkedOrigin)),
        parts.KeyLine([.. parts.Keys.Fields.Where(key => !ReferenceEquals(key, parts.Keys.Figure))]) is { } line
            ? Near(line)
            : null,
    ];

    /// <summary>
    /// None in a shared conversation: there a card shows states, not what people wrote to each other.
    /// </summary>
    public JsonObject? Reason(string? reason) =>
        viewer.Address is not null && ForeignText.Markdown(reason, limits.Reason) is { } words
            ? CardParts.Text(texts.Quoted(words))
            : null;

    private static JsonObject Near(JsonObject line)
    {
        line["spacing"] = "None";
        return line;
    }
}
