using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Threads;

namespace Tallyfy.Bot.Delivery;

/// <summary>Sends one reason to Tallyfy as a comment. It never holds up a decision, and it is there once.</summary>
internal sealed partial class PostComment(
    CommentStore comments,
    DecisionStore decisions,
    ProveDecision prove,
    OrganizationDirectory organizations,
    AccountStore accounts,
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

        // In the name of a person only what that person wrote.
        if (!(await prove.ExecuteAsync(decision, cancellationToken)).Covers(decision))
        {
            await comments.DeadLetterAsync(item, "Unproven", cancellationToken);
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

    // With their own token only while the link is there; the words name them in any case.
    private async Task SendAsync(
        Decision decision,
        Organization organization,
        CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(decision.Actor.Person, organization.Id, cancellationToken);
        var own = account?.TallyfyUserId == decision.Actor.TallyfyUserId
            ? await organization.FindActorClientAsync(decision.Actor.TallyfyUserId, cancellationToken)
            : null;
        var writer = own ?? organization.ServiceClient;
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
                item, RetrySchedule.Later(e.RetryAfter, item.Attempts), e.Kind.ToString(), cancellationToken)
            : comments.DeadLetterAsync(item, e.Kind.ToString(), cancellationToken);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The comment of decision {Decision} failed on attempt {Attempt}: Tallyfy answered {Kind}")]
    private partial void LogFailed(Guid decision, int attempt, TallyfyErrorKind kind);
}
