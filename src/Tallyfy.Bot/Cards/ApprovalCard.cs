using System.Diagnostics;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;

namespace Tallyfy.Bot.Cards;

/// <summary>The card that asks: all a person needs to decide, the reason field and the two buttons.</summary>
internal static class ApprovalCard
{
    public static CardMessage Render(
        Approval approval,
        RenderingId rendering,
        CardReader reader,
        DateTimeOffset now,
        ApprovalNotice? notice = null,
        string? typedReason = null)
    {
        var texts = new CardTexts(reader.Culture);

        return CardFrame.Fit(limits =>
        {
            var parts = new ApprovalParts(approval, reader, texts, limits);

            return CardFrame.Message(
                parts.Summary(texts.ApprovalWaits),
                [
                    notice is null ? null : Banner(notice, texts, limits),
                    .. parts.Heading(),
                    CardParts.Facts([parts.RequestedBy, parts.Due(now), parts.AssignedTo]),
                    approval.Content.EveryoneMustComplete ? CardParts.Quiet(texts.EveryoneMustDecide) : null,
                    .. Details(approval.Content, reader, texts, limits),
                    .. Decide(approval.Content, rendering, texts, typedReason, parts.OpenInTallyfy()),
                ],
                DecisionActions.Refresh(rendering, reader));
        });
    }

    /// <summary>Where everyone must decide, Tallyfy counts who did; the card only leads there.</summary>
    private static IEnumerable<JsonObject?> Decide(
        ApprovalContent content, RenderingId rendering, CardTexts texts, string? typedReason, JsonObject? open) =>
        content.EveryoneMustComplete
            ? [CardParts.Actions(open)]
            :
            [
                CardParts.Separated(DecisionActions.ReasonField(texts, typedReason)),
                CardParts.Actions(
                    DecisionActions.Approve(texts, rendering), DecisionActions.Reject(texts, rendering), open),
            ];

    /// <summary>A shared conversation is searched and read by people the approval is not meant for.</summary>
    private static IEnumerable<JsonObject?> Details(
        ApprovalContent content, CardReader reader, CardTexts texts, CardLimits limits)
    {
        if (reader.Address is null)
            return [CardParts.Quiet(texts.DetailsElsewhere)];

        var description = DescriptionMarkdown.From(content.DescriptionHtml, limits.Description, texts);
        var hidden = content.Fields.Count - limits.Fields;

        return
        [
            description.Markdown is null ? null : CardParts.Separated(CardParts.Text(description.Markdown)),
            description.IsCut ? CardParts.Quiet(texts.DescriptionContinues) : null,
            Answers(content, reader, texts, limits),
            hidden > 0 ? CardParts.Quiet(texts.MoreInTallyfy(hidden)) : null,
        ];
    }

    private static JsonObject? Answers(
        ApprovalContent content, CardReader reader, CardTexts texts, CardLimits limits)
    {
        var shown = content.Fields.Take(limits.Fields).Select(field => Answer(field, reader, texts, limits));
        return CardParts.Facts(shown) is { } facts ? CardParts.Separated(facts) : null;
    }

    private static (string Label, string Answer) Answer(
        ApprovalField field, CardReader reader, CardTexts texts, CardLimits limits) => (
        ForeignText.Markdown(field.Label, limits.Line) ?? texts.NoLabel,
        field.Date is { } date
            ? CardDate.Answer(date, reader)
            : ForeignText.Markdown(field.Answer, limits.Answer) ?? texts.NoAnswer);

    private static JsonObject Banner(ApprovalNotice notice, CardTexts texts, CardLimits limits)
    {
        var (headline, meaning) = notice switch
        {
            ApprovalNotice.ReasonMissing => (texts.ReasonMissing, texts.NothingRecorded),
            ApprovalNotice.ReasonTooLong => (texts.ReasonTooLong(CardAction.MaxReasonLength), texts.ReasonTooLongMeans),
            ApprovalNotice.ChangedSinceShown(var parts) => (Changed(parts, texts), texts.ChangedMeans),
            ApprovalNotice.TallyfyRefused(var words) => (
                texts.TallyfyRefused,
                ForeignText.Markdown(words, limits.Answer + limits.Line) ?? texts.NothingRecorded),
            ApprovalNotice.TallyfySilent => (texts.TallyfySilent, texts.TryAgain),
            ApprovalNotice.CouldNotConfirm => (texts.CouldNotConfirm, texts.CouldNotConfirmMeans),
            _ => throw new UnreachableException(),
        };

        var style = notice is ApprovalNotice.ChangedSinceShown ? "warning" : "attention";
        return CardParts.Banner(style, headline, meaning);
    }

    private static string Changed(IReadOnlyList<ChangedPart> parts, CardTexts texts) => parts.Count == 0
        ? texts.ChangedSomehow
        : texts.ChangedSinceShown(string.Join(", ", parts.Distinct().Select(part => part switch
        {
            ChangedPart.Title => texts.ChangedTitle,
            ChangedPart.Description => texts.ChangedDescription,
            ChangedPart.FormFields => texts.ChangedFormFields,
            ChangedPart.AssignedPeople => texts.ChangedAssignedPeople,
            ChangedPart.Deadline => texts.ChangedDeadline,
            _ => throw new UnreachableException(),
        })));
}
