using System.Diagnostics;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>What a card turns into when there is nothing left to decide on it, and why.</summary>
internal static class SealedCard
{
    public static CardMessage Render(Approval approval, ApprovalEnd how, CardViewer viewer) => how switch
    {
        ApprovalEnd.Undone undone => Undone(approval, undone, viewer),
        ApprovalEnd.DecidedHere decision => OutcomeCard.Render(approval, decision, viewer),
        ApprovalEnd.DecidedByEveryone end => ByEveryone(approval, end, viewer),
        ApprovalEnd.DecidedElsewhere elsewhere => Elsewhere(approval, elsewhere, viewer),
        ApprovalEnd.Gone(var isArchived) => Closed(
            approval,
            viewer,
            texts => isArchived ? (texts.Archived, texts.ArchivedMeans) : (texts.Gone, texts.GoneMeans)),
        ApprovalEnd.OnHold(var why) => OnHold(approval, why, viewer),
        _ => throw new UnreachableException(),
    };

    /// <summary>Shown to a person it is not assigned to any more.</summary>
    public static CardMessage NotYours(Approval approval, CardViewer viewer, RefusalKind? notSent = null) => Closed(
        approval,
        viewer,
        texts => notSent switch
        {
            RefusalKind.LinkEnded => (texts.NotSent, texts.NotSentLinkEnded),
            RefusalKind.NotServed => (texts.NotSent, texts.NotSentNotServed),
            _ => (texts.NotYours, texts.NotYoursMeans),
        },
        parts => approval.Content.Owners.Count > 0 ? $"{parts.AssignedTo.Title}: {parts.AssignedTo.Value}" : null);

    /// <summary>Shown to a person whose link with Tallyfy has ended: whose it is now is not theirs to know.</summary>
    public static CardMessage NotLinked(Approval approval, CardViewer viewer, RefusalKind? notSent = null) =>
        notSent is RefusalKind.LinkEnded or RefusalKind.NotServed
            ? NotYours(approval, viewer, notSent)
            : Closed(approval, viewer, texts => (texts.UnlinkedHeading, texts.UnlinkedCardMeans));

    private static CardMessage Elsewhere(
        Approval approval,
        ApprovalEnd.DecidedElsewhere end,
        CardViewer viewer) => Build(
        approval,
        viewer,
        (texts, limits) => CardParts.Banner(
            StyleOf(end.Verdict),
            Headline(end, texts, limits),
            end.By is null ? texts.DecidedByNobodyMeans : texts.DecidedElsewhereMeans),
        texts => Headline(end with { By = null }, texts, CardLimits.Levels[0]),
        at: end.At);

    private static CardMessage ByEveryone(
        Approval approval,
        ApprovalEnd.DecidedByEveryone end,
        CardViewer viewer) => Build(
        approval,
        viewer,
        (texts, limits) => CardParts.Banner(
            StyleOf(end.Verdict),
            EveryoneHeadline(end, texts),
            ForeignText.Markdown(end.By, limits.Line) is { } by ? texts.EveryoneClosedBy(by) : texts.EveryoneDecided),
        texts => EveryoneHeadline(end, texts),
        at: end.At);

    private static string EveryoneHeadline(ApprovalEnd.DecidedByEveryone end, CardTexts texts) => end.Verdict switch
    {
        Verdict.Approved => texts.ApprovedTogether,
        Verdict.Rejected => texts.RejectedTogether,
        _ => texts.EveryoneDecided,
    };

    private static string StyleOf(Verdict? verdict) => verdict switch
    {
        Verdict.Approved => "good",
        Verdict.Rejected => "attention",
        _ => Neutral,
    };

    private static CardMessage Undone(Approval approval, ApprovalEnd.Undone end, CardViewer viewer) => Build(
        approval,
        viewer,
        (texts, limits) => CardParts.Banner(Neutral, UndoneHeadline(end, texts, limits), texts.TakenBackMeans),
        texts => UndoneHeadline(end, texts, CardLimits.Levels[0]),
        at: end.At,
        reason: end.Reason);

    private static string UndoneHeadline(ApprovalEnd.Undone end, CardTexts texts, CardLimits limits)
    {
        var by = ForeignText.Markdown(end.By, limits.Line) ?? texts.SomebodyUnnamed;
        return end.Verdict is Verdict.Approved ? texts.ApprovalTakenBackBy(by) : texts.RejectionTakenBackBy(by);
    }

    private static CardMessage OnHold(Approval approval, BlockReason why, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(approval, viewer, texts, limits);
            var reason = new BlockReasonParts(why, viewer, texts, limits);

            return CardFrame.Message(
                parts.Summary(texts.OnHold),
                [
                    CardParts.Banner(Neutral, reason.Headline, reason.Meaning),
                    CardParts.Strong(parts.Title),
                    .. new EndParts(parts, viewer, texts, limits).Below(null, null),
                    CardParts.Facts(reason.Facts),
                    reason.Issue,
                    CardParts.Actions(parts.OpenInTallyfy(reason.OpenTitle)),
                ]);
        });
    }

    private static string Headline(ApprovalEnd.DecidedElsewhere end, CardTexts texts, CardLimits limits) =>
        (end.Verdict, ForeignText.Markdown(end.By, limits.Line)) switch
        {
            (Verdict.Approved, null) => texts.ApprovedElsewhere,
            (Verdict.Approved, { } name) => texts.ApprovedElsewhereBy(name),
            (Verdict.Rejected, null) => texts.RejectedElsewhere,
            (Verdict.Rejected, { } name) => texts.RejectedElsewhereBy(name),
            (_, null) => texts.CompletedElsewhere,
            (_, { } name) => texts.CompletedElsewhereBy(name),
        };

    private const string Neutral = "emphasis";

    private static CardMessage Closed(
        Approval approval,
        CardViewer viewer,
        Func<CardTexts, (string Headline, string Meaning)> say,
        Func<ApprovalParts, string?>? whose = null) => Build(
            approval,
            viewer,
            (texts, _) => CardParts.Banner(Neutral, say(texts).Headline, say(texts).Meaning),
            texts => say(texts).Headline,
            whose);

    private static CardMessage Build(
        Approval approval,
        CardViewer viewer,
        Func<CardTexts, CardLimits, JsonObject> banner,
        Func<CardTexts, string> summary,
        Func<ApprovalParts, string?>? whose = null,
        DateTimeOffset? at = null,
        string? reason = null)
    {
        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(approval, viewer, texts, limits);
            var end = new EndParts(parts, viewer, texts, limits);

            return CardFrame.Message(
                parts.Summary(summary(texts)),
                [
                    banner(texts, limits),
                    CardParts.Strong(parts.Title),
                    whose?.Invoke(parts) is { } line ? CardParts.Text(line) : null,
                    .. end.Below(at is { } then ? CardDate.Day(then, viewer) : null, null),
                    end.Reason(reason),
                    CardParts.Actions(parts.OpenInTallyfy()),
                ]);
        });
    }
}
