using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>All that waits for one person, most urgent first, each with its link.</summary>
internal static class PendingListCard
{
    /// <param name="approvals">What waits, as far as it is known here.</param>
    /// <param name="unread">Of which organizations something is not.</param>
    /// <param name="viewer">Who reads it.</param>
    /// <param name="now">Against this deadlines are measured.</param>
    public static CardMessage Render(
        IReadOnlyList<Approval> approvals,
        IReadOnlyList<(string Organization, Unread What)> unread,
        CardViewer viewer,
        DateTimeOffset now) => Render(approvals, unread, viewer, now, isOfDeciding: false);

    /// <summary>The same for whoever wrote that they approve or reject.</summary>
    public static CardMessage ForDeciding(
        IReadOnlyList<Approval> approvals,
        IReadOnlyList<(string Organization, Unread What)> unread,
        CardViewer viewer,
        DateTimeOffset now) => Render(approvals, unread, viewer, now, isOfDeciding: true);

    private static CardMessage Render(
        IReadOnlyList<Approval> approvals,
        IReadOnlyList<(string Organization, Unread What)> unread,
        CardViewer viewer,
        DateTimeOffset now,
        bool isOfDeciding)
    {
        var texts = new CardTexts(viewer.Culture);

        if (approvals.Count == 0)
            return unread.Count > 0
                ? CardFrame.Message(
                    texts.PendingUnknown,
                    [CardParts.Title(texts.PendingUnknown), .. UnreadParts.Render(unread, viewer, texts)])
                : CardFrame.Message(
                    texts.NothingPending,
                    [CardParts.Title(texts.NothingPending), CardParts.Text(texts.NothingPendingMeans)]);

        Approval[] urgent = [.. approvals.OrderBy(approval => approval.Content.Deadline ?? DateTimeOffset.MaxValue)];
        var heading = texts.PendingHeading(urgent.Length);

        return CardFrame.Fit(viewer, limits =>
        {
            var hidden = urgent.Length - limits.Entries;

            return CardFrame.Message(
                heading,
                [
                    isOfDeciding ? CardParts.Banner("warning", texts.TapDecides, texts.NothingRecorded) : null,
                    CardParts.Title(heading),
                    .. urgent.Take(limits.Entries).Select(approval => Entry(approval, viewer, texts, limits, now)),
                    hidden > 0 ? CardParts.Quiet(texts.MoreInTallyfy(hidden)) : null,
                    .. UnreadParts.Render(unread, viewer, texts),
                ]);
        });
    }

    private static JsonObject Entry(
        Approval approval, CardViewer viewer, CardTexts texts, CardLimits limits, DateTimeOffset now)
    {
        var parts = new ApprovalParts(approval, viewer, texts, limits);
        var (requestedBy, requester) = parts.RequestedBy;
        var origin = CardParts.Quiet(parts.Origin);
        var times = CardParts.Quiet($"{parts.DueLine(now)} · {requestedBy}: {requester}");
        origin["spacing"] = "None";
        times["spacing"] = "None";

        return CardParts.Separated(new JsonObject
        {
            ["type"] = "Container",
            ["items"] = new JsonArray(Link(approval, texts, limits), origin, times),
        });
    }

    /// <summary>A text run reads no Markdown, so a title with brackets stays a working link on phones too.</summary>
    private static JsonObject Link(Approval approval, CardTexts texts, CardLimits limits)
    {
        var title = ForeignText.Plain(approval.Content.Title, limits.Answer + limits.Line) ?? texts.Untitled;
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = title, ["weight"] = "Bolder" };

        if (CardParts.OpenUrl(title, approval.Link) is { } open)
            run["selectAction"] = open;

        return new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };
    }
}
