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
    public sealed record Field(string Label, ApprovalField? Was, ApprovalField? Is) : ContentChange
    {
        /// <summary>Tallyfy's id of the field, where it was kept.</summary>
        public string Id => (Is ?? Was)?.Id ?? "";
    }

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

    // Before ids were kept a field is known by its label; the second of a label is compared with the second of it.
    private static IEnumerable<Field> Fields(IReadOnlyList<ApprovalField> was, IReadOnlyList<ApprovalField> now)
    {
        var before = Numbered(was).ToDictionary();

        foreach (var (key, field) in Numbered(now))
        {
            before.Remove(key, out var earlier);

            if (earlier is null || !AreSame(earlier, field))
                yield return new Field(field.Label, earlier, field);
        }

        foreach (var gone in before.Values)
            yield return new Field(gone.Label, gone, null);
    }

    private static bool AreSame(ApprovalField was, ApprovalField now) =>
        (was.Label, was.Answer, was.Date, was.Raw) == (now.Label, now.Answer, now.Date, now.Raw);

    private static IEnumerable<KeyValuePair<(string Name, int Number), ApprovalField>> Numbered(
        IEnumerable<ApprovalField> fields) =>
        fields.GroupBy(NameOf, StringComparer.Ordinal).SelectMany(same => same.Select(
            (field, number) => KeyValuePair.Create((NameOf(field), number), field)));

    private static string NameOf(ApprovalField field) => field.Id.Length > 0 ? field.Id : field.Label;
}
