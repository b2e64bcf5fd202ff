using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Rules;

/// <summary>A task open again, and what the rules of its process changed because of it.</summary>
internal sealed record ReopenedTask(TallyfyTask Task, IReadOnlyList<TallyfyTask> Changed);

/// <summary>Takes a completion back (docs/tallyfy-facts.md 8.2).</summary>
internal sealed class ReopenTask(SandboxState state, SandboxOptions options)
{
    public Result<ReopenedTask> Execute(Member actor, TaskAddress address, DateTimeOffset now)
    {
        if (address.FindToComplete(state, options) is not { } task)
            return new Refusal.NotFound();
        if (!MayReopen(actor, task))
            return new Refusal.Forbidden("You do not have permission to reopen this task.");
        if (task.IsArchived)
            return Refusal.FromSetting(options.ArchivedTask, "Task is archived.");
        if (task.Run is { HasOpenIssue: true })
            return Refusal.FromSetting(options.UnresolvedIssue, "Process has unresolved issues.");
        if (!task.IsCompleted && options.ReopenNotCompleted != "accepted")
            return Refusal.FromSetting(options.ReopenNotCompleted, "Task is not completed.");

        return new ReopenedTask(task, Reopen(actor, task, now));
    }

    /// <summary>Keeps what was entered; who had acted has to act again.</summary>
    public static void Apply(SandboxState state, TallyfyTask task, Member? actor, DateTimeOffset now)
    {
        task.IsReopened = true;
        task.Completion = null;
        task.Votes.Clear();
        task.GuestVotes.Clear();
        task.LastUpdated = now;
        task.Run?.LastUpdated = now;
        state.Events.Add(new SandboxEvent(EventVerb.ReOpened, now) { Actor = actor, Task = task });
    }

    public IReadOnlyList<TallyfyTask> Reopen(Member? actor, TallyfyTask task, DateTimeOffset now)
    {
        Apply(state, task, actor, now);
        var changed = new FireRules(state, options, now).AfterReopening(task);
        RunCompletion.Settle(state, task.Run, actor, now);
        return changed;
    }

    /// <summary>What a guest did, only administrators and standard members take back.</summary>
    private bool MayReopen(Member actor, TallyfyTask task) =>
        new TaskAccess(state, options).MayComplete(actor, task)
        && (task.Completion?.Guest is null || actor.Role != MemberRole.Light);
}
