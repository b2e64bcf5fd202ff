using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>The card that asks: all a person needs to decide, the reason field and the two buttons.</summary>
internal static class ApprovalCard
{
    public static CardMessage Render(
        Approval approval,
        RenderingId rendering,
        CardViewer viewer,
        DateTimeOffset now,
        ApprovalNotice? notice = null,
        string? typedReason = null)
    {
        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(approval, viewer, texts, limits);

            return CardFrame.Message(
                parts.Summary(texts.ApprovalWaits),
                [
                    notice is null ? null : NoticeBanner.Render(notice, viewer, texts, limits),
                    .. new ChangedParts(viewer, texts, limits).Render(notice),
                    NoticeBanner.SignIn(notice, texts),
                    .. parts.Heading(),
                    CardParts.Facts([parts.RequestedBy, parts.Due(now), parts.AssignedTo]),
                    approval.Content.EveryoneMustComplete ? CardParts.Quiet(parts.Everyone) : null,
                    OwnRequest(approval, texts),
                    parts.Missing,
                    .. Details(approval.Content, viewer, texts, limits),
                    .. Decide(approval, rendering, texts, typedReason, parts.OpenInTallyfy()),
                ],
                DecisionActions.Refresh(rendering, viewer));
        });
    }

    private static JsonObject? OwnRequest(Approval approval, CardTexts texts) => approval switch
    {
        { OnlyInTallyfy: WhyNotInChat.OwnRequest } => CardParts.Quiet(texts.OwnRequestInTallyfy),
        { OnlyInTallyfy: WhyNotInChat.RequesterUnknown } => CardParts.Quiet(texts.RequesterUnknownInTallyfy),
        { OnlyInTallyfy: WhyNotInChat.TemplateUnknown } => CardParts.Quiet(texts.TemplateUnknownInTallyfy),
        { OnlyInTallyfy: WhyNotInChat.Template } => CardParts.Quiet(texts.TemplateInTallyfy),
        { IsOwnRequest: true } => CardParts.Quiet(texts.OwnRequest),
        _ => null,
    };

    private static IEnumerable<JsonObject?> Decide(
        Approval approval, RenderingId rendering, CardTexts texts, string? typedReason, JsonObject? open) =>
        approval.OnlyInTallyfy is not null
            ? [CardParts.Actions(open)]
            :
            [
                CardParts.Separated(DecisionActions.ReasonField(texts, typedReason)),
                approval.MustConfirm ? DecisionActions.ConfirmField(texts) : null,
                CardParts.Actions(
                    DecisionActions.Approve(texts, rendering), DecisionActions.Reject(texts, rendering), open),
            ];

    /// <summary>A shared conversation is searched and read by people the approval is not meant for.</summary>
    private static IEnumerable<JsonObject?> Details(
        ApprovalContent content, CardViewer viewer, CardTexts texts, CardLimits limits)
    {
        if (viewer.Address is null)
            return [CardParts.Quiet(texts.DetailsElsewhere)];

        var description = DescriptionMarkdown.From(content.DescriptionHtml, limits.Description, texts);
        var hidden = content.Fields.Count - limits.Fields;

        return
        [
            description.Markdown is null ? null : CardParts.Separated(CardParts.Text(description.Markdown)),
            description.IsCut ? CardParts.Quiet(texts.DescriptionContinues) : null,
            Answers(content, viewer, texts, limits),
            hidden > 0 ? CardParts.Quiet(texts.MoreInTallyfy(hidden)) : null,
        ];
    }

    private static JsonObject? Answers(
        ApprovalContent content, CardViewer viewer, CardTexts texts, CardLimits limits)
    {
        var shown = content.Fields.Take(limits.Fields).Select(field => Answer(field, viewer, texts, limits));
        return CardParts.Facts(shown) is { } facts ? CardParts.Separated(facts) : null;
    }

    private static (string Label, string Answer) Answer(
        ApprovalField field, CardViewer viewer, CardTexts texts, CardLimits limits) => (
        ForeignText.Markdown(field.Label, limits.Line) ?? texts.NoLabel,
        field.Date is { } date
            ? CardDate.Answer(date, viewer)
            : ApprovalParts.Answer(field, texts, limits)
                ?? (field.IsMissing ? texts.NeededAnswer : texts.NoAnswer));
}
