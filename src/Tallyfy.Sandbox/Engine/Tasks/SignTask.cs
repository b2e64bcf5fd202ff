using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Whose token it came with and whose name is recorded; a guest has neither.</summary>
internal sealed record Signer(Member? Actor, Member? Completer, string? Guest)
{
    public string Name => Completer?.FullName ?? Guest ?? "";
}

/// <summary>Writes a signature under a task: the last one that everyone-must-complete needs ends it.</summary>
internal sealed class SignTask(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    public SignedTask Execute(TallyfyTask task, Signer signer, bool? said)
    {
        var verdict = task.IsApproval || options.VerdictOnPlainTask == "stored" ? said : null;
        task.LastUpdated = now;
        task.Run?.LastUpdated = now;

        var isForAll = task.EveryoneMustComplete
            && !(signer.Actor is { IsAdmin: true } && options.AdminClosesForEveryone);
        if (isForAll && !IsLastVote(task, signer, verdict))
            return new SignedTask(task, signer.Completer?.Id, verdict);

        var outcome = isForAll && options.MixedVerdicts == "any-rejection" && HasRejection(task) ? false : verdict;
        task.Completion = new TaskCompletion(now, signer.Completer?.Id, signer.Actor?.Id, outcome)
        {
            Guest = signer.Guest,
            HasExpired = task.IsExpiring && said is false && options.VerdictOnExpiringTask == "expires",
        };
        state.Events.Add(new SandboxEvent(EventVerb.Completed, now) { Actor = signer.Completer, Task = task });

        var changed = new FireRules(state, options, now).AfterCompletion(task);
        RunCompletion.Settle(state, task.Run, signer.Completer, now);
        return new SignedTask(task, signer.Completer?.Id, verdict) { Changed = changed };
    }

    private bool IsLastVote(TallyfyTask task, Signer signer, bool? verdict)
    {
        if (signer.Guest is { } guest)
            task.GuestVotes[guest] = verdict;
        else if (signer.Completer is { } completer)
            task.Votes[completer.Id] = verdict;
        if (options.EveryoneComments)
            AddNote(task, signer, verdict);

        return state.People.Assignees(task.Owners).All(task.Votes.ContainsKey)
            && task.Owners.Guests.All(task.GuestVotes.ContainsKey);
    }

    private static bool HasRejection(TallyfyTask task) =>
        task.Votes.ContainsValue(false) || task.GuestVotes.ContainsValue(false);

    /// <summary>Tallyfy writes one comment for each person who acted; its words are ours.</summary>
    private void AddNote(TallyfyTask task, Signer signer, bool? verdict)
    {
        var did = verdict switch
        {
            true => "approved",
            false => "rejected",
            null => "completed",
        };
        task.Threads.Add(new TaskThread
        {
            Id = SandboxState.NewId(),
            Content = $"{signer.Name} {did} this task.",
            Label = "comment",
            State = options.CommentVisibility,
            AuthorId = signer.Completer?.Id ?? task.StarterId,
            CreatedAt = now,
        });
    }
}
