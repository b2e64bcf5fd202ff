using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Work;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Threads;

namespace Tallyfy.Bot.Delivery;

/// <summary>Sends one reason to Tallyfy as a comment. It never holds up a decision, and it is there once.</summary>
internal sealed partial class PostComment(
    CommentStore comments,
    DecisionStore decisions,
    OrganizationDirectory organizations,
    ILogger<PostComment> logger)
{
    public async Task ExecuteAsync(CommentItem item, CancellationToken cancellationToken)
    {
        if (await decisions.FindAsync(item.Decision, cancellationToken) is not { } decision
            || organizations.Find(decision.Approval.Organization) is not { } organization)
        {
            await comments.DeadLetterAsync(item, "Gone", cancellationToken);
            return;
        }

        try
        {
            if (item.Attempts == 1 || !await IsThereAsync(decision, organization, cancellationToken))
                await SendAsync(decision, organization, cancellationToken);

            await comments.FinishAsync(item, cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogFailed(decision.Id, item.Attempts, e.Kind);
            await SettleAsync(item, e, cancellationToken);
        }
    }

    private static async Task SendAsync(
        Decision decision,
        Organization organization,
        CancellationToken cancellationToken)
    {
        var writer = await organization.FindActorClientAsync(decision.Actor.TallyfyUserId, cancellationToken)
            ?? organization.ServiceClient;
        await writer.AddCommentAsync(
            organization.Id,
            decision.Approval.Task,
            CommentText.For(decision),
            CommentState.HideForGuests,
            cancellationToken);
    }

    // An earlier try may have arrived without our knowing: its code tells.
    private static async Task<bool> IsThereAsync(
        Decision decision, Organization organization, CancellationToken cancellationToken)
    {
        var code = decision.Receipt.ToString();
        var task = await organization.ServiceClient.FindTaskAsync(
            organization.Id, decision.Approval.Task, cancellationToken);
        return task?.Threads.Any(thread => thread.Content.Contains(code, StringComparison.Ordinal)) is true;
    }

    private Task SettleAsync(CommentItem item, TallyfyException e, CancellationToken cancellationToken)
    {
        var mayWorkLater = e.IsOutcomeUnknown
            || e.Kind is TallyfyErrorKind.RateLimited or TallyfyErrorKind.Unauthenticated;

        return mayWorkLater && item.Attempts < RetrySchedule.MostAttempts
            ? comments.PostponeAsync(
                item, e.RetryAfter ?? RetrySchedule.After(item.Attempts), e.Kind.ToString(), cancellationToken)
            : comments.DeadLetterAsync(item, e.Kind.ToString(), cancellationToken);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The comment of decision {Decision} failed on attempt {Attempt}: Tallyfy answered {Kind}")]
    private partial void LogFailed(Guid decision, int attempt, TallyfyErrorKind kind);
}
