using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Queries;

/// <summary>A task as it is asked for: by the path of its process, or by the one for standalone tasks.</summary>
internal sealed record TaskAddress(string TaskId, string? RunId)
{
    /// <summary>To complete or reopen it: a container hides its tasks from the standalone path (C31).</summary>
    public TallyfyTask? FindToComplete(SandboxState state, SandboxOptions options) =>
        Find(state, options) is { } task
        && (RunId is not null || task.Run is not { IsContainer: true } || options.OneOffRun == "none")
            ? task
            : null;

    public TallyfyTask? Find(SandboxState state, SandboxOptions options)
    {
        if (state.Tasks.Find(TaskId) is not { } task)
            return null;
        if (RunId is not null)
            return task.Run?.Id == RunId ? task : null;
        return task.IsOneOff || options.RunTaskOnStandalonePath == "accepted" ? task : null;
    }
}
