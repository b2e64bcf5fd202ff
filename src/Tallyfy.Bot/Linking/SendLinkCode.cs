using System.Globalization;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Texts;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Puts a code into a task in Tallyfy that only the member in question owns and reads, and takes it away again.
/// </summary>
internal sealed partial class SendLinkCode(TimeProvider time, ILogger<SendLinkCode> logger)
{
    public async Task<LinkEvent> ExecuteAsync(
        Organization organization, LinkedAccount candidate, CancellationToken cancellationToken)
    {
        var (code, written) = LinkCode.Create();
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
            return new LinkEvent.CodeSent(code, task.Id);
        }
        catch (TallyfyException e)
        {
            LogNotSent(candidate.TallyfyUserId, e.Kind);
            return new LinkEvent.CodeNotSent();
        }
    }

    /// <summary>A task that stays is of no use to anybody, and no reason to fail.</summary>
    public async Task ArchiveAsync(Organization organization, string task, CancellationToken cancellationToken)
    {
        try
        {
            await organization.ServiceClient.ArchiveTaskAsync(organization.Id, task, cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogNotArchived(task, e.Kind);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A code for member {Member} could not be put into Tallyfy: {Kind}")]
    private partial void LogNotSent(long member, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Warning, "Task {Task}, whose code is over, could not be archived: {Kind}")]
    private partial void LogNotArchived(string task, TallyfyErrorKind kind);
}
