using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Finds the chats of those who may decide; what is for somebody whom Teams refuses rests until they are reached. For
/// members without a link it asks that the app be installed.
/// </summary>
internal sealed partial class FindRecipients(
    AccountStore accounts,
    ChatStore chats,
    InstallationStore installations,
    IOptions<DeliveryOptions> options,
    ILogger<FindRecipients> logger)
{
    /// <summary>Nobody when the approval is decided, or when too many may decide it.</summary>
    public async Task<IReadOnlyList<Chat>> ExecuteAsync(
        UnitOfWork unit, StoredApproval approval, CancellationToken cancellationToken)
    {
        if (!IsPosted(approval))
        {
            if (approval.State is ApprovalState.Pending)
                LogTooMany(approval.Key, approval.MayDecide.Count);

            return [];
        }

        var people = await accounts.ListAsync(
            unit, approval.Key.Organization, [.. approval.MayDecide], cancellationToken);

        await installations.AddAsync(
            unit,
            approval.Key.Organization,
            approval.MayDecide.Except(people.Select(person => person.TallyfyUserId)),
            cancellationToken);

        return await chats.ListAsync(unit, [.. people.Select(person => person.Person)], cancellationToken);
    }

    /// <summary>Whether it is posted at all.</summary>
    public bool IsPosted(StoredApproval approval) =>
        approval.State is ApprovalState.Pending && approval.MayDecide.Count <= options.Value.MaxRecipients;

    [LoggerMessage(
        LogLevel.Warning,
        "Approval {Approval} may be decided by {Count} people: listed under pending, not posted")]
    private partial void LogTooMany(ApprovalKey approval, int count);
}
