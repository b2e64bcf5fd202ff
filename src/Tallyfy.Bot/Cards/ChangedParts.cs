using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards.Markdown;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>What changed since a card was shown: the names of the parts, and each value before and now.</summary>
internal sealed class ChangedParts(CardViewer viewer, CardTexts texts, CardLimits limits)
{
    /// <summary>So many are told value by value.</summary>
    private const int Most = 6;

    /// <summary>A longer value is not repeated: nothing is cut, and the new one stands above.</summary>
    private const int Short = 80;

    /// <summary>What is read of a value: enough to see that it is longer than that, or differs.</summary>
    private const int Longer = 2_000;

    public static string Headline(IReadOnlyList<ContentChange> changes, CardTexts texts)
    {
        if (changes.Count == 0)
            return texts.ChangedSomehow;

        List<string> names = [.. changes.Select(change => Name(change, texts)).Distinct()];
        var shown = string.Join(", ", names.Take(Most));

        return texts.ChangedSinceShown(
            names.Count > Most ? texts.AndMore(shown, names.Count - Most) : shown);
    }

    /// <summary>Each value before and now, where both are short; of the others the card above shows what they are now.
    /// </summary>
    public JsonObject? Rows(IReadOnlyList<ContentChange> changes)
    {
        List<(string Title, string Value)> rows = [.. changes.Select(Row)];
        var hidden = rows.Count - Most;

        return CardParts.Facts(hidden > 0 ? [.. rows.Take(Most), (texts.ChangedMore(hidden), "")] : rows);
    }

    private static string Name(ContentChange change, CardTexts texts) => change switch
    {
        ContentChange.Title => texts.ChangedTitle,
        ContentChange.Description => texts.ChangedDescription,
        ContentChange.Field(var label, _, _) => ForeignText.Markdown(label, Short) ?? texts.NoLabel,
        ContentChange.AssignedPeople => texts.ChangedAssignedPeople,
        ContentChange.Deadline => texts.ChangedDeadline,
        _ => throw new UnreachableException(),
    };

    private (string Title, string Value) Row(ContentChange change) => change switch
    {
        ContentChange.Title(var was, var now) => (texts.TitleLabel, FromTo(Words(was), Words(now))),
        ContentChange.Description(var was, var now) => (texts.DescriptionLabel, FromTo(Line(was), Line(now))),
        ContentChange.Field(var label, var was, var now) => (
            ForeignText.Markdown(label, limits.Line) ?? texts.NoLabel, FromTo(Answer(was), Answer(now))),
        ContentChange.AssignedPeople(var was, var now) => (texts.AssignedTo, FromTo(People(was), People(now))),
        ContentChange.Deadline(var was, var now) moved => (
            texts.Due, FromTo(Moment(was, moved.WasUnread), Moment(now, moved.IsUnread))),
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// Two values may look the same once they are cut, or differ in what nobody sees. They stand from left to right in
    /// every language, or the arrow would point from the new one to the old one.
    /// </summary>
    private string FromTo(string was, string now)
    {
        if (was == now)
            return texts.ChangedOutOfSight;

        if (was.Length > Short || now.Length > Short)
            return texts.ChangedAbove;

        var words = texts.WasAndIs(WithoutArrows(was), WithoutArrows(now));
        return viewer.Culture.TextInfo.IsRightToLeft ? ForeignText.Isolated(words) : ForeignText.Isolate(words);
    }

    /// <summary>The only arrow in the line is ours: no value says by itself what it was before.</summary>
    private static string WithoutArrows(string value)
    {
        var words = new StringBuilder(value.Length);

        foreach (var rune in value.EnumerateRunes())
            words.Append(IsArrow(rune) ? new Rune('›') : rune);

        return words.ToString();
    }

    private static bool IsArrow(Rune rune) => rune.Value is
        (>= 0x2190 and <= 0x21FF) or (>= 0x2794 and <= 0x27BE) or (>= 0x27F0 and <= 0x27FF)
        or (>= 0x2900 and <= 0x297F) or (>= 0x2B00 and <= 0x2BFF) or (>= 0x1F800 and <= 0x1F8FF);

    private string Words(string title) => ForeignText.Markdown(title, Longer) ?? texts.Untitled;

    /// <summary>On one line. The whole description as it is now stands further down on the card.</summary>
    private string Line(string? html) =>
        DescriptionMarkdown.From(html, Longer, texts).Markdown is { } words
            ? string.Join(' ', words.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            : texts.NoAnswer;

    private string Answer(ApprovalField? field) => field switch
    {
        null => texts.NoSuchField,
        { Date: { } date } => CardDate.Answer(date, viewer),
        _ => ForeignText.Markdown(AnswerText.Of(field, viewer, texts), Longer) ?? texts.NoAnswer,
    };

    private string People(IReadOnlyList<string> names) => ApprovalParts.People(names, texts, limits);

    private string Moment(DateTimeOffset? at, bool isUnread) => at switch
    {
        { } known => CardDate.Moment(known, viewer),
        null => isUnread ? texts.DeadlineUnread : texts.NoDeadline,
    };
}
