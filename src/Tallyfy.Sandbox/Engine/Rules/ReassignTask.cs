using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Rules;

/// <summary>Gives a task to others, and says so where they are others.</summary>
internal sealed class ReassignTask(SandboxState state)
{
    public bool Execute(Member? actor, TallyfyTask task, Owners owners, DateTimeOffset now)
    {
        var before = Text(task.Owners);
        var after = Text(owners);
        task.Owners = owners;
        if (before == after)
            return false;

        task.LastUpdated = now;
        state.Events.Add(new SandboxEvent(EventVerb.OwnersUpdated, now)
        {
            Actor = actor,
            Task = task,
            Field = "owners",
            OldValue = before,
            NewValue = after,
        });
        return true;
    }

    private string Text(Owners owners) => string.Join(
        ", ",
        owners.Users.Select(id => state.People.Find(id)?.FullName ?? $"user {id}")
            .Concat(owners.Groups.Select(id => state.People.FindGroup(id)?.Name ?? $"group {id}"))
            .Concat(owners.Guests));
}
