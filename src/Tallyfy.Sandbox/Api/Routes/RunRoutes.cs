using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Routes;

internal static class RunRoutes
{
    public static ApiAnswer All(ApiCall call)
    {
        var found = call.State.Runs.All.Where(run =>
            HasStatus(run, call.Query("status")) && HasText(run, call.Query("q")));
        return Paging.List(call, found, run => Shape(run, call), SandboxJson.Default.ListJsonRunJson);
    }

    public static ApiAnswer One(ApiCall call) => call.State.Runs.Find(call.Route("run")) is { } run
        ? ApiAnswer.Ok(new ItemJson<RunJson>(Shape(run, call)), SandboxJson.Default.ItemJsonRunJson)
        : ApiErrors.From(new Refusal.NotFound());

    private static RunJson Shape(Run run, ApiCall call)
    {
        var json = RunShapes.Run(run);
        if (!call.With.Contains("tasks"))
            return json;

        var access = new TaskAccess(call.State, call.Options);
        var shapes = new TaskShapes(call.State, call.Options, new HashSet<string>());
        return json with
        {
            Tasks = Shapes.Include(
                [.. run.Tasks.Where(task => access.Sees(call.Caller, task)).Select(shapes.Task)],
                SandboxJson.Default.IReadOnlyListTaskJson,
                call.Options),
        };
    }

    private static bool HasStatus(Run run, string? status) =>
        status is not ("active" or "complete" or "problem") || run.Status == status;

    private static bool HasText(Run run, string? text) =>
        text is null || run.Name.Contains(text, StringComparison.OrdinalIgnoreCase);
}
