using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Makes the run that holds one-off tasks (19.8, C31): it has an address, and is in no list.</summary>
internal static class ContainerRun
{
    public static Run Add(SandboxState state, Member creator, string title, DateTimeOffset now)
    {
        var run = new Run
        {
            Id = SandboxState.NewId(),
            IncrementId = state.NextIncrement(),
            IsContainer = true,
            Template = new Template { Id = SandboxState.NewId(), Title = title, OwnerId = creator.Id, Steps = [] },
            Name = title,
            StartedBy = creator.Id,
            CreatedAt = now,
            LastUpdated = now,
        };
        state.Runs.Add(run);
        return run;
    }
}
