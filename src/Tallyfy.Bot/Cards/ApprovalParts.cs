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
    private ApprovalContent Content => approval.Content;

    public string Origin => $"{Organization} · {Process}";

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

    /// <summary>
    /// None in a shared conversation: there a card shows states, not what people wrote to each other.
    /// </summary>
    public IEnumerable<(string Title, string Value)> Reason(string? reason) =>
        viewer.Address is not null && ForeignText.Markdown(reason, limits.Reason) is { } words
            ? [(texts.Reason, words)]
            : [];

    public (string Title, string Value) Due(DateTimeOffset now) => (texts.Due, Content.Deadline switch
    {
        null => NoDeadline,
        { } deadline when deadline < now => texts.OverdueSince(CardDate.Moment(deadline, viewer)),
        { } deadline => CardDate.Moment(deadline, viewer),
    });

    /// <summary>The same in a sentence of its own.</summary>
    public string DueLine(DateTimeOffset now) => Content.Deadline is { } deadline && deadline >= now
        ? texts.DueAt(CardDate.Moment(deadline, viewer))
        : Due(now).Value;

    /// <summary>That in figures.</summary>
    public string DueShort(DateTimeOffset now) => Content.Deadline switch
    {
        null => NoDeadline,
        { } deadline when deadline < now => texts.OverdueSince(CardDate.Short(deadline, viewer)),
        { } deadline => texts.DueAt(CardDate.Short(deadline, viewer)),
    };

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

    public IReadOnlyList<JsonObject> Heading() => [CardParts.Quiet(Origin), CardParts.Title(Title)];

    public JsonObject? OpenInTallyfy(string? title = null) =>
        CardParts.OpenUrl(title ?? texts.OpenInTallyfy, approval.Link);

    private string Process => ForeignText.Markdown(Content.Process, limits.Line) ?? texts.NoProcess;

    /// <summary>An answer as far as it has words, and whether there is more of it; null when there is none.</summary>
    public static string? Answer(ApprovalField field, CardTexts texts, CardLimits limits) =>
        (ForeignText.Markdown(field.Answer, limits.Answer), field.IsPartlyUnsaid) switch
        {
            (null, true) => texts.AnswerInTallyfy,
            ({ } words, true) => $"{words} {texts.AnswerInTallyfy}",
            var (words, _) => words,
        };

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
