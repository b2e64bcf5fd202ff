using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Puts a task or a process away, takes it back, or deletes it for good.</summary>
internal sealed class FileTask(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    public Result<TallyfyTask> Execute(Member actor, string taskId, EventVerb verb)
    {
        if (state.Tasks.Find(taskId) is not { } task)
            return new Refusal.NotFound();
        if (!new TaskAccess(state, options).MayEdit(actor, task))
            return new Refusal.Forbidden("You do not have permission to change this task.");

        if (verb == EventVerb.Deleted)
            state.Tasks.Remove(task);
        else
            task.ArchivedAt = verb == EventVerb.Archived ? task.ArchivedAt ?? now : null;
        task.LastUpdated = now;
        state.Events.Add(new SandboxEvent(verb, now) { Actor = actor, Task = task });
        RunCompletion.Settle(state, task.Run, actor, now);
        return task;
    }

    public Result<Run> ExecuteForRun(Member actor, string runId, EventVerb verb)
    {
        if (state.Runs.Find(runId) is not { } run)
            return new Refusal.NotFound();
        if (!new TaskAccess(state, options).Sees(actor, run) || actor.Role == MemberRole.Light)
            return new Refusal.Forbidden("You do not have permission to change this process.");

        if (verb == EventVerb.Deleted && run.ArchivedAt is null)
            return new Refusal.Rule(
                StatusCodes.Status422UnprocessableEntity, "Only archived processes can be deleted.");

        if (verb == EventVerb.Deleted)
        {
            foreach (var task in run.Tasks.ToList())
                state.Tasks.Remove(task);
            state.Runs.Remove(run);
        }
        else
        {
            run.ArchivedAt = verb == EventVerb.Archived ? run.ArchivedAt ?? now : null;
        }

        run.LastUpdated = now;
        state.Events.Add(new SandboxEvent(verb, now) { Actor = actor, Run = run });
        return run;
    }
}
