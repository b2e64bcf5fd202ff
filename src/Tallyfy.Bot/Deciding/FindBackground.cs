using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Client.Forms;
using Tallyfy.Client.People;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// What stands behind an approval for whoever may decide it and asks for more: why it is with them, who else may, what
/// was decided before and what waits. It decides nothing, so that what cannot be read is said, and never thrown.
/// </summary>
internal sealed class FindBackground(
    ReadBackground read, FindReason findReason, DecisionStore decisions, DecisionPolicy policy, RequestBudget budget)
{
    /// <param name="approval">As our store has it.</param>
    /// <param name="actor">Who asks, and in which organization.</param>
    /// <param name="member">The same as a member, as Tallyfy says now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ApprovalBackground> ExecuteAsync(
        StoredApproval approval, Actor actor, TallyfyMember member, CancellationToken cancellationToken)
    {
        if (!policy.MayDecide(approval.MayDecide, member))
            return Unread(approval, new WhyYou.NotKnown(), BackgroundState.NotReadable);

        var known = Unread(approval, WhyAsStored(approval, member), BackgroundState.NotReadNow) with
        {
            Others = OthersAsStored(approval, member),
            VotesHere = await ListVotesAsync(approval, cancellationToken),
        };

        if (budget.TakeTurn(actor.Organization.Id) is not null)
            return known;

        var reading = await read.ExecuteAsync(approval, actor, member, cancellationToken);
        var view = new ProcessView(member, reading.Groups ?? [], actor.Organization.SignsAsActor);
        var state = reading.State is BackgroundState.Known or BackgroundState.SomeUnread
            && approval.Run is not null
            && !view.SeesAll(reading.Tasks)
                ? BackgroundState.NotReadable
                : reading.State;
        var (owned, position) = (OwnedTask(reading), reading.Task?.Position);

        return known with
        {
            WhyYou = owned is null ? known.WhyYou : Why(owned, view, reading, approval, member),
            Others = owned is null ? known.Others : [.. Others(owned, reading, approval, member)],
            Earlier = await ListEarlierAsync(approval, reading, view, cancellationToken),
            EarlierState = state,
            Waiting = [.. Waiting(position, reading, view)],
            WaitingState = position is null && state is not BackgroundState.NotReadable && approval.Run is not null
                ? BackgroundState.NotReadNow
                : state,
            Attachments = [.. (reading.Task?.Assets ?? []).Select(AttachmentOf)],
        };
    }

    private static ApprovalBackground Unread(StoredApproval approval, WhyYou why, BackgroundState state)
    {
        var ofRun = approval.Run is null ? BackgroundState.Known : state;
        return new ApprovalBackground { WhyYou = why, EarlierState = ofRun, WaitingState = ofRun };
    }

    private async Task<IReadOnlyList<VoteHere>> ListVotesAsync(
        StoredApproval approval, CancellationToken cancellationToken) =>
        approval.Content.EveryoneMustComplete
            ? [
                .. (await decisions.ListVotesAsync(approval.Key, cancellationToken))
                    .Select(vote => new VoteHere(vote.Actor.DisplayName, vote.Verdict)),
            ]
            : [];

    // Whose it is cannot be told from names: there may be two of one name, or a group that is called like somebody.
    private static WhyYou WhyAsStored(StoredApproval approval, TallyfyMember member) =>
        !approval.MayDecide.Contains(member.Id) && member.IsAdministrator
            ? new WhyYou.AsAdministrator()
            : new WhyYou.NotKnown();

    private static IReadOnlyList<OtherDecider> OthersAsStored(StoredApproval approval, TallyfyMember member) =>
        [.. approval.Content.Owners.Where(name => name != member.FullName).Select(name => new OtherDecider(name))];

    private static TallyfyTask? OwnedTask(BackgroundReading reading) =>
        reading.Task is { } task && !task.Unread.Contains("owners") ? task : null;

    private static WhyYou Why(
        TallyfyTask task,
        ProcessView view,
        BackgroundReading reading,
        StoredApproval approval,
        TallyfyMember member)
    {
        if (task.Owners.Users.Contains(member.Id))
            return new WhyYou.ByName();

        if (view.Owns(task))
            return new WhyYou.ByGroups(
                [.. view.GroupsOf(task).Where(group => group.Members.Contains(member.Id)).Select(group => group.Name)]);

        return reading.Groups is null && task.Owners.Groups.Count > 0 && approval.MayDecide.Contains(member.Id)
            ? new WhyYou.ByGroups([])
            : WhyAsStored(approval, member);
    }

    private static IEnumerable<OtherDecider> Others(
        TallyfyTask task, BackgroundReading reading, StoredApproval approval, TallyfyMember member)
    {
        var members = task.Owners.Users
            .Where(user => user != member.Id && reading.Members.GetValueOrDefault(user) is { IsDisabled: false })
            .Select(user => new OtherDecider(reading.NameOf(user)!));

        // Where the groups were not read again, what is left of the names that were is theirs.
        var groups = task.Owners.Groups.Count == 0 ? []
            : reading.Groups?.Where(group => task.Owners.Groups.Contains(group.Id)).Select(group => group.Name)
                ?? approval.Content.Owners.Except(task.Owners.Users.Select(reading.NameOf)).Except(task.Owners.Guests);

        return
        [
            .. members,
            .. groups.Select(name => new OtherDecider(name!, IsGroup: true)),
            .. task.Owners.Guests.Select(guest => new OtherDecider(guest)),
        ];
    }

    private async Task<IReadOnlyList<EarlierDecision>> ListEarlierAsync(
        StoredApproval approval, BackgroundReading reading, ProcessView view, CancellationToken cancellationToken)
    {
        var earlier = new List<EarlierDecision>();

        foreach (var task in reading.Tasks
            .Where(task => task is { IsApproval: true, IsDone: true, IsHidden: false, Unread.Count: 0 })
            .Where(task => task.Id != approval.Key.Task && view.Sees(task))
            .OrderBy(task => task.CompletedAt))
            earlier.Add(new EarlierDecision
            {
                Title = task.Title,
                Verdict = task.ApprovedWhenDone switch
                {
                    true => Verdict.Approved,
                    false => Verdict.Rejected,
                    null => null,
                },
                By = task.CompleterId is { } completer ? reading.NameOf(completer) : task.CompleterGuest,
                At = task.CompletedAt,
                Reason = await findReason.ExecuteAsync(approval.Key.Organization, task, cancellationToken),
            });

        return earlier;
    }

    private static IEnumerable<WaitingTask> Waiting(long? position, BackgroundReading reading, ProcessView view) =>
        reading.Tasks
            .Where(task => task is { IsDone: false, IsHidden: false, Unread.Count: 0 }
                && task.Position > position
                && view.Sees(task))
            .OrderBy(task => task.Position)
            .Select(task => new WaitingTask(task.Title, reading.NamesOf(task.Owners)));

    private static ApprovalAttachment AttachmentOf(TallyfyFile file) => new(file.FileName, file.Bytes, file.Link);
}
