using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Json;

/// <summary>Tasks, their fields and threads as they appear on the wire.</summary>
internal sealed class TaskShapes(SandboxState state, SandboxOptions options, IReadOnlySet<string> with)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    public TaskJson Task(TallyfyTask task) => new()
    {
        Id = task.Id,
        IncrementId = task.IncrementId,
        Title = task.Title,
        OriginalTitle = task.Step?.Title ?? task.Title,
        RunId = task.Run?.Id,
        ChecklistId = task.Run?.Template.Id,
        StepId = task.Step?.Id,
        Alias = task.Step?.Alias,
        Taskdata = task.Answers,
        Owners = Owners(task),
        Status = Status(task),
        StatusLabel = Label(Status(task)),
        TaskType = task.TaskType,
        IsApproved = task.Completion?.IsApproved,
        Position = task.Step?.Position ?? 1,
        BlueprintPosition = task.Step?.Position ?? 1,
        StartedAt = task.StartedAt is { } started ? WireDate.Seconds(started) : null,
        Deadline = WireDate.Seconds(task.Deadline),
        CreatedAt = WireDate.Seconds(task.CreatedAt),
        LastUpdated = WireDate.Seconds(task.LastUpdated),
        ArchivedAt = task.ArchivedAt is { } archived ? WireDate.Seconds(archived) : null,
        CompletedAt = task.Completion is { } done ? WireDate.Milliseconds(done.At) : null,
        StarterId = task.StarterId,
        CompleterId = task.Completion?.CompleterId,
        IsOneoffTask = task.Run is null,
        EveryoneMustComplete = task.EveryoneMustComplete,
        CompletionProgress = Progress(task),
        CanCompleteOnlyAssignees = task.CanCompleteOnlyAssignees,
        Problem = task.HasOpenIssue,
        RunStatus = task.Run?.Status,
        TopSecret = task.IsTopSecret,
        Summary = with.Contains("summary") ? task.Summary : null,
        OriginalSummary = with.Contains("summary") ? task.Step?.Summary ?? task.Summary : null,
        Run = task.Run is { } run && with.Contains("run")
            ? Shapes.Include(RunShapes.Run(run), SandboxJson.Default.RunJson, options)
            : null,
        Step = task.Step is { } step && with.Contains("step")
            ? Shapes.Include(Step(step), SandboxJson.Default.StepJson, options)
            : null,
        FormFields = with.Contains("form_fields")
            ? Shapes.Include([.. task.Fields.Select(field => Field(task, field))],
                SandboxJson.Default.IReadOnlyListFormFieldJson, options)
            : null,
        Threads = with.Contains("threads")
            ? Shapes.Include([.. task.Threads.Select(Thread)], SandboxJson.Default.IReadOnlyListThreadJson, options)
            : null,
    };

    public CompletedTaskJson Completed(TallyfyTask task) => new()
    {
        Id = task.Id,
        Title = task.Title,
        Status = Status(task),
        CompletedAt = task.Completion is { } done ? WireDate.Milliseconds(done.At) : null,
        CompleterId = task.Completion?.CompleterId,
        CompletionProgress = Progress(task),
        TasksChangedByRules = RuleChanges(task),
    };

    public ReopenedTaskJson Reopened(TallyfyTask task) => new()
    {
        Id = task.Id,
        Title = task.Title,
        Status = Status(task),
        TasksChangedByRules = RuleChanges(task),
    };

    /// <summary>Only answers about a task of a process carry it; no rule has run yet, so it is empty.</summary>
    public JsonNode? RuleChanges(TallyfyTask task) => task.Run is null ? null : options.EmptyRuleChanges switch
    {
        "array" => new JsonArray(),
        "absent" => null,
        _ => new JsonObject(),
    };

    public static ThreadJson Thread(TaskThread thread) => new()
    {
        Id = thread.Id,
        Content = thread.Content,
        Label = thread.Label,
        State = thread.State,
        ResolveId = thread.ResolveId,
        AuthorId = thread.AuthorId,
        CreatedAt = WireDate.Seconds(thread.CreatedAt),
    };

    private static StepJson Step(TemplateStep step) =>
        new(step.Id, step.Title, step.Alias, step.Position, step.TaskType);

    private static string Label(string status) => status switch
    {
        "auto-skipped" => "Auto-skipped",
        "in-progress" => "In progress",
        _ => string.Concat(char.ToUpperInvariant(status[0]).ToString(), status.AsSpan(1)),
    };

    private string Status(TallyfyTask task) => task switch
    {
        { Completion: { IsApproved: { } verdict }, IsApproval: true }
            when options.FinishedStatus == "approved-rejected" => verdict ? "approved" : "rejected",
        { IsCompleted: true } => "completed",
        { IsHidden: true } => "auto-skipped",
        { IsReopened: true } => "in-progress",
        _ => "active",
    };

    private ProgressCountJson? Progress(TallyfyTask task)
    {
        if (!task.EveryoneMustComplete)
            return null;

        var all = state.People.Assignees(task.Owners);
        return new ProgressCountJson(task.IsCompleted ? all.Count : all.Count(task.Votes.ContainsKey), all.Count);
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

    private FormFieldJson Field(TallyfyTask task, FormField field) => new()
    {
        Id = field.Id,
        StepId = task.Step?.Id,
        Label = field.Label,
        Alias = field.Alias,
        FieldType = field.FieldType,
        Required = field.Required,
        Position = field.Position,
        Options = field.Options.Count == 0
            ? null
            : [.. field.Options.Select(option => new FieldOptionJson(option.Id, option.Text, null))],
        Answer =
        {
            [options.FieldAnswerKey] = task.Answers.GetValueOrDefault(field.Id, Nothing),
        },
    };
}
