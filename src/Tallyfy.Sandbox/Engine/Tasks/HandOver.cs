using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Moves what waits for one person to somebody else, when they leave or change sides.</summary>
internal sealed class HandOver(SandboxState state, Member actor, DateTimeOffset now)
{
    public void ToMember(Member from, Member to) => Change(
        task => task.Owners.Users.Contains(from.Id),
        owners => owners with { Users = [.. owners.Users.Select(id => id == from.Id ? to.Id : id).Distinct()] });

    public void ToGuest(Member from, Guest to) => Change(
        task => task.Owners.Users.Contains(from.Id),
        owners => owners with
        {
            Users = [.. owners.Users.Where(id => id != from.Id)],
            Guests = [.. owners.Guests.Append(to.Email).Distinct()],
        });

    public void ToMember(Guest from, Member to) => Change(
        task => task.Owners.Guests.Contains(from.Email, StringComparer.OrdinalIgnoreCase),
        owners => owners with
        {
            Users = [.. owners.Users.Append(to.Id).Distinct()],
            Guests = [.. owners.Guests.Where(email => !Is(email, from))],
        });

    /// <summary>Takes somebody out of every group.</summary>
    public void LeaveGroups(Member member)
    {
        foreach (var group in state.People.GroupsOf(member.Id).ToList())
            state.People.Replace(group with { Members = [.. group.Members.Where(id => id != member.Id)] });
    }

    private void Change(Func<TallyfyTask, bool> isTheirs, Func<Owners, Owners> change)
    {
        foreach (var task in state.Tasks.All.Where(task => !task.IsCompleted && isTheirs(task)))
        {
            task.Owners = change(task.Owners);
            task.LastUpdated = now;
            state.Events.Add(new SandboxEvent(EventVerb.OwnersUpdated, now) { Actor = actor, Task = task });
        }
    }

    private static bool Is(string email, Guest guest) =>
        string.Equals(email, guest.Email, StringComparison.OrdinalIgnoreCase);
}
