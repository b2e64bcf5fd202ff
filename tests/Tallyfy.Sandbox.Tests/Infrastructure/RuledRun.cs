using System.Text.Json;

namespace Tallyfy.Sandbox.Tests.Infrastructure;

/// <summary>A process of four steps, the second an approval unless said otherwise, of a template with rules.</summary>
internal sealed record RuledRun(string Run, IReadOnlyDictionary<string, string> Tasks)
{
    public required IReadOnlyDictionary<string, string> Steps { get; init; }

    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public static async Task<RuledRun> LaunchAsync(
        Api api, string rules, string size = "medium", string second = "approval")
    {
        var template = (await api.PostAsync($"{SandboxHost.Org}/checklists?with=steps", $$"""
            {"title":"Ruled","prerun":[{"label":"size","field_type":"text","required":true}],
             "steps":[
              {"title":"first","task_type":"task","captures":[{"label":"amount","field_type":"text","required":false}]},
              {"title":"second","task_type":"{{second}}"},{"title":"third","task_type":"task"},
              {"title":"fourth","task_type":"task"}],
             "automated_actions":[{{rules}}]}
            """)).Data;
        var prerun = template.GetProperty("prerun")[0].GetProperty("id").GetString();
        var run = (await api.PostAsync($"{SandboxHost.Org}/runs?with=tasks", $$$"""
            {"checklist_id":"{{{template.GetProperty("id")}}}","name":"Ruled","prerun":{"{{{prerun}}}":"{{{size}}}"}}
            """)).Data;
        var steps = template.GetProperty("steps").GetProperty("data").EnumerateArray().ToList();
        var tasks = run.GetProperty("tasks").GetProperty("data").EnumerateArray();
        return new RuledRun(run.GetProperty("id").GetString() ?? "", ById(tasks, "title"))
        {
            Steps = ById(steps, "title"),
            Fields = ById(steps.SelectMany(step => step.GetProperty("captures").EnumerateArray()), "label"),
        };
    }

    public Launched Task(string step) => new(Run, Tasks[step]);

    public string Path(string step) => $"{SandboxHost.Org}/runs/{Run}/tasks/{Tasks[step]}";

    public Task<Answer> CompleteAsync(Api api, string step, string more = "") => api.CompleteAsync(Task(step), more);

    public async Task<string?> StatusAsync(Api api, string step) =>
        (await api.GetAsync(Path(step))).Data.GetProperty("status").GetString();

    private static Dictionary<string, string> ById(IEnumerable<JsonElement> items, string name) => items.ToDictionary(
        item => item.GetProperty(name).GetString() ?? "", item => item.GetProperty("id").GetString() ?? "");
}
