using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Creates a one-off task, or one for each assignee where that is asked for (C14).</summary>
internal sealed class CreateTask(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    public Result<IReadOnlyList<TallyfyTask>> Execute(Member creator, NewTask asked)
    {
        if (new OwnerRules(state, options).FindMistake(asked.Owners, asked.MaxAssignable) is { } mistake)
            return Refusal.Field("owners", mistake);

        var isSeparate = asked.IsSeparateForEach
            || (asked.EveryoneMustComplete && options.EveryoneMustComplete == "separate-tasks");
        var owned = isSeparate ? Split(asked.Owners).ToList() : [];
        if (asked.Run is null && (owned.Count > 0 || options.OneOffRun == "container"))
            asked = asked with { Run = ContainerRun.Add(state, creator, asked.Title, now) };
        return owned.Count > 0
            ? owned.ConvertAll(owners => Create(creator, ForOne(asked, owners)))
            : new List<TallyfyTask> { Create(creator, asked) };
    }

    public TallyfyTask Clone(Member actor, TallyfyTask task)
    {
        var copy = Create(actor, new NewTask
        {
            Title = task.Title,
            TaskType = task.TaskType,
            Owners = task.Owners,
            Deadline = task.Deadline,
            Summary = task.Summary,
            StartedAt = task.StartedAt,
            Run = task.Process
                ?? (task.Run is null ? null : ContainerRun.Add(state, actor, task.Title, now)),
            EveryoneMustComplete = task.EveryoneMustComplete,
            CanCompleteOnlyAssignees = task.CanCompleteOnlyAssignees,
            PreventGuestComment = task.PreventGuestComment,
            IsTopSecret = task.IsTopSecret,
            MaxAssignable = task.MaxAssignable,
            Webhook = task.Webhook,
            Tags = task.Tags,
            Fields = task.Fields,
        });
        foreach (var (field, answer) in task.Answers)
            copy.Answers[field] = answer;
        return copy;
    }

    private static NewTask ForOne(NewTask asked, Owners owners) =>
        asked with { Owners = owners, EveryoneMustComplete = false };

    /// <summary>One for each person; a guest cannot stand alone and shares the task of the first member.</summary>
    private IEnumerable<Owners> Split(Owners owners) => state.People.Assignees(owners)
        .Select((id, index) => new Owners { Users = [id], Guests = index == 0 ? owners.Guests : [] });

    private TallyfyTask Create(Member creator, NewTask asked)
    {
        var task = new TallyfyTask
        {
            Id = SandboxState.NewId(),
            IncrementId = state.NextIncrement(),
            Title = asked.Title,
            Summary = asked.Summary,
            Run = asked.Run,
            TaskType = asked.TaskType,
            Owners = asked.Owners,
            StarterId = creator.Id,
            CreatedAt = now,
            LastUpdated = now,
            StartedAt = asked.StartedAt,
            Deadline = RequestDate.Snap(asked.Deadline, options),
            EveryoneMustComplete = asked.EveryoneMustComplete
                && asked.TaskType is (TaskTypes.Task or TaskTypes.Approval),
            CanCompleteOnlyAssignees = asked.CanCompleteOnlyAssignees,
            PreventGuestComment = asked.PreventGuestComment,
            IsTopSecret = asked.IsTopSecret,
            MaxAssignable = asked.MaxAssignable,
            Webhook = asked.Webhook,
            Tags = asked.Tags,
            OwnFields = asked.Fields,
        };

        state.Tasks.Add(task);
        asked.Run?.LastUpdated = now;
        state.Events.Add(new SandboxEvent(EventVerb.Created, now) { Actor = creator, Task = task });
        RunCompletion.Settle(state, task.Run, creator, now);
        return task;
    }
}
