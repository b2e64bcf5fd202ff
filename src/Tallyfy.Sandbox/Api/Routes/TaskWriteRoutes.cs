using Tallyfy.Sandbox.Api.Bodies;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Changing, creating and putting away tasks (docs/tallyfy-facts.md 7, 10).</summary>
internal static class TaskWriteRoutes
{
    public static ApiAnswer Update(ApiCall call)
    {
        var run = call.Request.RouteValues.ContainsKey("run") ? call.Route("run") : null;
        var address = new TaskAddress(call.Route("task"), run);
        return new UpdateTask(call.State, call.Options)
            .Execute(call.Caller, address, task => TaskBody.ReadChange(call, task), call.Now)
            .Match(task => Show(call, StatusCodes.Status200OK, task), ApiErrors.From);
    }

    public static ApiAnswer Create(ApiCall call) => TaskBody.ReadNew(call)
        .Match(
            asked => new CreateTask(call.State, call.Options, call.Now).Execute(call.Caller, asked)
                .Match(tasks => ShowCreated(call, tasks), ApiErrors.From),
            ApiErrors.From);

    public static ApiAnswer Clone(ApiCall call)
    {
        if (call.State.Tasks.Find(call.Route("task")) is not { } task)
            return ApiErrors.From(new Refusal.NotFound());
        return new TaskAccess(call.State, call.Options).MayEdit(call.Caller, task)
            ? ShowCreated(call, [new CreateTask(call.State, call.Options, call.Now).Clone(call.Caller, task)])
            : ApiErrors.From(new Refusal.Forbidden("You do not have permission to clone this task."));
    }

    public static ApiAnswer Archive(ApiCall call) =>
        Remove(call, EventVerb.Archived);

    public static ApiAnswer Restore(ApiCall call) => File(call, EventVerb.Unarchived)
        .Match(task => Show(call, StatusCodes.Status200OK, task), ApiErrors.From);

    public static ApiAnswer Delete(ApiCall call) => Remove(call, EventVerb.Deleted);

    public static ApiAnswer NoContent { get; } = new(StatusCodes.Status204NoContent, []);

    /// <summary>For one-off tasks only: a process keeps its steps (19.5).</summary>
    private static ApiAnswer Remove(ApiCall call, EventVerb verb) =>
        call.State.Tasks.Find(call.Route("task")) is { IsOneOff: false }
        && call.Options.RemoveProcessTask is var answer and not "accepted"
            ? ApiErrors.From(Refusal.FromSetting(answer, "Only one-off tasks can be archived or deleted."))
            : File(call, verb).Match(_ => NoContent, ApiErrors.From);

    private static Result<TallyfyTask> File(ApiCall call, EventVerb verb) =>
        new FileTask(call.State, call.Options, call.Now).Execute(call.Caller, call.Route("task"), verb);

    /// <summary>Right after its creation a task is "not-started" (docs/tallyfy-facts.md 6.4), later not.</summary>
    private static ApiAnswer ShowCreated(ApiCall call, IReadOnlyList<TallyfyTask> tasks)
    {
        var shapes = Shapes(call);
        var created = tasks
            .Select(task => shapes.Task(task) with { Status = "not-started", StatusLabel = "Not started" })
            .ToList();
        return created.Count > 1 && call.Options.SeparateTasksAnswer == "list"
            ? ApiAnswer.Json(
                StatusCodes.Status201Created,
                new ItemJson<IReadOnlyList<TaskJson>>(created),
                SandboxJson.Default.ItemJsonIReadOnlyListTaskJson)
            : ApiAnswer.Json(
                StatusCodes.Status201Created, new ItemJson<TaskJson>(created[0]), SandboxJson.Default.ItemJsonTaskJson);
    }

    private static ApiAnswer Show(ApiCall call, int status, TallyfyTask task) => ApiAnswer.Json(
        status, new ItemJson<TaskJson>(Shapes(call).Task(task)), SandboxJson.Default.ItemJsonTaskJson);

    private static TaskShapes Shapes(ApiCall call) =>
        new(call.State, call.Options, call.With.Append("summary").ToHashSet(), call.Now);
}
