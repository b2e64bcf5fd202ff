using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What every card about an approval shows, so that no look-alike passes: organization, process, title, requester,
/// link.
/// </summary>
internal sealed class ApprovalParts(Approval approval, CardViewer viewer, CardTexts texts, CardLimits limits)
{
    /// <summary>All that Tallyfy takes of a title; a longer one is shown once more, whole.</summary>
    private const int LongestTitle = 600;

    private KeyAnswers? keys;

    private ApprovalContent Content => approval.Content;

    /// <summary>What stands large on the card.</summary>
    public KeyAnswers Keys => keys ??= KeyAnswers.Of(Content, approval.KeyLabels);

    /// <summary>Whoever reads it made the decision.</summary>
    public bool IsOwnDecision => approval.IsOwnDecision;

    /// <summary>Null when Tallyfy does not say.</summary>
    public string? Requester => ForeignText.Markdown(Content.Requester, limits.Line);

    public string Asks => Requester is { } requester ? texts.Asks(requester) : texts.AsksUnnamed;

    /// <summary>The same once it is decided.</summary>
    public string AskedBy => Requester is { } requester ? texts.AskedBy(requester) : texts.AskedByUnnamed;

    /// <summary>How it came to its reader that was somebody's before; null for what is new.</summary>
    public ArrivalWords? Arrival
    {
        get
        {
            if (approval.Arrival is not { } arrival)
                return null;

            var by = ForeignText.Markdown(arrival.By, limits.Line) ?? texts.SomebodyUnnamed;
            var words = ForeignText.Markdown(arrival.Reason, limits.Reason);

            return arrival.Kind switch
            {
                ArrivalKind.ApprovalTakenBack => new(texts.AskedAgain, texts.AskedAgainApproval(by), words),
                ArrivalKind.RejectionTakenBack => new(texts.AskedAgain, texts.AskedAgainRejection(by), words),
                ArrivalKind.Reopened => new(texts.AskedAgain, texts.AskedAgainReopened, null),
                _ => new(texts.PassedOn, texts.PassedOnMeans, null),
            };
        }
    }

    /// <summary>Whether there is more of the title than the card's heading has.</summary>
    public static bool IsTitleCut(string title) =>
        ForeignText.Visible(title).Trim() is var visible && ForeignText.Cut(visible, LongestTitle) != visible;

    /// <summary>Null without a deadline.</summary>
    public DueWords? DueWords(DateTimeOffset now) =>
        Content.Deadline is { } deadline ? Cards.DueWords.Of(deadline, now, viewer, texts) : null;

    public string Origin => $"{Organization} · {Process}";

    /// <summary>The same, and the process leads to the task in Tallyfy.</summary>
    public string LinkedOrigin
    {
        get
        {
            if (!CardParts.IsWebAddress(approval.Link))
                return Origin;

            var name = ForeignText.Cut(ForeignText.Visible(Content.Process ?? "").Trim(), limits.Line);
            return $"{Organization} · {CardParts.Link(name.Length == 0 ? texts.NoProcess : name, approval.Link)}";
        }
    }

    public string Organization =>
        ForeignText.Markdown(approval.OrganizationName, limits.Line) ?? texts.UnnamedOrganization;

    public string Title => ForeignText.Markdown(Content.Title, limits.Title) ?? NoTitle;

    public string NoTitle => Content.Unread.HasFlag(UnreadContent.Title) ? texts.TitleUnread : texts.Untitled;

    /// <summary>That something is missing from what it shows of the approval.</summary>
    public JsonObject? Missing
    {
        get
        {
            if ((Content.Unread & ~UnreadContent.Deadline) is UnreadContent.None)
                return null; // a deadline says so where it stands

            var part = CardParts.Text(texts.PartsUnread);
            part["color"] = "Warning";
            return part;
        }
    }

    public string Summary(string sentence) =>
        $"{sentence}: {ForeignText.Plain(Content.Title, limits.Line) ?? NoTitle}";

    public (string Title, string Value) RequestedBy =>
        (texts.RequestedBy, ForeignText.Markdown(Content.Requester, limits.Line) ?? texts.RequesterUnknown);

    public (string Title, string Value) AssignedTo => (texts.AssignedTo, People(Content.Owners, texts, limits));

    public (string Title, string Value) When(DateTimeOffset at) => (texts.When, CardDate.Moment(at, viewer));

    public IEnumerable<(string Title, string Value)> Receipt(ReceiptCode? code) =>
        code is { } known ? [(texts.Receipt, $"{known}")] : [];

    public (string Title, string Value) Due(DateTimeOffset now) => (texts.Due, DueLine(now));

    /// <summary>The same in a line of its own.</summary>
    public string DueLine(DateTimeOffset now) => DueWords(now)?.Line(texts) ?? NoDeadline;

    private string NoDeadline =>
        Content.Unread.HasFlag(UnreadContent.Deadline) ? texts.DeadlineUnread : texts.NoDeadline;

    /// <summary>That everyone must decide, and how many have.</summary>
    public string Everyone =>
        approval.OnlyInTallyfy is WhyNotInChat.Everyone ? $"{Progress} {texts.DecideInTallyfy}" : Progress;

    /// <summary>For a person who has: how many of all have.</summary>
    public string OthersProgress => Content.Progress is { } progress
        ? texts.VotesSoFar(progress.Completed, progress.Total)
        : texts.OthersStillDecide;

    private string Progress => Content.Progress is { } progress
        ? texts.EveryoneMustDecideProgress(progress.Completed, progress.Total)
        : texts.EveryoneMustDecide;

    public IReadOnlyList<JsonObject> Heading() => [CardParts.Quiet(LinkedOrigin), CardParts.Strong(Title)];

    /// <summary>The key answers in one quiet line: what was decided about.</summary>
    /// <param name="keys">Which of them.</param>
    public JsonObject? KeyLine(IReadOnlyList<ApprovalField> keys) => viewer.Address is null || keys.Count == 0
        ? null
        : CardParts.Quiet(string.Join(" · ", keys.Select(key => texts.LabelAndAnswer(
            ForeignText.Markdown(key.Label, limits.Line) ?? texts.NoLabel,
            ForeignText.Markdown(AnswerText.Of(key, viewer, texts), limits.Line) ?? texts.NoAnswer))));

    public JsonObject? OpenInTallyfy(string? title = null) =>
        CardParts.OpenUrl(title ?? texts.OpenInTallyfy, approval.Link);

    private string Process => ForeignText.Markdown(Content.Process, limits.Line) ?? texts.NoProcess;

    /// <summary>The first of them, and how many more.</summary>
    public static string People(IReadOnlyList<string> people, CardTexts texts, CardLimits limits)
    {
        string[] shown =
        [
            .. people.Take(limits.Names).Select(name => ForeignText.Markdown(name, limits.Line)).OfType<string>(),
        ];
        var names = string.Join(", ", shown);

        return (shown.Length, people.Count - limits.Names) switch
        {
            (0, _) => texts.Nobody,
            (_, > 0 and var more) => texts.AndMore(names, more),
            _ => names,
        };
    }
}
