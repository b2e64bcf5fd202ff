using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>Changes an open task and its answers (docs/tallyfy-facts.md 7): all that is asked, or nothing.</summary>
internal sealed class UpdateTask(SandboxState state, SandboxOptions options)
{
    public Result<TallyfyTask> Execute(
        Member actor, TaskAddress address, Func<TallyfyTask, Result<TaskChange>> read, DateTimeOffset now)
    {
        if (address.Find(state, options) is not { } task)
            return new Refusal.NotFound();
        if (FindBlock(actor, task) is { } block)
            return block;

        var asked = read(task);
        if (asked.Value is not { } change)
            return asked.Refusal ?? new Refusal.NotFound();
        if (FindMistake(task, change) is { } mistake)
            return mistake;

        Apply(actor, task, change, now);
        return task;
    }

    private Refusal? FindBlock(Member actor, TallyfyTask task)
    {
        if (!new TaskAccess(state, options).MayEdit(actor, task))
            return new Refusal.Forbidden("You do not have permission to update this task.");
        if (task.IsArchived)
            return Refusal.FromSetting(options.ArchivedTask, "Task is archived.");
        if (task.Run is { HasOpenIssue: true })
            return Refusal.FromSetting(options.UnresolvedIssue, "Process has unresolved issues.");
        return task.IsCompleted ? Refusal.Field("status", "Completed tasks cannot be updated.") : null;
    }

    private Refusal? FindMistake(TallyfyTask task, TaskChange change)
    {
        var max = change.MaxAssignable ?? task.MaxAssignable;
        var owners = change.Owners ?? (change.MaxAssignable is null ? null : task.Owners);
        if (owners is not null && new OwnerRules(state, options).FindMistake(owners, max) is { } wrong)
            return Refusal.Field("owners", wrong);

        var form = new AnswerForm(options);
        return form.Refuse(form.FindMistakes(task.Fields, change.Answers), "taskdata");
    }

    private void Apply(Member actor, TallyfyTask task, TaskChange change, DateTimeOffset now)
    {
        Tell(actor, task, change, now);
        Set(task, change, now);

        var isReassigned = change.Owners is { } owners && new ReassignTask(state).Execute(actor, task, owners, now);
        var changed = WriteAnswers(actor, task, change, now);

        var rules = new FireRules(state, options, now);
        if (isReassigned)
            rules.AfterReassignment(task);
        if (changed.Count > 0 && options.FieldRulesFire == "on-update")
            rules.AfterAnswers(task, changed);
    }

    private void Tell(Member actor, TallyfyTask task, TaskChange change, DateTimeOffset now)
    {
        Say("title", task.Title, change.Title);
        Say("summary", task.Summary, change.Summary);
        Say("deadline", Text(task.Deadline), change.Deadline is { } due ? Text(RequestDate.Snap(due, options)) : null);

        void Say(string field, string? before, string? after)
        {
            if (after is not null && after != before)
                state.Events.Add(new SandboxEvent(EventVerb.Updated, now)
                {
                    Actor = actor,
                    Task = task,
                    Field = field,
                    OldValue = before,
                    NewValue = after,
                });
        }
    }

    private void Set(TallyfyTask task, TaskChange change, DateTimeOffset now)
    {
        task.Title = change.Title ?? task.Title;
        task.Summary = change.Summary ?? task.Summary;
        task.Deadline = change.Deadline is { } deadline ? RequestDate.Snap(deadline, options) : task.Deadline;
        task.StartedAt = change.StartedAt ?? task.StartedAt;
        task.Webhook = change.Webhook ?? task.Webhook;
        task.PreventGuestComment = change.PreventGuestComment ?? task.PreventGuestComment;
        task.MovedTo = change.Position ?? task.MovedTo;
        task.MaxAssignable = change.MaxAssignable ?? task.MaxAssignable;
        state.Tasks.Retype(task, change.TaskType ?? task.TaskType);
        task.IsTopSecret = change.IsTopSecret ?? task.IsTopSecret;
        task.LastUpdated = now;
        task.Run?.LastUpdated = now;
    }

    private IReadOnlySet<string> WriteAnswers(Member actor, TallyfyTask task, TaskChange change, DateTimeOffset now)
    {
        if (change.Answers.Count == 0)
            return new HashSet<string>();

        var changed = new AnswerForm(options).Write(task.Fields, change.Answers, task.Answers);
        foreach (var field in task.Fields.Where(field => changed.Contains(field.Id)))
            state.Events.Add(new SandboxEvent(EventVerb.Updated, now)
            {
                Actor = actor,
                Task = task,
                Field = field.Label,
                NewValue = string.Join(", ", FieldAnswer.Texts(field.FieldType, Answer(task, field))),
            });

        return changed;
    }

    private static System.Text.Json.JsonElement? Answer(TallyfyTask task, FormField field) =>
        task.Answers.TryGetValue(field.Id, out var answer) ? answer : null;

    private static string Text(DateTimeOffset at) => WireDate.Seconds(at);
}
