using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>What Tallyfy's rules did after a decision, in words: "2 tasks opened for Adele Vance".</summary>
internal sealed class RuleChangeParts(
    IReadOnlyList<RuleChange> changes, CardViewer viewer, CardTexts texts, CardLimits limits)
{
    /// <summary>Nothing in a shared conversation: titles are for those who see the process.</summary>
    public IEnumerable<JsonObject?> Lines()
    {
        if (changes.Count == 0 || viewer.Address is null)
            return [];

        var lines = changes
            .GroupBy(change => (change.Effect, Who: Who(change), Alone: IsSaidAlone(change) ? change.Title : null))
            .Select(group => Sentence([.. group], group.Key.Who))
            .ToList();
        var hidden = lines.Count - limits.Entries;

        return
        [
            CardParts.Separated(CardParts.Quiet(texts.RulesDid)),
            .. lines.Take(limits.Entries).Select(Line),
            hidden > 0 ? CardParts.Quiet(texts.MoreInTallyfy(hidden)) : null,
        ];
    }

    // Not a Markdown list: alone in its block it stands out of the block's bounds.
    private static JsonObject Line(string sentence)
    {
        var line = CardParts.Text($"• {sentence}");
        line["spacing"] = "Small";
        return line;
    }

    private static bool IsSaidAlone(RuleChange change) =>
        change.Effect is not (RuleEffect.Opened or RuleEffect.Reopened);

    private string Sentence(IReadOnlyList<RuleChange> group, string who) => (group[0].Effect, group.Count) switch
    {
        (RuleEffect.Opened, 1) => texts.RuleOpened(Title(group[0]), who),
        (RuleEffect.Opened, var count) => texts.RuleOpenedMany(count, who),
        (RuleEffect.Reopened, 1) => texts.RuleReopened(Title(group[0]), who),
        (RuleEffect.Reopened, var count) => texts.RuleReopenedMany(count, who),
        (RuleEffect.Hidden, _) => texts.RuleHidden(Title(group[0])),
        (RuleEffect.Reassigned, _) => texts.RuleReassigned(Title(group[0]), who),
        (RuleEffect.DeadlineMoved, _) when group[0].Deadline is { } deadline =>
            texts.RuleDeadline(Title(group[0]), CardDate.Moment(deadline, viewer)),
        _ => texts.RuleChanged(Title(group[0])),
    };

    private string Title(RuleChange change) => ForeignText.Markdown(change.Title, limits.Line) ?? texts.Untitled;

    private string Who(RuleChange change)
    {
        var names = change.For
            .Take(limits.Names)
            .Select(name => ForeignText.Markdown(name, limits.Line))
            .OfType<string>()
            .ToList();

        return names.Count == 0 ? texts.Nobody : string.Join(", ", names);
    }
}
