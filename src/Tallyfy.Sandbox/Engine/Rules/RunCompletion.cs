using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Rules;

/// <summary>Notices that a process became complete, or is so no longer.</summary>
internal static class RunCompletion
{
    public static void Settle(SandboxState state, Run? run, Member? actor, DateTimeOffset now)
    {
        if (run is null or { IsContainer: true } || run.IsCompleted == run.CompletedAt.HasValue)
            return;

        run.CompletedAt = run.IsCompleted ? now : null;
        run.LastUpdated = now;
        if (run.IsCompleted)
            state.Events.Add(new SandboxEvent(EventVerb.Completed, now) { Actor = actor, Run = run });
    }
}
