using Tallyfy.Sandbox.Settings;

namespace Tallyfy.Sandbox.State;

/// <summary>Takes a completion back (section 8.2).</summary>
internal sealed class ReopenTask(SandboxState state, SandboxOptions options)
{
    public Result<TallyfyTask> Execute(Member actor, string? runId, string taskId, DateTimeOffset now)
    {
        if (state.Tasks.Find(taskId) is not { } task || task.Run?.Id != runId)
            return new Refusal.NotFound();
        if (!new TaskAccess(state, options).MayComplete(actor, task))
            return new Refusal.Forbidden("You do not have permission to reopen this task.");
        if (task.ArchivedAt is not null)
            return Refusal.FromSetting(options.ArchivedTask, "Task is archived.");
        if (!task.IsCompleted && options.ReopenNotCompleted != "accepted")
            return Refusal.FromSetting(options.ReopenNotCompleted, "Task is not completed.");

        task.IsReopened = true;
        task.Completion = null;
        task.Votes.Clear();
        task.LastUpdated = now;
        task.Run?.LastUpdated = now;
        state.Events.Add(new SandboxEvent(EventVerb.ReOpened, now) { Actor = actor, Task = task });
        return task;
    }
}
