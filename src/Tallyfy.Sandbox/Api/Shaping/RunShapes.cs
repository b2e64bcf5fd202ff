using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Shaping;

/// <summary>Processes as they appear on the wire (docs/tallyfy-facts.md 10).</summary>
internal sealed class RunShapes(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    public RunJson Run(Run run) => new()
    {
        Id = run.Id,
        IncrementId = run.IncrementId,
        ChecklistId = run.IsContainer ? null : run.Template.Id,
        ChecklistTitle = run.IsContainer ? null : run.Template.Title,
        Name = run.Name,
        Summary = run.Summary,
        Status = run.Status,
        Progress = Progress(run.Tasks.Where(task => options.ProgressCounts == "all-tasks" || !task.IsHidden)),
        WholeProgress = Progress(run.Tasks),
        StartedBy = run.StartedBy,
        OwnerId = run.OwnerId,
        Prerun = Answers(run.Prerun),
        PrerunStatus = run.IsKickedOff ? "complete" : "incomplete",
        PrerunCompletedAt = run.IsKickedOff ? WireDate.Seconds(run.CreatedAt) : null,
        PrerunCompletedBy = run.IsKickedOff ? run.StartedBy : null,
        PrerunLength = run.Prerun.Count,
        Starred = run.IsStarred,
        CreatedAt = WireDate.Seconds(run.CreatedAt),
        StartedAt = WireDate.Seconds(run.CreatedAt),
        LastUpdated = WireDate.Seconds(run.LastUpdated),
        ArchivedAt = run.ArchivedAt is { } archived ? WireDate.Seconds(archived) : null,
        CompletedAt = run.IsCompleted ? WireDate.Seconds(run.CompletedAt ?? run.LastUpdated) : null,
        DueDate = run.DueDate is { } due ? WireDate.Seconds(due) : null,
        DueDatePassed = !run.IsCompleted && run.DueDate < now,
        DueSoon = !run.IsCompleted && run.DueDate >= now && run.DueDate <= now + TaskQuery.Soon,
        LateTasks = run.LateTasks(now),
        MaxTaskDeadline = run.DueDate is { } last ? WireDate.Seconds(last) : null,
        Collaborators = [.. run.Tasks.SelectMany(task => state.People.Assignees(task.Owners)).Distinct().Order()],
        ParentId = run.ParentId,
        HasOpenIssue = run.HasOpenIssue,
        IsPublic = run.IsPublic,
        Users = run.Users,
        Groups = run.Groups,
    };

    public static JsonObject Answers(IReadOnlyDictionary<string, JsonElement> answers) => new(
        answers.Select(answer => KeyValuePair.Create(
            answer.Key, JsonSerializer.SerializeToNode(answer.Value, SandboxJson.Default.JsonElement))));

    private ProgressJson Progress(IEnumerable<TallyfyTask> counted)
    {
        var tasks = counted.ToList();
        var complete = tasks.Count(task => task.IsCompleted);
        var progress = new ProgressJson(complete, tasks.Count, tasks.Count == 0 ? 0 : 100 * complete / tasks.Count);
        return options.ProgressVerdicts == "absent" ? progress : progress with
        {
            Approved = tasks.Count(task => task is { IsApproval: true, Completion.IsApproved: true }),
            Rejected = tasks.Count(task => task is { IsApproval: true, Completion.IsApproved: false }),
        };
    }
}
