using System.Globalization;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Reading tasks (section 6).</summary>
internal static class TaskRoutes
{
    public static ApiAnswer OfOrganization(ApiCall call) => List(call, call.State.Tasks.All, Query(call));

    public static ApiAnswer Mine(ApiCall call)
    {
        var me = call.Caller.Id;
        HashSet<string> groups = call.Options.GroupTasksInMyTasks
            ? [.. call.State.People.GroupsOf(me).Select(group => group.Id)]
            : [];
        var mine = call.State.Tasks.All.Where(task =>
            task.Owners.Users.Contains(me) || task.Owners.Groups.Any(groups.Contains));

        var query = Query(call) with { Owners = [] };
        return List(call, mine, call.Options.MyTasksStatusFilter == "honoured" ? query : query with { Status = null });
    }

    public static ApiAnswer OfRun(ApiCall call) => call.State.Runs.Find(call.Route("run")) is { } run
        ? List(call, run.Tasks, Query(call))
        : ApiErrors.From(new Refusal.NotFound());

    public static ApiAnswer One(ApiCall call)
    {
        if (call.State.Tasks.Find(call.Route("task")) is not { } task || !IsUnderItsRun(call, task))
            return ApiErrors.From(new Refusal.NotFound());
        if (!new TaskAccess(call.State, call.Options).Sees(call.Caller, task))
            return ApiErrors.From(new Refusal.Forbidden("You do not have permission to view this task."));

        // A single task carries its summary unasked (section 6.2).
        var shapes = new TaskShapes(call.State, call.Options, call.With.Append("summary").ToHashSet());
        return ApiAnswer.Ok(new ItemJson<TaskJson>(shapes.Task(task)), SandboxJson.Default.ItemJsonTaskJson);
    }

    private static bool IsUnderItsRun(ApiCall call, TallyfyTask task) =>
        !call.Request.RouteValues.ContainsKey("run") || task.Run?.Id == call.Route("run");

    private static ApiAnswer List(ApiCall call, IEnumerable<TallyfyTask> tasks, TaskQuery query)
    {
        var access = new TaskAccess(call.State, call.Options);
        var seen = tasks.Where(task => access.Sees(call.Caller, task));
        var shapes = new TaskShapes(call.State, call.Options, call.With);
        var found = query.Apply(seen, call.State, call.Options, call.Now);
        return Paging.List(call, found, shapes.Task, SandboxJson.Default.ListJsonTaskJson);
    }

    private static TaskQuery Query(ApiCall call) => new()
    {
        Status = call.Query("status"),
        Text = call.Query("q"),
        Owners = Numbers(call.Query("owners")),
        Groups = call.Query("groups")?.Split(',', StringSplitOptions.TrimEntries) ?? [],
        IsOneOff = call.Query("is_oneoff") is null ? null : call.Flag("is_oneoff"),
        IsUnassigned = call.Flag("unassigned"),
        Archived = call.Query("archived"),
        Sort = call.Query("sort"),
    };

    /// <summary>A list that names nobody real finds nothing; it does not become "no filter".</summary>
    private static IReadOnlyList<int> Numbers(string? list) =>
    [
        .. list?.Split(',', StringSplitOptions.TrimEntries).Select(text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1) ?? [],
    ];
}
