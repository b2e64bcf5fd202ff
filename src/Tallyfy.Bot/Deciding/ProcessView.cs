using Tallyfy.Client.People;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// What of a run somebody may know. With their own token Tallyfy has said it by what it listed. An organization's token
/// sees everything, so that there only who is of the run sees the run, and owners their own tasks.
/// </summary>
internal sealed class ProcessView(TallyfyMember member, IReadOnlyList<TallyfyGroup> groups, bool isOwnToken)
{
    public bool SeesAll(IEnumerable<TallyfyTask> tasks) => isOwnToken || tasks.Any(task => IsOf(task.Run));

    public bool Sees(TallyfyTask task) =>
        isOwnToken || Owns(task) || (IsOf(task.Run) && (!task.TopSecret || member.IsAdministrator));

    public bool Owns(TallyfyTask task) =>
        task.Owners.Users.Contains(member.Id) || GroupsOf(task).Any(group => group.Members.Contains(member.Id));

    public IEnumerable<TallyfyGroup> GroupsOf(TallyfyTask task) =>
        groups.Where(group => task.Owners.Groups.Contains(group.Id));

    private bool IsOf(TallyfyRun? run) => run is not null
        && (member.IsAdministrator
            || run.StartedBy == member.Id
            || run.OwnerId == member.Id
            || run.Collaborators.Contains(member.Id)
            || run.Users.Contains(member.Id));
}
