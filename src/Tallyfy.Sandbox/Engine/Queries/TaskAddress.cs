using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Queries;

/// <summary>A task as it is asked for: by the path of its process, or by the one for standalone tasks.</summary>
internal sealed record TaskAddress(string TaskId, string? RunId)
{
    public TallyfyTask? Find(SandboxState state, SandboxOptions options)
    {
        if (state.Tasks.Find(TaskId) is not { } task)
            return null;
        if (RunId is not null)
            return task.Run?.Id == RunId ? task : null;
        return task.IsOneOff || options.RunTaskOnStandalonePath == "accepted" ? task : null;
    }
}
