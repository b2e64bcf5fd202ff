using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Rules;

/// <summary>What one action of a rule does to a task; nothing where the task is as it wants it already.</summary>
internal sealed class RuleEffect(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    public bool Take(TallyfyTask task, RuleAction action) => action.Type switch
    {
        "visibility" => !task.IsCompleted && Show(task, action.Verb == "show"),
        "deadline" => !task.IsCompleted && Move(task, RequestDate.Snap(now + action.DueIn, options)),
        "assignment" => !task.IsCompleted
            && new ReassignTask(state).Execute(null, task, Owners(task.Owners, action), now),
        _ => false,
    };

    private bool Show(TallyfyTask task, bool isShown)
    {
        if (task.IsHidden != isShown)
            return false;

        task.IsHidden = !isShown;
        Say(task, "visibility", isShown ? "hidden" : "shown", isShown ? "shown" : "hidden");
        return true;
    }

    private bool Move(TallyfyTask task, DateTimeOffset deadline)
    {
        if (task.Deadline == deadline)
            return false;

        Say(task, "deadline", WireDate.Seconds(task.Deadline), WireDate.Seconds(deadline));
        task.Deadline = deadline;
        return true;
    }

    private static Owners Owners(Owners had, RuleAction action) => action.Verb switch
    {
        "assign" => new Owners
        {
            Users = [.. had.Users.Union(action.Owners.Users)],
            Guests = [.. had.Guests.Union(action.Owners.Guests)],
            Groups = [.. had.Groups.Union(action.Owners.Groups)],
        },
        "unassign" => new Owners
        {
            Users = [.. had.Users.Except(action.Owners.Users)],
            Guests = [.. had.Guests.Except(action.Owners.Guests)],
            Groups = [.. had.Groups.Except(action.Owners.Groups)],
        },
        "assign_only" => action.Owners,
        _ => new Owners(),
    };

    private void Say(TallyfyTask task, string field, string before, string after) =>
        state.Events.Add(new SandboxEvent(EventVerb.Updated, now)
        {
            Task = task,
            Field = field,
            OldValue = before,
            NewValue = after,
        });
}
