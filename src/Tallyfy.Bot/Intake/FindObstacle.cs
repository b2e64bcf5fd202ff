using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Intake;

/// <summary>Why a task that was read cannot be decided now.</summary>
internal static class FindObstacle
{
    /// <summary>Null for one that waits or is done.</summary>
    public static ObstacleKind? KindOf(TallyfyTask task, DateTimeOffset now) => task switch
    {
        { ArchivedAt: not null } => ObstacleKind.Archived,
        { IsDone: true } => null,
        { Run.ArchivedAt: not null } => ObstacleKind.Archived,
        { IsHidden: true } => ObstacleKind.Hidden,
        { Run.IsHeldByIssue: true } => ObstacleKind.ProcessIssue,
        { HasOpenIssue: true } => ObstacleKind.Issue,
        { StartedAt: { } start } when start > now => ObstacleKind.NotStarted,
        { IsCompletable: false } => ObstacleKind.NotCompletable,
        _ => null,
    };

    public static async Task<Obstacle?> ExecuteAsync(
        TallyfyTask task, Organization organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (KindOf(task, now) is not { } kind)
            return null;

        var issue = kind is ObstacleKind.Issue ? task.Threads.LastOrDefault(thread => thread.IsOpenIssue) : null;

        return new Obstacle(kind)
        {
            Words = issue?.Content,
            By = issue?.AuthorId is { } author
                ? (await organization.Members.FindAsync(author, cancellationToken))?.FullName
                : null,
            At = kind is ObstacleKind.NotStarted ? task.StartedAt : null,
        };
    }
}
