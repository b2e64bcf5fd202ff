using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// All that waits for one person, most urgent first: each with its link, or with the button that brings its card.
/// </summary>
internal static class PendingListCard
{
    /// <param name="approvals">What waits, as far as it is known here, the most urgent first.</param>
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

    /// <summary>What waits and has no card yet.</summary>
    /// <param name="rows">The most urgent of it, in that order.</param>
    /// <param name="all">How many there are.</param>
    /// <param name="viewer">Who reads it.</param>
    /// <param name="now">Against this deadlines are measured.</param>
    public static CardMessage ForBringing(
        IReadOnlyList<ListedApproval> rows, int all, CardViewer viewer, DateTimeOffset now)
    {
        var texts = new CardTexts(viewer.Culture);

        if (rows.Count == 0)
            return CardFrame.Message(texts.ListDone, [CardParts.Text(texts.ListDone)]);

        var heading = texts.ListHeading(all);
        var isOfMany = rows.Select(row => row.Approval.Id.Organization).Distinct().Skip(1).Any();

        return CardFrame.Fit(viewer, limits => CardFrame.Message(
            heading,
            [
                CardParts.Title(heading),
                CardParts.Quiet(texts.ListMeans(texts.ShowItsCard)),
                .. rows.Take(limits.Rows).Select(row => Row(row, isOfMany, viewer, texts, limits, now)),
                all > limits.Rows ? CardParts.Quiet(texts.ListMore(all - limits.Rows)) : null,
            ]));
    }

    private static JsonObject Row(
        ListedApproval row, bool isOfMany, CardViewer viewer, CardTexts texts, CardLimits limits, DateTimeOffset now)
    {
        var parts = new ApprovalParts(row.Approval, viewer, texts, limits);
        var title = CardParts.Text(ForeignText.Markdown(row.Approval.Content.Title, limits.Line) ?? parts.NoTitle);
        string?[] facts = [parts.DueLine(now), parts.RequestedBy.Value, isOfMany ? parts.Organization : null];
        var about = CardParts.Quiet(string.Join(" · ", facts.OfType<string>()));
        title["weight"] = "Bolder";
        about["spacing"] = "None";

        return CardParts.Separated(new JsonObject
        {
            ["type"] = "ColumnSet",
            ["columns"] = new JsonArray(
                Column("stretch", title, about),
                Column("auto", CardParts.Actions(DecisionActions.Bring(texts, row.Rendering))!)),
        });
    }

    private static JsonObject Column(string width, params JsonObject[] items) => new()
    {
        ["type"] = "Column",
        ["width"] = width,
        ["items"] = new JsonArray([.. items]),
    };

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

        var heading = texts.PendingHeading(approvals.Count);

        return CardFrame.Fit(viewer, limits =>
        {
            var hidden = approvals.Count - limits.Entries;

            return CardFrame.Message(
                heading,
                [
                    isOfDeciding ? CardParts.Banner("warning", texts.TapDecides, texts.NothingRecorded) : null,
                    CardParts.Title(heading),
                    .. approvals.Take(limits.Entries).Select(approval => Entry(approval, viewer, texts, limits, now)),
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
            ["items"] = new JsonArray(Link(approval, parts, limits), origin, times),
        });
    }

    /// <summary>A text run reads no Markdown, so a title with brackets stays a working link on phones too.</summary>
    private static JsonObject Link(Approval approval, ApprovalParts parts, CardLimits limits)
    {
        var title = ForeignText.Plain(approval.Content.Title, limits.Answer + limits.Line) ?? parts.NoTitle;
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = title, ["weight"] = "Bolder" };

        if (CardParts.OpenUrl(title, approval.Link) is { } open)
            run["selectAction"] = open;

        return new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };
    }
}

/// <summary>A row of a list.</summary>
/// <param name="Approval">What waits.</param>
/// <param name="Rendering">What brings its card.</param>
internal sealed record ListedApproval(Approval Approval, RenderingId Rendering);
