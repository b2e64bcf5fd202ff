namespace Tallyfy.Bot.Approvals;

/// <summary>One part of an approval that differs between what a card showed and what Tallyfy holds now.</summary>
internal abstract record ContentChange
{
    private ContentChange()
    {
    }

    public sealed record Title(string Was, string Is) : ContentChange;

    /// <summary>Both are Tallyfy's HTML, untrusted.</summary>
    public sealed record Description(string? Was, string? Is) : ContentChange;

    /// <summary>A field that was added was none before; a field that was taken away is none now.</summary>
    public sealed record Field(string Label, ApprovalField? Was, ApprovalField? Is) : ContentChange;

    public sealed record AssignedPeople(IReadOnlyList<string> Was, IReadOnlyList<string> Is) : ContentChange;

    public sealed record Deadline(DateTimeOffset? Was, DateTimeOffset? Is) : ContentChange
    {
        public bool WasUnread { get; init; }

        public bool IsUnread { get; init; }
    }

    /// <summary>The parts that differ, in the order in which a card shows them.</summary>
    public static IReadOnlyList<ContentChange> Between(ApprovalContent was, ApprovalContent now)
    {
        List<ContentChange> changes = [];

        if (was.Title != now.Title)
            changes.Add(new Title(was.Title, now.Title));

        var (wasUnread, isUnread) = (IsDeadlineUnread(was), IsDeadlineUnread(now));
        if (was.Deadline != now.Deadline || wasUnread != isUnread)
            changes.Add(new Deadline(was.Deadline, now.Deadline) { WasUnread = wasUnread, IsUnread = isUnread });

        if (!was.Owners.SequenceEqual(now.Owners))
            changes.Add(new AssignedPeople(was.Owners, now.Owners));

        if (was.DescriptionHtml != now.DescriptionHtml)
            changes.Add(new Description(was.DescriptionHtml, now.DescriptionHtml));

        return [.. changes, .. Fields(was.Fields, now.Fields)];
    }

    private static bool IsDeadlineUnread(ApprovalContent content) => content.Unread.HasFlag(UnreadContent.Deadline);

    // Labels may repeat: the second field of a label is compared with the second field of that label.
    private static IEnumerable<Field> Fields(IReadOnlyList<ApprovalField> was, IReadOnlyList<ApprovalField> now)
    {
        var before = Numbered(was).ToDictionary();

        foreach (var (key, field) in Numbered(now))
        {
            before.Remove(key, out var earlier);

            if (earlier is null || (earlier.Answer, earlier.Date) != (field.Answer, field.Date))
                yield return new Field(key.Label, earlier, field);
        }

        foreach (var (key, gone) in before)
            yield return new Field(key.Label, gone, null);
    }

    private static IEnumerable<KeyValuePair<(string Label, int Number), ApprovalField>> Numbered(
        IEnumerable<ApprovalField> fields) =>
        fields.GroupBy(field => field.Label, StringComparer.Ordinal).SelectMany(same => same.Select(
            (field, number) => KeyValuePair.Create((field.Label, number), field)));
}
