using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Processes and templates (docs/tallyfy-facts.md 10).</summary>
public sealed class RunTests
{
    private static readonly string Org = SandboxHost.Org;

    [Theory]
    [InlineData("", 8)]
    [InlineData("status=active", 8)]
    [InlineData("status=complete", 0)]
    [InlineData("status=problem", 0)]
    [InlineData("status=issue", 0)]
    [InlineData("status=archived", 0)]
    [InlineData("status=delayed", 1)]
    [InlineData("status=starred", 0)]
    [InlineData("status=improvement", 0)]
    [InlineData("starred=true", 0)]
    [InlineData("owners=1002", 3)]
    [InlineData("owners=1002,1008", 4)]
    [InlineData("task_status=overdue", 1)]
    [InlineData("groups=f1a2ce00f1a2ce00f1a2ce00f1a2ce00", 1)]
    [InlineData("q=fabrikam", 2)]
    [InlineData("type=procedure", 8)]
    [InlineData("type=form", 0)]
    [InlineData("checklist_id=nothing", 0)]
    [InlineData("tag=nothing", 0)]
    public async Task Filters_narrow_the_list(string filter, int found)
    {
        await using var host = new SandboxHost();

        var runs = await host.AsAdministrator().GetAsync($"{Org}/runs?{filter}&per_page=100");

        Assert.Equal(found, runs.Data.GetArrayLength());
    }

