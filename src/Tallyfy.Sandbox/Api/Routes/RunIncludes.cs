using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>A process with what was asked for by with=. What the sandbox does not keep comes empty.</summary>
internal sealed class RunIncludes(ApiCall call)
{
    private static readonly IReadOnlyList<string> AlwaysEmpty =
        ["stages", "folders", "member_watchers", "guest_watchers"];

    private readonly IReadOnlySet<string> with = call.With;
    private readonly TaskAccess access = new(call.State, call.Options);
    private readonly RunShapes shapes = new(call.State, call.Options, call.Now);

    public RunJson Run(Run run) => shapes.Run(run) with
    {
        Tasks = with.Any(name => name == "tasks" || name.StartsWith("tasks.", StringComparison.Ordinal))
            ? Tasks([.. run.Tasks.Where(task => access.Sees(call.Caller, task))])
            : null,
        Checklist = with.Contains("checklist")
            ? Shapes.Include(
                new TemplateShapes(call.State, call.Options, new HashSet<string>()).Template(run.Template),
                SandboxJson.Default.ChecklistJson,
                call.Options)
            : null,
        Further = Further(run),
    };

    private JsonNode? Tasks(IEnumerable<TallyfyTask> tasks)
    {
        const string Prefix = "tasks.";
        var inner = with
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..]);
        var task = new TaskShapes(call.State, call.Options, inner.ToHashSet(), call.Now);
        return Shapes.Include([.. tasks.Select(task.Task)], SandboxJson.Default.IReadOnlyListTaskJson, call.Options);
    }

    private Dictionary<string, JsonElement> Further(Run run)
    {
        var further = new Dictionary<string, JsonElement>();
        foreach (var name in AlwaysEmpty.Where(with.Contains))
            Add(name, Wrapped(new JsonArray()));
        if (with.Contains("tags"))
            Add("tags", Wrapped(new JsonArray([.. run.Tags.Select(tag => new JsonObject { ["id"] = tag })])));
        if (with.Contains("assets"))
            Add("assets", Shapes.Include(
                [.. call.State.Files.All.Where(file => file.SubjectId == run.Id).Select(FileJson.From)],
                SandboxJson.Default.IReadOnlyListFileJson,
                call.Options));
        if (with.Contains("next_task"))
            Add("next_task", Tasks(Next(run)));
        if (with.Contains("tasks_meta"))
            Add("tasks_meta", Shapes.Include(Meta(run), SandboxJson.Default.TasksMetaJson, call.Options));
        if (with.Contains("ko_form_fields"))
            Add("ko_form_fields", Fields(new FieldShapes(call.Options).KickOff(run)));
        if (with.Contains("form_fields"))
            Add("form_fields", Fields([.. run.Tasks.SelectMany(new FieldShapes(call.Options).Of)]));
        if (with.Contains("threads"))
            Add("threads", Shapes.Include(
                [.. run.Threads.Select(thread => ThreadShape.From(thread, call.State))],
                SandboxJson.Default.IReadOnlyListThreadJson,
                call.Options));
        if (call.Flag("form_fields_values"))
            Add("form_fields_values", new JsonObject(
                run.Tasks.SelectMany(task => task.Answers).DistinctBy(answer => answer.Key).Select(answer =>
                    KeyValuePair.Create(
                        answer.Key, JsonSerializer.SerializeToNode(answer.Value, SandboxJson.Default.JsonElement)))));
        return further;

        void Add(string name, JsonNode? value) =>
            further[name] = JsonSerializer.SerializeToElement(value, SandboxJson.Default.JsonNode);
    }

    /// <summary>The first open one by deadline, as a list of one.</summary>
    private static IEnumerable<TallyfyTask> Next(Run run) => run.Tasks
        .Where(task => task is { IsCompleted: false, IsHidden: false, IsArchived: false })
        .OrderBy(task => task.Deadline)
        .Take(1);

    private TasksMetaJson Meta(Run run) => new(
        run.Tasks.Count,
        run.Tasks.Count(task => task.IsCompleted),
        run.Tasks.Count(task => task is { IsCompleted: false, IsHidden: false }),
        run.Tasks.Count(task => task is { IsCompleted: false, IsHidden: true }),
        run.LateTasks(call.Now));

    private JsonNode? Fields(IReadOnlyList<FormFieldJson> fields) =>
        Shapes.Include(fields, SandboxJson.Default.IReadOnlyListFormFieldJson, call.Options);

    private JsonNode? Wrapped(JsonNode value) =>
        call.Options.Includes == "bare" ? value : new JsonObject { ["data"] = value };
}
