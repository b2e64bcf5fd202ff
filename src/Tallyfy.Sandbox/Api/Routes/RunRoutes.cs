using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Reading processes (docs/tallyfy-facts.md 10).</summary>
internal static class RunRoutes
{
    public static ApiAnswer All(ApiCall call)
    {
        var access = new TaskAccess(call.State, call.Options);
        var seen = call.State.Runs.All.Where(run => !run.IsContainer && access.Sees(call.Caller, run));
        var query = new RunQuery
        {
            Status = call.Query("status"),
            Text = call.Query("q"),
            Owners = TaskFilters.Numbers(call.Query("owners")),
            Groups = TaskFilters.Texts(call.Query("groups")),
            TaskStatus = call.Query("task_status"),
            ChecklistId = call.Query("checklist_id"),
            Type = call.Query("type"),
            Tag = call.Query("tag"),
            IsStarred = call.Query("starred") is null ? null : call.Flag("starred"),
            Sort = call.Query("sort"),
        };
        var found = query.Apply(seen, call.State, call.Options, call.Now);
        var shapes = new RunIncludes(call);
        return Paging.List(call, found, shapes.Run, SandboxJson.Default.ListJsonRunJson);
    }

    public static ApiAnswer One(ApiCall call) => Find(call).Match(
        run => ApiAnswer.Ok(new ItemJson<RunJson>(new RunIncludes(call).Run(run)), SandboxJson.Default.ItemJsonRunJson),
        ApiErrors.From);

    public static ApiAnswer FormFields(ApiCall call) => Find(call).Match(
        run => ApiAnswer.Ok(
            new ItemJson<RunFieldsJson>(new RunFieldsJson(
                [
                    .. run.Tasks.SelectMany(task => task.Fields.Select(field => FieldShapes.OfRun(field, task.Id))),
                ],
                [.. run.Template.KickOff.Select(field => FieldShapes.OfRun(field, null))])),
            SandboxJson.Default.ItemJsonRunFieldsJson),
        ApiErrors.From);

    public static Result<Run> Find(ApiCall call)
    {
        if (call.State.Runs.Find(call.Route("run")) is not { } run)
            return new Refusal.NotFound();
        return new TaskAccess(call.State, call.Options).Sees(call.Caller, run)
            ? run
            : new Refusal.Forbidden("You do not have permission to view this process.");
    }
}