    [Theory]
    [InlineData("-created_at", "working from home", "two days for Isaiah")]
    [InlineData("created_at", "two days for Isaiah", null)]
    [InlineData("name", "Contract review", null)]
    [InlineData("-name", "Time off", null)]
    public async Task The_list_is_sorted(string sort, string notLast, string? last)
    {
        await using var host = new SandboxHost();

        var names = (await host.AsAdministrator().GetAsync(
            $"{Org}/runs?sort={sort}&per_page=100")).Data.EnumerateArray()
            .Select(run => run.GetProperty("name").GetString() ?? "").ToList();

        Assert.Contains(names[..^1], name => name.Contains(notLast, StringComparison.Ordinal));
        Assert.Contains(last ?? "", names[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_process_carries_what_was_asked_for()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var supplier = await Launched.FindAsync(api, "Fabrikam as a supplier");

        var run = (await api.GetAsync(
            $"{Org}/runs/{supplier.Run}?with=checklist,next_task,tasks_meta,ko_form_fields,form_fields,tags,assets,"
            + "stages,folders,threads,tasks.threads,tasks.form_fields&form_fields_values=true")).Data;

        Assert.Equal("Supplier onboarding", Data(run, "checklist").GetProperty("title").GetString());
        Assert.Equal(supplier.Task, Data(run, "next_task")[0].GetProperty("id").GetString());
        Assert.Equal(
            """{"total":2,"completed":0,"active":2,"hidden":0,"overdue":0}""", Data(run, "tasks_meta").GetRawText());
        Assert.Equal("Fabrikam, Inc.", Data(run, "ko_form_fields")[0].GetProperty("field_value").GetString());
        Assert.Equal(
            [
                "text", "textarea", "email", "date", "radio", "dropdown", "multiselect", "table", "assignees_form",
                "file",
            ],
            Data(run, "form_fields").EnumerateArray().Select(field => field.GetProperty("field_type").GetString()));
        Assert.All(
            ["tags", "assets", "stages", "folders", "threads"],
            name => Assert.Equal(0, Data(run, name).GetArrayLength()));
        Assert.True(Data(run, "tasks")[0].TryGetProperty("form_fields", out _));
        Assert.Equal(10, run.GetProperty("form_fields_values").EnumerateObject().Count());
        Assert.Equal("[1005,1006]", run.GetProperty("collaborators").GetRawText());
        Assert.Single(run.GetProperty("prerun").EnumerateObject());
    }

    [Theory]
    [InlineData(0, false, false, 0)]
    [InlineData(7, false, true, 1)]
    [InlineData(30, true, false, 2)]
    public async Task A_process_says_how_late_it_is(int days, bool hasPassed, bool isSoon, int late)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var supplier = await Launched.FindAsync(api, "Fabrikam as a supplier");
        var launched = (await api.GetAsync($"{Org}/runs/{supplier.Run}?with=tasks")).Data;
        foreach (var (task, index) in Data(launched, "tasks").EnumerateArray().Select((task, index) => (task, index)))
            await api.PutAsync(
                $"{Org}/runs/{supplier.Run}/tasks/{task.GetProperty("id")}",
                $$"""{"deadline":"2026-03-{{5 + (5 * index):00}}T08:00:00Z"}""");
        host.Clock.Advance(TimeSpan.FromDays(days));

        var run = (await api.GetAsync($"{Org}/runs/{supplier.Run}")).Data;

        Assert.Equal(hasPassed, run.GetProperty("due_date_passed").GetBoolean());
        Assert.Equal(isSoon, run.GetProperty("due_soon").GetBoolean());
        Assert.Equal(late, run.GetProperty("late_tasks").GetInt32());
        Assert.Equal(1, run.GetProperty("prerun_length").GetInt32());
        Assert.Equal(run.GetProperty("started_by").GetInt32(), run.GetProperty("prerun_completed_by").GetInt32());
        Assert.Equal(run.GetProperty("created_at").GetString(), run.GetProperty("prerun_completed_at").GetString());
    }

    [Fact]
    public async Task A_process_is_launched_from_a_template()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");
        var template = await TemplateAsync(alex, "supplier");
        var field = template.GetProperty("prerun")[0].GetProperty("id").GetString();
        var step = template.GetProperty("steps").GetProperty("data")[0].GetProperty("id").GetString();

        var launched = await alex.PostAsync($"{Org}/runs?with=tasks", $$$"""
            {"checklist_id":"{{{template.GetProperty("id")}}}","name":"Contoso Pens","owner_id":1003,"starred":true,
             "prerun":{"{{{field}}}":"Contoso Pens","ffff":"dropped"},
             "tasks":{"{{{step}}}":{"deadline":"2026-03-05T17:00:00Z",
              "owners":{"users":[1003],"guests":["g@example.net"]} } } }
            """);

        Assert.Equal(HttpStatusCode.Created, launched.Status);
        Assert.Equal($$"""{"{{field}}":"Contoso Pens"}""", launched.Data.GetProperty("prerun").GetRawText());
        Assert.Equal(WellKnown.Alex, launched.Data.GetProperty("started_by").GetInt32());
        Assert.Equal(WellKnown.Megan, launched.Data.GetProperty("owner_id").GetInt32());
        Assert.True(launched.Data.GetProperty("starred").GetBoolean());
        var tasks = Data(launched.Data, "tasks");
        Assert.Equal("[1003]", tasks[0].GetProperty("owners").GetProperty("users").GetRawText());
        Assert.Equal("2026-03-05T17:00:00Z", tasks[0].GetProperty("deadline").GetString());
        Assert.Equal("[1002]", tasks[1].GetProperty("owners").GetProperty("users").GetRawText());
        Assert.Equal(
            EventVerb.Created,
            Assert.Single(host.State.Events.All, happened => happened.Run?.Name == "Contoso Pens").Verb);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.UnprocessableEntity, "checklist_id")]
    [InlineData("""{"checklist_id":"nothing"}""", HttpStatusCode.NotFound, null)]
    [InlineData("""{"checklist_id":"ID","prerun":{"KO":["x"]}}""", HttpStatusCode.UnprocessableEntity, "prerun")]
    [InlineData("""{"checklist_id":"ID"}""", HttpStatusCode.UnprocessableEntity, "KO")]
    [InlineData(
        """{"checklist_id":"ID","prerun":{"KO":"x"},"owner_id":7}""", HttpStatusCode.UnprocessableEntity, "owner_id")]
    [InlineData(
        """{"checklist_id":"ID","prerun":{"KO":"x"},"tasks":{"STEP":{"owners":{"guests":["g@example.net"]}}}}""",
        HttpStatusCode.UnprocessableEntity, "tasks")]
    [InlineData(
        """{"checklist_id":"ID","prerun":{"KO":"x"},"tasks":{"STEP":{"deadline":7}}}""",
        HttpStatusCode.UnprocessableEntity, "tasks.STEP.deadline")]
    public async Task A_launch_that_cannot_be_done_makes_nothing(string body, HttpStatusCode status, string? field)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var template = await TemplateAsync(api, "supplier");
        var before = host.State.Runs.All.Count;

        var answer = await api.PostAsync($"{Org}/runs", Fill(body));

        Assert.Equal(status, answer.Status);
        if (field is not null)
            Assert.Equal(Fill(field), Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(before, host.State.Runs.All.Count);

        string Fill(string text) => text
            .Replace("ID", template.GetProperty("id").GetString(), StringComparison.Ordinal)
            .Replace("KO", template.GetProperty("prerun")[0].GetProperty("id").GetString(), StringComparison.Ordinal)
            .Replace(
                "STEP",
                template.GetProperty("steps").GetProperty("data")[0].GetProperty("id").GetString(),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_is_changed_archived_activated_and_deleted()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var path = $"{Org}/runs/{task.Run}";

        var changed = await api.PutAsync(
            path, """{"name":"Stools","summary":"Twelve","owner_id":1003,"starred":true,"users":[1002]}""");
        var wrong = await api.PutAsync(path, """{"name":"","owner_id":"x"}""");
        var archived = await api.DeleteAsync(path);
        var refused = await api.CompleteAsync(task, "\"is_approved\":true");
        var listed = await api.GetAsync($"{Org}/runs?q=Stools");
        var among = await api.GetAsync($"{Org}/runs?q=Stools&status=archived");
        var activated = await api.PutAsync($"{path}/activate", null);
        var early = await api.DeleteAsync($"{path}/delete");
        await api.DeleteAsync(path);
        var deleted = await api.DeleteAsync($"{path}/delete");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Equal("Stools", changed.Data.GetProperty("name").GetString());
        Assert.Equal(WellKnown.Megan, changed.Data.GetProperty("owner_id").GetInt32());
        Assert.Equal("[1002]", changed.Data.GetProperty("users").GetRawText());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("archived", archived.Data.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(0, listed.Data.GetArrayLength());
        Assert.Equal(1, among.Data.GetArrayLength());
        Assert.Equal("active", activated.Data.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"{Org}/tasks/{task.Task}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.DeleteAsync(path)).Status);
    }

    [Fact]
    public async Task Progress_counts_verdicts_and_the_last_completion_ends_the_process()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        await api.CompleteAsync(task, "\"is_approved\":false");
        var halfway = (await api.GetAsync($"{Org}/runs/{task.Run}?with=tasks")).Data;
        foreach (var other in Data(halfway, "tasks").EnumerateArray().Where(
            one => one.GetProperty("task_type").GetString() == "task"))
            await api.CompleteAsync(task with { Task = other.GetProperty("id").GetString() ?? "" });
        var ended = (await api.GetAsync($"{Org}/runs/{task.Run}")).Data;

        Assert.Equal(
            """{"complete":1,"total":3,"percent":33,"approved":0,"rejected":1}""",
            halfway.GetProperty("progress").GetRawText());
        Assert.Equal("complete", ended.GetProperty("status").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", ended.GetProperty("completed_at").GetString());
        var completed = Assert.Single(
            host.State.Events.All, happened => happened.Verb == EventVerb.Completed && happened.Run?.Id == task.Run);
        Assert.Null(completed.Task);
    }

    [Fact]
    public async Task A_process_open_to_a_few_is_closed_to_others_but_not_to_an_assignee()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");
        var megan = await host.AsPersonAsync("meganb@example.com");
        var task = await alex.LaunchForAlexAsync();

        var restricted = await alex.PutAsync($"/_sandbox/runs/{task.Run}", """{"viewers":["adelev@example.com"]}""");

        Assert.Equal(HttpStatusCode.NoContent, restricted.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await megan.GetAsync($"{Org}/runs/{task.Run}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await megan.GetAsync($"{Org}/tasks/{task.Task}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await alex.CompleteAsync(task, "\"is_approved\":true")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await alex.PutAsync("/_sandbox/runs/x", """{"viewers":[]}""")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await alex.PutAsync($"/_sandbox/runs/{task.Run}", """{"viewers":["x"]}""")).Status);
    }

    [Fact]
    public async Task Templates_are_listed_and_read_with_their_steps()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var all = await api.GetAsync($"{Org}/checklists");
        var policy = await TemplateAsync(api, "policy");

        Assert.Equal(5, all.Data.GetArrayLength());
        Assert.Equal(3, policy.GetProperty("automated_actions").GetArrayLength());
        Assert.Equal(
            "approved",
            policy.GetProperty("automated_actions")[0].GetProperty("conditions")[0]
                .GetProperty("operation").GetString());
        Assert.Equal(3, policy.GetProperty("steps").GetProperty("data").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"{Org}/checklists/nothing")).Status);
    }

    [Theory]
    [InlineData("{}", "title")]
    [InlineData("""{"title":"x","steps":[{}]}""", "steps.0.title")]
    [InlineData("""{"title":"x","steps":[{"title":"a","task_type":"b"}]}""", "steps.0.task_type")]
    [InlineData("""{"title":"x","steps":[{"title":"a","assignees":[7]}]}""", "steps.0.assignees")]
    [InlineData("""{"title":"x","prerun":[{"label":"a"}]}""", "prerun.0.field_type")]
    [InlineData("""{"title":"x","automated_actions":[{}]}""", "automated_actions.0")]
    public async Task A_template_that_lacks_something_is_422(string body, string field)
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator().PostAsync($"{Org}/checklists", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    private static JsonElement Data(JsonElement run, string include) => run.GetProperty(include).GetProperty("data");

    private static async Task<JsonElement> TemplateAsync(Infrastructure.Api api, string text)
    {
        var id = (await api.GetAsync($"{Org}/checklists?q={text}")).Data[0].GetProperty("id").GetString();
        return (await api.GetAsync($"{Org}/checklists/{id}?with=steps")).Data;
    }
}
