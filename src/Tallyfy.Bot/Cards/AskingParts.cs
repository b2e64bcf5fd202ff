using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>What stands above and below what is decided, and the two cards that ask beside it.</summary>
internal sealed class AskingParts(
    Approval approval,
    AskingState state,
    ApprovalParts parts,
    CardViewer viewer,
    CardTexts texts,
    CardLimits limits)
{
    /// <summary>Letters on the first of three buttons beside each other.</summary>
    private const int MostInRow = 14;

    private InputNames Names => new(state.Draft?.Revision);

    private ApprovalContent Content => approval.Content;

    private bool IsShared => viewer.Address is null;

    /// <summary>Who asks, how much, until when and what: the toast, the list of chats, the lock screen.</summary>
    public string Summary(DateTimeOffset now)
    {
        string?[] words =
        [
            parts.Arrival is { } arrival ? arrival.Short
                : state.Notice is ApprovalNotice.TapDecides ? texts.Again
                : state.Changes.Any(IsContent) ? texts.Changed
                : null,
            ForeignText.Plain(Content.Requester, limits.Line) ?? texts.ApprovalWaits,
            IsShared || parts.Keys.Figure is not { } figure ? null : ForeignText.Plain(figure.Answer, limits.Line),
            parts.DueWords(now)?.Line(texts),
            ForeignText.Plain(Content.Title, limits.Line) ?? parts.NoTitle,
        ];

        return string.Join(" · ", words.OfType<string>());
    }

    /// <summary>From the first line down to the key answers.</summary>
    public IEnumerable<JsonObject?> Top(DateTimeOffset now) =>
    [
        parts.Arrival is { } arrival ? CardParts.Accent(arrival.Sentence(IsShared)) : null,
        Header(now),
        CardParts.Title(parts.Title),
        .. IsShared ? [] : Keys(),
        IsShared ? CardParts.Quiet(texts.DetailsElsewhere) : null,
    ];

    /// <summary>Below what is decided: what is said of the reader, and of what is missing.</summary>
    public IEnumerable<JsonObject?> Beside() =>
    [
        Content.EveryoneMustComplete ? CardParts.Text(parts.Everyone) : null,
        OwnRequest(),
        parts.Missing,
    ];

    /// <summary>The notice, and the buttons directly below it.</summary>
    /// <param name="id">What the buttons send.</param>
    /// <param name="shown">What has been shown.</param>
    /// <param name="next">The page to be opened before it can be approved; null where there is none.</param>
    /// <param name="isShowable">False where something of it is nothing that a card can show.</param>
    public IEnumerable<JsonObject?> Bottom(
        RenderingId id, ShownPage shown, (int Number, int All)? next, bool isShowable)
    {
        if (approval.OnlyInTallyfy is not null)
            return [.. Notice(), CardParts.Actions(parts.OpenInTallyfy())];

        return
        [
            IsShared || TypedOf(CardAction.CommentField) is not { } comment
                ? null
                : CardParts.Quiet(texts.YourComment(ForeignText.Markdown(comment, limits.Reason) ?? "")),
            shown.IsWhole && approval.MustConfirm ? DecisionActions.ConfirmField(texts, Verdict.Approved, Names) : null,
            isShowable ? null : CardParts.Accent(texts.NotShowable),
            .. Notice(),
            isShowable && !IsShared ? null : CardParts.Actions(parts.OpenInTallyfy()),
            .. Rows(
                shown.IsWhole ? DecisionActions.Approve(texts, id, ShortChange())
                    : next is { } page ? DecisionActions.ReadOn(texts.ReadOn(page.Number, page.All), id)
                    : null,
                DecisionActions.AskToReject(texts, id),
                DecisionActions.Look(texts.More, CardAction.MoreVerb, id)),
        ];
    }

    /// <summary>Asks why; a slip of the finger rejects nothing.</summary>
    public IReadOnlyList<JsonObject?> RejectBody(RenderingId id, IEnumerable<JsonObject> changed) =>
    [
        .. parts.Heading(),
        .. IsShared ? [] : Keys(),
        .. changed,
        DecisionActions.ReasonField(
            parts.Requester is { } requester ? texts.WhyReject(requester) : texts.WhyRejectUnnamed,
            CardAction.ReasonField,
            TypedOf(CardAction.ReasonField),
            Names,
            texts.ReasonPlaceholder),
        approval.MustConfirm ? DecisionActions.ConfirmField(texts, Verdict.Rejected, Names) : null,
        .. Notice(),
        CardParts.Actions(
            DecisionActions.Reject(texts, id), DecisionActions.Look(texts.Back, CardAction.BackVerb, id)),
    ];

    /// <summary>What is worth knowing beside, and the comment for an approval.</summary>
    public IReadOnlyList<JsonObject?> MoreBody(RenderingId id, ShownPage shown, DateTimeOffset now)
    {
        var mayApprove = approval.OnlyInTallyfy is null && shown.IsWhole;

        return
        [
            .. parts.Heading(),
            .. IsShared ? [] : Keys(),
            CardParts.Facts([parts.RequestedBy, parts.Due(now), parts.AssignedTo]),
            .. state.Background is { } background
                ? new BackgroundParts(background, viewer, texts, limits).Lines()
                : [],
            mayApprove && !IsShared
                ? CardParts.Separated(DecisionActions.ReasonField(
                    texts.CommentLabel,
                    CardAction.CommentField,
                    TypedOf(CardAction.CommentField),
                    Names,
                    texts.CommentPlaceholder))
                : null,
            mayApprove && approval.MustConfirm ? DecisionActions.ConfirmField(texts, Verdict.Approved, Names) : null,
            .. Notice(),
            .. Rows(
                mayApprove ? DecisionActions.Approve(texts, id, ShortChange()) : null,
                approval.OnlyInTallyfy is null ? DecisionActions.AskToReject(texts, id) : null,
                DecisionActions.Look(texts.Back, CardAction.BackVerb, id)),
            CardParts.Actions(parts.OpenInTallyfy()),
        ];
    }

    // On a narrow phone a row of buttons is cut where it is too long.
    private static IEnumerable<JsonObject?> Rows(JsonObject? first, params JsonObject?[] others) =>
        first is { } primary && ((string?)primary["title"])!.Length > MostInRow
            ? [CardParts.Actions(primary), CardParts.Actions(others)]
            : [CardParts.Actions([first, .. others])];

    private string? TypedOf(string input) => state.Draft?.Typed.GetValueOrDefault(input);

    // A shared conversation gets the headline alone: there a card keeps the details to itself.
    private IEnumerable<JsonObject?> Notice()
    {
        if (state.Notice is { } notice)
            return
            [
                NoticeBanner.Render(notice, viewer, texts, limits, ChangedRows(notice)),
                NoticeBanner.SignIn(notice, texts),
            ];

        return state.Changes.Any(IsContent) && approval.OnlyInTallyfy is null
            ? [NoticeBanner.OfChange(ChangedParts.Headline(ContentChanges, texts), ChangedRows(null))]
            : [];
    }

    private IReadOnlyList<ContentChange> ContentChanges => [.. state.Changes.Where(IsContent)];

    private JsonObject? ChangedRows(ApprovalNotice? notice) =>
        IsShared || notice is not (null or ApprovalNotice.ChangedSinceShown)
            ? null
            : new ChangedParts(viewer, texts, limits).Rows(
                notice is ApprovalNotice.ChangedSinceShown(var changes) ? changes : ContentChanges);

    // Whoever may decide and when it is due is not what is decided.
    private static bool IsContent(ContentChange change) =>
        change is not (ContentChange.Deadline or ContentChange.AssignedPeople);

    /// <summary>The new value, where one changed and it is short: whoever taps has read it.</summary>
    private string? ShortChange()
    {
        if (IsShared)
            return null;

        var short_ = state.Changes.OfType<ContentChange.Field>()
            .Select(change => change.Is)
            .OfType<ApprovalField>()
            .Where(field => parts.Keys.Has(field))
            .OrderBy(field => ReferenceEquals(field, parts.Keys.Figure) ? 0 : 1)
            .Select(field => AnswerText.Of(field, viewer, texts))
            .FirstOrDefault(answer => answer is { Length: <= DecisionActions.MostOnButton });

        return short_ is null ? null : ForeignText.Plain(short_, limits.Line);
    }

    private JsonObject Header(DateTimeOffset now)
    {
        var asks = CardParts.Text(parts.Asks);
        var origin = CardParts.Quiet(parts.LinkedOrigin);
        origin["spacing"] = "None";

        if (parts.DueWords(now) is not { } due)
            return new JsonObject { ["type"] = "Container", ["items"] = new JsonArray(asks, origin, UnreadDeadline()) };

        return CardParts.Columns(("stretch", [asks, origin]), ("auto", [.. Due(due)]));
    }

    private JsonObject? UnreadDeadline() =>
        Content.Unread.HasFlag(UnreadContent.Deadline) ? CardParts.Quiet(texts.DeadlineUnread) : null;

    private IEnumerable<JsonObject> Due(DueWords due)
    {
        var first = CardParts.Strong(due.Relative ?? texts.Due);

        if (due.IsOverdue)
            first["color"] = "Attention";

        return state.Changes.OfType<ContentChange.Deadline>().FirstOrDefault() is { Was: { } was }
            ? [first, Near(due.Absolute), Near(texts.Was(CardDate.Day(was, viewer)))]
            : [first, Near(due.Absolute)];
    }

    private static JsonObject Near(string words)
    {
        var line = CardParts.Quiet(words);
        line["spacing"] = "None";
        return line;
    }

    private IEnumerable<JsonObject> Keys()
    {
        if (parts.Keys.Fields is not { Count: > 0 } fields)
            return [];

        var isNarrow = fields.Count == 4 || fields.Any(field => AnswerText.Of(field, viewer, texts)!.Length > 18);

        return fields
            .Select((field, index) => Key(field, isFirst: index == 0))
            .Chunk(isNarrow ? 2 : 3)
            .Select(row => CardParts.Columns([.. row.Select(items => ("stretch", items))]));
    }

    private JsonObject[] Key(ApprovalField field, bool isFirst)
    {
        var change = ReadableContent.ChangeOf(field, state.Changes);
        var label = ForeignText.Markdown(field.Label, limits.Line) ?? texts.NoLabel;
        var name = CardParts.Quiet(change is null ? label : texts.ChangedLabel(label));
        var value = CardParts.Text(
            ForeignText.Markdown(AnswerText.Of(field, viewer, texts), limits.Line) ?? texts.NoAnswer);
        value["spacing"] = "None";

        if (isFirst || change is not null)
        {
            value["size"] = "Medium";
            value["weight"] = "Bolder";
        }

        if (change is null)
            return [name, value];

        name["color"] = "Attention";
        var was = CardParts.Quiet(texts.Was(
            change.Was is { } earlier
                ? ForeignText.Markdown(AnswerText.Of(earlier, viewer, texts), limits.Line) ?? texts.NoAnswer
                : texts.NoSuchField));
        was["spacing"] = "None";
        return [name, value, was];
    }

    private JsonObject? OwnRequest() => approval switch
    {
        { OnlyInTallyfy: WhyNotInChat.OwnRequest } => CardParts.Accent(texts.OwnRequestInTallyfy),
        { OnlyInTallyfy: WhyNotInChat.RequesterUnknown } => CardParts.Accent(texts.RequesterUnknownInTallyfy),
        { OnlyInTallyfy: WhyNotInChat.TemplateUnknown } => CardParts.Accent(texts.TemplateUnknownInTallyfy),
        { OnlyInTallyfy: WhyNotInChat.Template } => CardParts.Accent(texts.TemplateInTallyfy),
        { IsOwnRequest: true } => CardParts.Accent(texts.OwnRequest),
        _ => null,
    };
}
