using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Approvals;

/// <summary>
/// The one place that decides how much of an approval a person is shown, whatever they tap, write, refresh or are sent.
/// It asks our own store: whoever may know nothing is answered as fast as for an id that does not exist.
/// </summary>
internal sealed class MayBeShown(
    AccountStore accounts,
    DecisionStore decisions,
    OrganizationDirectory organizations,
    DecisionPolicy policy,
    TimeProvider time)
{
    /// <summary>A list is written while its reader waits, whether Tallyfy answers or not.</summary>
    private static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(2);

    /// <param name="approval">As our store has it.</param>
    /// <param name="reader">The verified person.</param>
    /// <param name="hadCard">Whether a card of it is, or was, theirs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Shown> ExecuteAsync(
        StoredApproval approval, PersonId reader, bool hadCard, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(reader, approval.Key.Organization, cancellationToken);

        if (account is not null && await MayDecideAsync(approval, account, cancellationToken))
            return new Shown(Disclosure.Everything, account);

        if (await HasDecidedAsync(approval, reader, cancellationToken))
            return new Shown(Disclosure.Everything, account);

        return new Shown(
            (hadCard, account) switch
            {
                (false, _) => Disclosure.Nothing,
                (_, null) => Disclosure.ThatItIsNotTheirs,
                _ => Disclosure.HowItEnded,
            },
            account);
    }

    /// <summary>The same for whoever sent the id of a card, be it theirs or not.</summary>
    public Task<Shown> ExecuteAsync(
        StoredApproval approval, PostedCard card, PersonId reader, CancellationToken cancellationToken) =>
        card.Person.Tenant == reader.Tenant
            ? ExecuteAsync(approval, reader, card.Person == reader, cancellationToken)
            : Task.FromResult(new Shown(Disclosure.Nothing, null)); // an id that leaked into another tenant

    /// <summary>
    /// Of these, all of one organization, those that wait for this reader, in the same order. Administrators may decide
    /// more, where the operator wants it, and nothing of that waits for them.
    /// </summary>
    public async Task<IReadOnlyList<StoredApproval>> ListWaitingForAsync(
        LinkedAccount reader, IEnumerable<StoredApproval> approvals, CancellationToken cancellationToken)
    {
        List<StoredApproval> theirs = [.. approvals.Where(approval =>
            approval.Key.Organization == reader.Organization
            && approval.State is ApprovalState.Pending
            && IsOneOfThem(approval, reader))];

        theirs = theirs.Count == 0 || await IsFormerAsync(reader, cancellationToken) ? [] : theirs;
        var waiting = new List<StoredApproval>();

        foreach (var approval in theirs)
        {
            // Where everyone must decide it goes on waiting, and not for those who did.
            if (!approval.Content.EveryoneMustComplete
                || await decisions.FindVoteAsync(approval.Key, reader.TallyfyUserId, cancellationToken) is null)
                waiting.Add(approval);
        }

        return waiting;
    }

    private static bool IsOneOfThem(StoredApproval approval, LinkedAccount reader) =>
        approval.MayDecide.Contains(reader.TallyfyUserId);

    // Whoever is disabled stays in what was read before, until the task is read again.
    private async Task<bool> IsFormerAsync(LinkedAccount reader, CancellationToken cancellationToken)
    {
        if (organizations.Find(reader.Organization) is not { } organization)
            return true;

        using var patience = new CancellationTokenSource(AskWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);

        try
        {
            return await organization.Members.FindAsync(reader.TallyfyUserId, either.Token)
                is not { IsDisabled: false };
        }
        catch (TallyfyException)
        {
            return false; // as at the last read
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>As at the last read; a tap reads again.</summary>
    private async Task<bool> MayDecideAsync(
        StoredApproval approval, LinkedAccount account, CancellationToken cancellationToken)
    {
        if (IsOneOfThem(approval, account))
            return true;

        if (!policy.AdministratorsMayDecide || organizations.Find(approval.Key.Organization) is not { } organization)
            return false;

        try
        {
            return await organization.Members.FindAsync(account.TallyfyUserId, cancellationToken)
                is { IsActive: true, IsAdministrator: true };
        }
        catch (TallyfyException)
        {
            return false; // nobody says that they are one
        }
    }

    // What they decided about is what the row says from the claim on. A vote leaves it open to change.
    private async Task<bool> HasDecidedAsync(
        StoredApproval approval, PersonId reader, CancellationToken cancellationToken) =>
        (approval.IsUnderWay || approval.IsOver)
        && (await decisions.FindAsync(approval.Key, cancellationToken))?.Actor.Person == reader;
}

/// <summary>How much, and as which member they are known.</summary>
internal sealed record Shown(Disclosure Disclosure, LinkedAccount? Account);

/// <summary>How much of an approval a person is shown.</summary>
internal enum Disclosure
{
    /// <summary>Not even that it exists.</summary>
    Nothing,

    /// <summary>They had a card and are linked no more: what they saw last, and that it is not theirs.</summary>
    ThatItIsNotTheirs,

    /// <summary>It left them: what they saw last, and at its end how it ended; never why.</summary>
    HowItEnded,

    /// <summary>They may decide it, or have.</summary>
    Everything,
}
