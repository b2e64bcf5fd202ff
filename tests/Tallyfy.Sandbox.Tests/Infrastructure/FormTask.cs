namespace Tallyfy.Sandbox.Tests.Infrastructure;

/// <summary>A task of its own process with one field of every type, made over the API.</summary>
internal sealed record FormTask(Launched Task, IReadOnlyDictionary<string, string> Fields)
{
    private const string Template =
        """
        {"title":"Every field","steps":[{"title":"Fill in","task_type":"task","captures":[
          {"label":"text","field_type":"text","required":false},
          {"label":"textarea","field_type":"textarea","required":false},
          {"label":"email","field_type":"email","required":false},
          {"label":"date","field_type":"date","required":false},
          {"label":"radio","field_type":"radio","required":false,
           "options":[{"id":1,"text":"yes"},{"id":2,"text":"no"}]},
          {"label":"dropdown","field_type":"dropdown","required":false,
           "options":[{"id":1,"text":"Slack"},{"id":2,"text":"Office 365"}]},
          {"label":"multiselect","field_type":"multiselect","required":false,"must_all_checked":true,
           "options":[{"id":1,"text":"Slack"},{"id":2,"text":"Teams"}]},
          {"label":"table","field_type":"table","required":false,
           "columns":[{"id":1,"label":"Item"},{"id":2,"label":"Qty"}]},
          {"label":"assignees","field_type":"assignees_form","required":false},
          {"label":"file","field_type":"file","required":false}]}]}
        """;

    public string Path => $"{SandboxHost.Org}/runs/{Task.Run}/tasks/{Task.Task}";

    public static async Task<FormTask> LaunchAsync(Api api)
    {
        var template = (await api.PostAsync($"{SandboxHost.Org}/checklists?with=steps", Template)).Data;
        var run = (await api.PostAsync(
            $"{SandboxHost.Org}/runs?with=tasks",
            $$"""{"checklist_id":"{{template.GetProperty("id")}}","name":"Form"}""")).Data;
        var step = template.GetProperty("steps").GetProperty("data")[0];
        return new FormTask(
            new Launched(
                run.GetProperty("id").GetString(),
                run.GetProperty("tasks").GetProperty("data")[0].GetProperty("id").GetString() ?? ""),
            step.GetProperty("captures").EnumerateArray().ToDictionary(
                field => field.GetProperty("label").GetString() ?? "",
                field => field.GetProperty("id").GetString() ?? ""));
    }

    public Task<Answer> AnswerAsync(Api api, string field, string value) =>
        api.PutAsync(Path, $$$"""{"taskdata":{"{{{Fields[field]}}}":{{{value}}}}}""");

    public async Task<string> StoredAsync(Api api, string field)
    {
        var data = (await api.GetAsync(Path)).Data.GetProperty("taskdata");
        return data.TryGetProperty(Fields[field], out var value) ? value.GetRawText() : "nothing";
    }
}
