using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What stands behind an approval, in words: why it is with this person, who else may decide, what was decided before,
/// what waits for it, and its files.
/// </summary>
internal sealed class BackgroundParts(
    ApprovalBackground background, CardViewer viewer, CardTexts texts, CardLimits limits)
{
    private const double Kilobyte = 1_000;
    private const double Megabyte = 1_000_000;

    /// <summary>Nothing in a shared conversation: it is for one person.</summary>
    public IEnumerable<JsonObject> Lines()
    {
        if (viewer.Address is null)
            return [];

        JsonObject[] lines = [.. People(), .. Earlier(), .. Waiting(), .. Unread(), .. Files()];
        return lines.Length == 0 ? [CardParts.Text(texts.BackgroundEmpty)] : lines;
    }

    private IEnumerable<JsonObject> People() => new[]
    {
        Why() is { } why ? CardParts.Text(why) : null,
        background.Others.Count == 0
            ? null
            : Small(texts.BackgroundOthers(Listed([.. background.Others.Select(Other)]))),
        background.VotesHere.Count == 0
            ? null
            : Small(texts.BackgroundVotes(Listed([.. background.VotesHere.Select(Vote)]))),
    }.OfType<JsonObject>();

    private string? Why() => background.WhyYou switch
    {
        WhyYou.ByName => texts.BackgroundNamed,
        WhyYou.ByGroups { Names.Count: 0 } => texts.BackgroundInGroup,
        WhyYou.ByGroups(var names) => texts.BackgroundInGroups(
            Listed([.. names.Select(name => texts.BackgroundGroup(Name(name)))])),
        WhyYou.AsAdministrator => texts.BackgroundAdministrator,
        _ => null,
    };

    private string Other(OtherDecider other) =>
        other.IsGroup ? texts.BackgroundGroup(Name(other.Name)) : Name(other.Name);

    private string Vote(VoteHere vote) => vote.Verdict is Verdict.Approved
        ? texts.BackgroundVoteApproved(Name(vote.Name))
        : texts.BackgroundVoteRejected(Name(vote.Name));

    // The last ones: what was decided just before bears most on this.
    private IEnumerable<JsonObject> Earlier() =>
    [
        .. background.Earlier.TakeLast(limits.Entries).SelectMany(Told),
        .. Counted(background.Earlier.Count, texts.BackgroundMore),
    ];

    private IEnumerable<JsonObject> Told(EarlierDecision earlier) => Reason(earlier.Reason) is { } words
        ? [Small(Said(earlier)), Quoted(texts.BackgroundReason(words))]
        : [Small(Said(earlier))];

    private IEnumerable<JsonObject> Counted(int all, Func<int, string> more) =>
        all > limits.Entries ? [CardParts.Quiet(more(all - limits.Entries))] : [];

    private string Said(EarlierDecision earlier)
    {
        var (title, who) = (Title(earlier.Title), Name(earlier.By));
        var said = earlier.Verdict switch
        {
            Verdict.Approved => texts.BackgroundApproved(title, who),
            Verdict.Rejected => texts.BackgroundRejected(title, who),
            _ => texts.BackgroundCompleted(title, who),
        };

        return earlier.At is { } at ? texts.BackgroundWhen(said, CardDate.Moment(at, viewer)) : said;
    }

    private string? Reason(DecisionReason? reason) => reason switch
    {
        null => null,
        { IsHtml: true } => DescriptionMarkdown.From(reason.Words, limits.Answer, texts).Markdown,
        _ => ForeignText.Markdown(reason.Words, limits.Answer),
    };

    private IEnumerable<JsonObject> Waiting() => background.Waiting.Count switch
    {
        0 => [],
        1 => [Small(texts.BackgroundWaits(Whose(background.Waiting[0])))],
        var count => [Small(texts.BackgroundWaitMany(count, Listed([.. background.Waiting.Select(Whose)])))],
    };

    private string Whose(WaitingTask task) =>
        texts.BackgroundWhose(Title(task.Title), ApprovalParts.People(task.Owners, texts, limits));

    // Mostly both are as the other is, and it is said once.
    private IEnumerable<JsonObject> Unread() =>
        new[] { background.EarlierState, background.WaitingState }
            .Distinct()
            .Select(state => state switch
            {
                BackgroundState.SomeUnread => texts.BackgroundSomeUnread,
                BackgroundState.NotReadable => texts.BackgroundNotReadable,
                BackgroundState.NotReadNow => texts.BackgroundNotReadNow,
                _ => null,
            })
            .OfType<string>()
            .Select(CardParts.Quiet);

    private IEnumerable<JsonObject> Files() => background.Attachments.Count == 0
        ? []
        : [
            Small(texts.BackgroundFiles),
            .. background.Attachments.Take(limits.Entries).Select(file => Small(File(file))),
            .. Counted(background.Attachments.Count, texts.MoreInTallyfy),
        ];

    private string File(ApprovalAttachment file)
    {
        var link = WebLink.From(file.Link?.OriginalString);
        string[] about = [.. new[] { Size(file.Bytes), link is null ? null : new Uri(link).IdnHost }.OfType<string>()];
        var name = ForeignText.Plain(file.Name, limits.Line) ?? texts.BackgroundFileUnnamed;

        // Its name is its author's choice, so that a link says whose address is behind it.
        var label = (about.Length == 0 ? name : texts.BackgroundFile(name, string.Join(", ", about)))
            .Replace('[', '(')
            .Replace(']', ')');
        var words = new StringBuilder();
        MarkdownEscape.Append(words, label, ' ', ']', isInsideLink: link is not null);

        return link is null ? $"• {words}" : $"• [{words}]({link})";
    }

    private string? Size(long? bytes) => bytes switch
    {
        null => null,
        < (long)Kilobyte and var few => texts.BackgroundBytes(few),
        < (long)Megabyte and var some => texts.BackgroundKilobytes(some / Kilobyte),
        { } many => texts.BackgroundMegabytes(many / Megabyte),
    };

    private string Listed(IReadOnlyList<string> entries)
    {
        var shown = string.Join(", ", entries.Take(limits.Entries));

        return entries.Count > limits.Entries ? texts.AndMore(shown, entries.Count - limits.Entries) : shown;
    }

    private string Title(string? title) => ForeignText.Markdown(title, limits.Line) ?? texts.Untitled;

    private string Name(string? name) => ForeignText.Markdown(name, limits.Line) ?? texts.SomebodyUnnamed;

    private static JsonObject Small(string sentence)
    {
        var line = CardParts.Text(sentence);
        line["spacing"] = "Small";
        return line;
    }

    private static JsonObject Quoted(string words)
    {
        var quote = CardParts.Quiet(words);
        quote["spacing"] = "None";
        return quote;
    }
}
