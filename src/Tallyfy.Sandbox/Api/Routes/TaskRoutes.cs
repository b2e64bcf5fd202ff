using System.Globalization;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Reading tasks (docs/tallyfy-facts.md 6).</summary>
internal static class TaskRoutes
{
    public static ApiAnswer OfOrganization(ApiCall call)
    {
        var query = TaskFilters.Read(call);
        var asked = query.Owners.Count == 0
            ? call.State.Tasks.All
            : call.State.Tasks.OwnedBy(Wide(call, query.Owners, call.Options.GroupTasksByOwner));
        return List(call, asked, query);
    }

    public static ApiAnswer Mine(ApiCall call)
    {
        var query = TaskFilters.Read(call) with { Owners = [] };
        return OfPerson(
            call, call.Caller, call.Options.MyTasksStatusFilter == "honoured" ? query : query with { Status = null });
    }

    public static ApiAnswer OfMember(ApiCall call) =>
        int.TryParse(call.Route("user"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && call.State.People.Find(id) is { } member
            ? OfPerson(call, member, TaskFilters.Read(call) with { Owners = [] })
            : ApiErrors.From(new Refusal.NotFound());

    public static ApiAnswer OfRun(ApiCall call) =>
        RunRoutes.Find(call).Match(run => List(call, run.Tasks, TaskFilters.Read(call)), ApiErrors.From);

    public static ApiAnswer One(ApiCall call)
    {
        if (call.State.Tasks.Find(call.Route("task")) is not { } task || !IsUnderItsRun(call, task))
            return ApiErrors.From(new Refusal.NotFound());
        if (!new TaskAccess(call.State, call.Options).Sees(call.Caller, task))
            return ApiErrors.From(new Refusal.Forbidden("You do not have permission to view this task."));

        // A single task carries its summary unasked (docs/tallyfy-facts.md 6.2).
        var shapes = new TaskShapes(call.State, call.Options, call.With.Append("summary").ToHashSet(), call.Now);
        return ApiAnswer.Ok(new ItemJson<TaskJson>(shapes.Task(task)), SandboxJson.Default.ItemJsonTaskJson);
    }

    private static bool IsUnderItsRun(ApiCall call, TallyfyTask task) =>
        !call.Request.RouteValues.ContainsKey("run") || task.Run?.Id == call.Route("run");

    private static ApiAnswer OfPerson(ApiCall call, Member person, TaskQuery query)
    {
        var owned = call.State.Tasks.OwnedBy(Wide(call, [person.Id], call.Options.GroupTasksInMyTasks));
        return List(call, owned, query, (shown, meta) => meta with
        {
            OverdueTasks = shown.Count(task => !task.IsCompleted && task.Deadline < call.Now),
            TasksDueSoon = shown.Count(task =>
                !task.IsCompleted && task.Deadline >= call.Now && task.Deadline <= call.Now + TaskQuery.Soon),
        });
    }

    private static Owners Wide(ApiCall call, IReadOnlyList<int> people, bool withGroups) => new()
    {
        Users = people,
        Groups = withGroups
            ? [.. people.SelectMany(call.State.People.GroupsOf).Select(group => group.Id).Distinct()]
            : [],
    };

    private static ApiAnswer List(
        ApiCall call, IEnumerable<TallyfyTask> tasks, TaskQuery query,
        Func<IReadOnlyList<TallyfyTask>, MetaJson, MetaJson>? count = null)
    {
        var access = new TaskAccess(call.State, call.Options);
        var seen = tasks.Where(task => access.Sees(call.Caller, task));
        var shapes = new TaskShapes(call.State, call.Options, call.With, call.Now);
        var found = query.Apply(seen, call.State, call.Options, call.Now);
        return Paging.List(call, found, shapes.Task, SandboxJson.Default.ListJsonTaskJson, count: count);
    }
}
