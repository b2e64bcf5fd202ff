using System.Globalization;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Texts;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Puts a code into a task in Tallyfy that only the member in question owns and reads, and takes it away again.
/// </summary>
internal sealed partial class SendLinkCode(LinkTryStore tries, TimeProvider time, ILogger<SendLinkCode> logger)
{
    public async Task<LinkEvent> ExecuteAsync(
        Organization organization, CodeOnItsWay code, string written, CancellationToken cancellationToken)
    {
        var candidate = code.Candidate;
        var tried = await tries.CountAsync(
            candidate.Person, organization.Id, candidate.TallyfyUserId, cancellationToken);

        // Others, for the same member, counted theirs at the same time: whoever sees one too many gives way.
        if (tried.CodesSent > LinkDialog.MostCodes)
        {
            await tries.RemoveAsync(code, cancellationToken);
            return new LinkEvent.CodeIsOneTooMany();
        }

        // One code at a time for a person: what is left of an earlier one goes first.
        foreach (var left in await tries.ListOpenAsync(candidate.Person, organization.Id, cancellationToken))
        {
            if (!await ArchiveAsync(organization, left, cancellationToken))
            {
                await tries.RemoveAsync(code, cancellationToken);
                return new LinkEvent.CodeNotSent();
            }
        }

        var texts = new CardTexts(CultureInfo.InvariantCulture); // Tallyfy does not say which language its member reads

        try
        {
            var task = await organization.ServiceClient.CreateTaskAsync(
                organization.Id,
                new NewTask
                {
                    Title = texts.CodeTaskTitle,
                    Summary = texts.CodeTaskSummary(written, (int)LinkDialog.GoodFor.TotalMinutes),
                    Owners = new TallyfyOwners([candidate.TallyfyUserId], [], []),
                    Deadline = time.GetUtcNow() + LinkDialog.GoodFor,
                    TopSecret = true,
                    CanCompleteOnlyAssignees = true,
                },
                cancellationToken);
            await tries.OpenAsync(code, task.Id, cancellationToken);
            return new LinkEvent.CodeSent(task.Id);
        }
        catch (TallyfyException e)
        {
            if (!e.IsOutcomeUnknown)
                await tries.RemoveAsync(code, cancellationToken);

            LogNotSent(candidate.TallyfyUserId, e.Kind);
            return new LinkEvent.CodeNotSent();
        }
    }

    /// <summary>
    /// A task that stays is of no use to anybody, and no reason to fail: the worker tries again. False when it stays.
    /// </summary>
    public async Task<bool> ArchiveAsync(Organization organization, string task, CancellationToken cancellationToken)
    {
        try
        {
            await organization.ServiceClient.ArchiveTaskAsync(organization.Id, task, cancellationToken);
        }
        catch (TallyfyException e) when (e.Kind is not TallyfyErrorKind.NotFound)
        {
            LogNotArchived(task, e.Kind);
            return false;
        }
        catch (TallyfyException)
        {
            // Somebody took it away in Tallyfy.
        }

        await tries.CloseAsync(task, cancellationToken);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "A code for member {Member} could not be put into Tallyfy: {Kind}")]
    private partial void LogNotSent(long member, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Warning, "Task {Task}, whose code is over, could not be archived: {Kind}")]
    private partial void LogNotArchived(string task, TallyfyErrorKind kind);
}
