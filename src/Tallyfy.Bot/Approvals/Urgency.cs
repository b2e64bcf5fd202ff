namespace Tallyfy.Bot.Approvals;

/// <summary>The one order of what waits, wherever it is listed or announced.</summary>
internal static class Urgency
{
    /// <summary>
    /// What is due first, and of those what waits the longest; without a deadline last. The ids end every tie, so that
    /// a list that is drawn twice is the same.
    /// </summary>
    public static IEnumerable<T> MostUrgentFirst<T>(this IEnumerable<T> waiting, Func<T, Approval> approval) =>
        waiting.Select(one => (One: one, Approval: approval(one)))
            .OrderBy(one => one.Approval.Content.Deadline ?? DateTimeOffset.MaxValue)
            .ThenBy(one => one.Approval.FoundAt)
            .ThenBy(one => one.Approval.Id.Organization, StringComparer.Ordinal)
            .ThenBy(one => one.Approval.Id.Task, StringComparer.Ordinal)
            .Select(one => one.One);
}
