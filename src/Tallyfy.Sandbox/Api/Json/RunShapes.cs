using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Json;

internal static class RunShapes
{
    public static RunJson Run(Run run) => new()
    {
        Id = run.Id,
        IncrementId = run.IncrementId,
        ChecklistId = run.Template.Id,
        ChecklistTitle = run.Template.Title,
        Name = run.Name,
        Summary = run.Summary,
        Status = run.Status,
        Progress = Progress(run),
        WholeProgress = Progress(run),
        StartedBy = run.StartedBy,
        OwnerId = run.StartedBy,
        CreatedAt = WireDate.Seconds(run.CreatedAt),
        StartedAt = WireDate.Seconds(run.CreatedAt),
        LastUpdated = WireDate.Seconds(run.LastUpdated),
        CompletedAt = run.IsCompleted ? WireDate.Seconds(run.LastUpdated) : null,
    };

    private static ProgressJson Progress(Run run)
    {
        var complete = run.Tasks.Count(task => task.IsCompleted);
        return new ProgressJson(complete, run.Tasks.Count, run.Tasks.Count == 0 ? 0 : 100 * complete / run.Tasks.Count);
    }
}
