using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Rules;

/// <summary>Ends the expiring tasks whose deadline has passed; looked at whenever somebody calls.</summary>
internal static class ExpireTasks
{
    public static void Execute(SandboxState state, Settings.SandboxOptions options, DateTimeOffset now)
    {
        if (state.Tasks.Expiring.Count == 0)
            return;

        var due = state.Tasks.Expiring
            .Where(task => task is { IsCompleted: false, IsHidden: false, IsArchived: false } && task.Deadline <= now)
            .ToList();
        foreach (var task in due)
        {
            task.Completion = new TaskCompletion(task.Deadline, null, null, null) { HasExpired = true };
            task.LastUpdated = now;
            state.Events.Add(new SandboxEvent(EventVerb.Completed, now) { Task = task });
            new FireRules(state, options, now).AfterCompletion(task);
            RunCompletion.Settle(state, task.Run, null, now);
        }
    }
}
