using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Shaping;

/// <summary>Tasks, their fields and threads as they appear on the wire.</summary>
internal sealed class TaskShapes(
    SandboxState state, SandboxOptions options, IReadOnlySet<string> with, DateTimeOffset now)
{
    private readonly RunShapes runs = new(state, options, now);
    private readonly FieldShapes fields = new(options);

    public TaskJson Task(TallyfyTask task) => Plain(task) with
    {
        Summary = with.Contains("summary") ? task.Summary : null,
        OriginalSummary = with.Contains("summary") ? task.Step?.Summary ?? task.Summary : null,
        Run = task.Run is { } run && with.Contains("run")
            ? Shapes.Include(RunForTask(run), SandboxJson.Default.RunJson, options)
            : null,
        Step = task.Step is { } step && with.Contains("step")
            ? Shapes.Include(Step(step), SandboxJson.Default.StepJson, options)
            : null,
        FormFields = with.Contains("form_fields")
            ? Shapes.Include(fields.Of(task), SandboxJson.Default.IReadOnlyListFormFieldJson, options)
            : null,
        Threads = with.Contains("threads")
            ? Shapes.Include([.. task.Threads.Select(Thread)], SandboxJson.Default.IReadOnlyListThreadJson, options)
            : null,
        Further = new FurtherIncludes(state, options, with).Of(task),
    };

    /// <summary>A task without what a request may ask for besides.</summary>
    private TaskJson Plain(TallyfyTask task) => new()
    {
        Id = task.Id,
        IncrementId = task.IncrementId,
        Title = task.Title,
        OriginalTitle = task.Step?.Title ?? task.Title,
        RunId = task.Run?.Id,
        ChecklistId = task.Process?.Template.Id,
        StepId = task.Step?.Id,
        Alias = task.Step?.Alias,
        Taskdata = task.Answers,
        Owners = Owners(task),
        Status = Status(task),
        StatusLabel = Label(Status(task)),
        TaskType = task.TaskType,
        IsApproved = task.Completion?.IsApproved,
        Position = task.Position,
        BlueprintPosition = task.Step?.Position ?? 1,
        StartedAt = task.StartedAt is { } started ? WireDate.Seconds(started) : null,
        Deadline = WireDate.Seconds(task.Deadline),
        CreatedAt = WireDate.Seconds(task.CreatedAt),
        LastUpdated = WireDate.Seconds(task.LastUpdated),
        ArchivedAt = task.ArchivedAt is { } archived ? WireDate.Seconds(archived) : null,
        CompletedAt = task.Completion is { } done ? WireDate.Milliseconds(done.At) : null,
        StarterId = task.StarterId,
        CompleterId = task.Completion?.CompleterId,
        IsOneoffTask = task.IsOneOff,
        EveryoneMustComplete = task.EveryoneMustComplete,
        CompletionProgress = Progress(task),
        CanCompleteOnlyAssignees = task.CanCompleteOnlyAssignees,
        MaxAssignable = task.MaxAssignable,
        Webhook = task.Webhook,
        PreventGuestComment = task.PreventGuestComment,
        Problem = task.HasOpenIssue,
        RunStatus = task.Run?.Status,
        TopSecret = task.IsTopSecret,
    };

    public CompletedTaskJson Completed(SignedTask signed) => new()
    {
        Id = signed.Task.Id,
        Title = signed.Task.Title,
        Status = Status(signed.Task),
        CompletedAt = signed.Task.Completion is { } done ? WireDate.Milliseconds(done.At) : null,
        CompleterId = signed.Task.Completion?.CompleterId,
        CompletionProgress = Progress(signed.Task),
        TasksChangedByRules = RuleChanges(signed.Task, signed.Changed),
    };

    public ReopenedTaskJson Reopened(ReopenedTask reopened) => new()
    {
        Id = reopened.Task.Id,
        Title = reopened.Task.Title,
        Status = Status(reopened.Task),
        TasksChangedByRules = RuleChanges(reopened.Task, reopened.Changed),
    };

    /// <summary>Only answers about a task of a process carry it.</summary>
    public JsonNode? RuleChanges(TallyfyTask task, IReadOnlyList<TallyfyTask> changed) =>
        task.Run is null ? null : RuleChangesShape.From([.. changed.Select(Changed)], options);

    public ThreadJson Thread(TaskThread thread) => ThreadShape.From(thread, state);

    private ChangedTaskJson Changed(TallyfyTask task) =>
        new(task.Id, task.Title, Status(task), task.Run?.Id, task.Step?.Id);

    private RunJson RunForTask(Run run) => runs.Run(run) with
    {
        Checklist = with.Contains("run.checklist")
            ? Shapes.Include(TemplateShapes.Brief(run.Template), SandboxJson.Default.ChecklistJson, options)
            : null,
    };

    private static StepJson Step(TemplateStep step) =>
        new(step.Id, step.Title, step.Alias, step.Position, step.TaskType);

    private static string Label(string status) => status switch
    {
        "auto-skipped" => "Auto-skipped",
        "in-progress" => "In progress",
        _ => string.Concat(char.ToUpperInvariant(status[0]).ToString(), status.AsSpan(1)),
    };

    public string Status(TallyfyTask task) => task switch
    {
        { Completion: { IsApproved: { } verdict }, IsApproval: true }
            when options.FinishedStatus == "approved-rejected" => verdict ? "approved" : "rejected",
        { Completion: { } ended, IsExpiring: true }
            when options.FinishedStatus == "approved-rejected" => ended.HasExpired ? "expired" : "acknowledged",
        { IsCompleted: true } => "completed",
        { IsHidden: true } => "auto-skipped",
        { IsReopened: true } => "in-progress",
        _ => "active",
    };

    private JsonNode? Progress(TallyfyTask task)
    {
        if (!task.EveryoneMustComplete)
            return null;

        var members = state.People.Assignees(task.Owners);
        var total = members.Count + task.Owners.Guests.Count;
        var acted = task.IsCompleted
            ? total
            : members.Count(task.Votes.ContainsKey) + task.Owners.Guests.Count(task.GuestVotes.ContainsKey);
        return options.CompletionProgressShape switch
        {
            "percent" => JsonValue.Create(total == 0 ? 0 : 100 * acted / total),
            "absent" => null,
            _ => new JsonObject { ["completed"] = acted, ["total"] = total },
        };
    }

    private OwnersJson Owners(TallyfyTask task) => new()
    {
        Users = [.. task.Owners.Users.Select(Owner)],
        Guests = task.Owners.Guests,
        Groups = task.Owners.Groups,
    };

    private JsonNode? Owner(int id) => options.OwnersShape == "objects"
        ? JsonSerializer.SerializeToNode(
            new OwnerJson(id, state.People.Find(id)?.FullName ?? "", null), SandboxJson.Default.OwnerJson)
        : JsonValue.Create(id);
}
