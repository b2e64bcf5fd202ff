using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Trail;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Threads;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Why somebody decided an approval, by the comments on its task. One of ours is believed where our own store knows its
/// receipt, or where whoever decided wrote it: anybody in Tallyfy can write what looks like it.
/// </summary>
internal sealed class FindReason(DecisionStore decisions)
{
    /// <summary>Each is looked up in our store, and somebody may write very many.</summary>
    private const int MostLookedUp = 5;

    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);

    /// <summary>Null when nothing says why.</summary>
    public async Task<DecisionReason?> ExecuteAsync(
        string organization, TallyfyTask task, CancellationToken cancellationToken)
    {
        if (task is not { CompletedAt: { } at, ApprovedWhenDone: { } isApproved })
            return null;

        var verdict = isApproved ? Verdict.Approved : Verdict.Rejected;
        var written = task.Threads
            .Where(thread => IsShown(thread) && thread.CreatedAt >= at - Near)
            .Select(thread => (Thread: thread, Mark: Mark.FindIn(thread.Content)))
            .ToList();

        // The newest first: whoever gave a reason again meant that one.
        foreach (var (thread, mark) in written
            .Where(one => one.Mark is not null)
            .OrderByDescending(one => one.Thread.CreatedAt)
            .Take(MostLookedUp))
        {
            if (await ReadOwnAsync(organization, task, verdict, thread, mark!, cancellationToken) is { } reason)
                return reason;
        }

        return written
            .Where(one => one.Mark is null && IsByCompleter(one.Thread, task))
            .Where(one => one.Thread.CreatedAt <= at + Near && !string.IsNullOrWhiteSpace(one.Thread.Content))
            .OrderBy(one => (one.Thread.CreatedAt - at)?.Duration())
            .Select(one => new DecisionReason(one.Thread.Content, IsHtml: true))
            .FirstOrDefault();
    }

    private async Task<DecisionReason?> ReadOwnAsync(
        string organization,
        TallyfyTask task,
        Verdict verdict,
        TallyfyThread thread,
        Mark mark,
        CancellationToken cancellationToken)
    {
        if (await decisions.FindAsync(mark.Receipt, cancellationToken) is not { } decision)
            return mark.ReasonFor(verdict) is { } typed && IsByCompleter(thread, task)
                ? new DecisionReason(typed, IsHtml: true)
                : null;

        return decision is { Undoes: null, State: DecisionState.Done, Reason: { } words }
            && (decision.Approval.Organization, decision.Approval.Task) == (organization, task.Id)
            && decision.Verdict == verdict
            && decision.Actor.TallyfyUserId == task.CompleterId
            && decision.ClaimedAt <= task.CompletedAt + Near
                ? new DecisionReason(words, IsHtml: false)
                : null;
    }

    private static bool IsByCompleter(TallyfyThread thread, TallyfyTask task) =>
        task.CompleterId is { } completer && thread.AuthorId == completer;

    // Whoever reads this is a member. A state nobody knows may hide it from members too.
    private static bool IsShown(TallyfyThread thread) =>
        thread.State is null or "" or "hide-for-guests" or "open" or "collapsed"
        && thread.Label.ToUpperInvariant() is not ("PROBLEM" or "RESOLVE");

    /// <summary>What <c>CommentText</c> writes around a reason.</summary>
    private sealed record Mark(string Said, ReceiptCode Receipt)
    {
        private const string Where = " via Teams: ";

        public static Mark? FindIn(string content)
        {
            var (where, open, close) = (
                content.IndexOf(Where, StringComparison.Ordinal), content.LastIndexOf('['), content.LastIndexOf(']'));

            return where >= 0 && open > where + Where.Length && close > open
                && ReceiptCode.Parse(content[(open + 1)..close]) is { } receipt
                    ? new Mark(content[(where + Where.Length)..open].Trim(), receipt)
                    : null;
        }

        /// <summary>Null where it is about something else, such as a verdict that was taken back.</summary>
        public string? ReasonFor(Verdict verdict) =>
            Said.StartsWith($"{verdict}. ", StringComparison.Ordinal) ? Said[$"{verdict}. ".Length..] : null;
    }
}
