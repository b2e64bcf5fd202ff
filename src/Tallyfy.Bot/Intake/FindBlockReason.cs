using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Intake;

/// <summary>Why a task that was read cannot be decided now.</summary>
internal static class FindBlockReason
{
    /// <summary>Null for one that waits or is done.</summary>
    public static BlockReasonKind? KindOf(TallyfyTask task, DateTimeOffset now) => task switch
    {
        { ArchivedAt: not null } => BlockReasonKind.Archived,
        { IsDone: true } => null,
        { Run.ArchivedAt: not null } => BlockReasonKind.Archived,
        { IsHidden: true } => BlockReasonKind.Hidden,
        { Run.IsHeldByIssue: true } => BlockReasonKind.ProcessIssue,
        { HasOpenIssue: true } => BlockReasonKind.Issue,
        { StartedAt: { } start } when start > now => BlockReasonKind.NotStarted,
        { IsCompletable: false } => BlockReasonKind.NotCompletable,
        _ => null,
    };

    public static async Task<BlockReason?> ExecuteAsync(
        TallyfyTask task, Organization organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (KindOf(task, now) is not { } kind)
            return null;

        var issue = kind is BlockReasonKind.Issue ? task.Threads.LastOrDefault(thread => thread.IsOpenIssue) : null;

        return new BlockReason(kind)
        {
            Words = issue?.Content,
            By = issue?.AuthorId is { } author
                ? (await organization.Members.FindReadableAsync(author, cancellationToken))?.FullName
                : null,
            At = kind is BlockReasonKind.NotStarted ? task.StartedAt : null,
        };
    }
}
