using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Comments and issues on tasks, processes and templates (docs/tallyfy-facts.md 9).</summary>
public sealed class ThreadTests
{
    private const string Approve = "\"is_approved\":true";
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task A_mention_reads_as_a_name_and_opens_the_task_to_that_person()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var diego = await host.AsPersonAsync("diegos@example.com");
        var task = await api.LaunchForAlexAsync();

        var before = await diego.GetAsync($"{Org}/tasks/{task.Task}");
        var comment = await api.PostAsync(
            $"{Org}/tasks/{task.Task}/comment", $$"""{"content":"@[{{WellKnown.Diego}}] and @[99] please"}""");
        var after = await diego.GetAsync($"{Org}/tasks/{task.Task}");

        Assert.Equal(HttpStatusCode.Forbidden, before.Status);
        Assert.Equal(
            "<strong>Diego Siciliani</strong> and @[99] please", comment.Data.GetProperty("content").GetString());
        Assert.Equal("[1008,1002]", comment.Data.GetProperty("sent_to").GetRawText());
        Assert.Equal(HttpStatusCode.OK, after.Status);
    }

    [Fact]
    public async Task A_comment_is_edited_and_deleted_by_its_author_or_an_administrator()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var alex = await host.AsPersonAsync("alexw@example.com");
        var megan = await host.AsPersonAsync("meganb@example.com");
        var task = await api.LaunchForAlexAsync();
        var path = $"{Org}/tasks/{task.Task}/comment";
        var id = (await alex.PostAsync(path, """{"content":"First"}""")).Data.GetProperty("id").GetString();

        var foreign = await megan.PutAsync($"{path}/{id}", """{"content":"Mine"}""");
        var empty = await alex.PutAsync($"{path}/{id}", """{"content":" "}""");
        var edited = await alex.PutAsync($"{path}/{id}", """{"content":"Second","state":"open"}""");
        var kept = await megan.DeleteAsync($"{path}/{id}");
        var deleted = await api.DeleteAsync($"{path}/{id}");
        var again = await api.DeleteAsync($"{path}/{id}");

        Assert.Equal(HttpStatusCode.Forbidden, foreign.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Equal("Second", edited.Data.GetProperty("content").GetString());
        Assert.Equal("open", edited.Data.GetProperty("state").GetString());
        Assert.Equal("comment", edited.Data.GetProperty("label").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, kept.Status);
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
    }

    [Fact]
    public async Task A_problem_blocks_the_task_until_it_is_resolved()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var problem = await api.PostAsync($"{Org}/tasks/{task.Task}/problem", """{"content":"Something is broken"}""");
        var blocked = await api.CompleteAsync(task, Approve);
        var run = await RunAsync(api, task);
        await api.PostAsync($"{Org}/tasks/{task.Task}/comment", """{"content":"done","label":"resolve"}""");
        var stillBlocked = await api.CompleteAsync(task, Approve);
        var resolved = await ResolveAsync(api, $"tasks/{task.Task}", problem);
        var twice = await ResolveAsync(api, $"tasks/{task.Task}", problem);
        var done = await api.CompleteAsync(task, Approve);

        Assert.Equal(HttpStatusCode.Created, problem.Status);
        Assert.Equal("problem", problem.Data.GetProperty("label").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blocked.Status);
        Assert.Equal("problem", run.GetProperty("status").GetString());
        Assert.False(run.GetProperty("has_open_issue").GetBoolean());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stillBlocked.Status);
        Assert.Equal(HttpStatusCode.Created, resolved.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Equal(HttpStatusCode.OK, done.Status);
        var threads = (await api.TaskAsync(task, "threads,issues,threads_count"));
        Assert.Equal(3, threads.GetProperty("threads_count").GetInt32());
        Assert.Equal(0, threads.GetProperty("issues").GetProperty("data").GetArrayLength());
        Assert.Equal(
            resolved.Data.GetProperty("id").GetString(),
            threads.GetProperty("threads").GetProperty("data")[0].GetProperty("resolve_id").GetString());
    }

    [Fact]
    public async Task A_problem_reopens_a_completed_task()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.CompleteAsync(task, Approve);

        await api.PostAsync($"{Org}/tasks/{task.Task}/problem", """{"content":"Wrong supplier"}""");

        var read = await api.TaskAsync(task);
        Assert.Equal("in-progress", read.GetProperty("status").GetString());
        Assert.True(read.GetProperty("problem").GetBoolean());
    }

    [Fact]
    public async Task An_issue_of_the_process_stops_all_its_tasks()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var problem = await api.PostAsync($"{Org}/runs/{task.Run}/problem", """{"content":"The budget is frozen"}""");

        var completed = await api.CompleteAsync(task, Approve);
        var updated = await api.PutAsync($"{Org}/runs/{task.Run}/tasks/{task.Task}", """{"title":"x"}""");
        var run = await RunAsync(api, task);
        var found = await api.GetAsync($"{Org}/runs?status=problem&q={run.GetProperty("name")}");
        await ResolveAsync(api, $"runs/{task.Run}", problem);

        Assert.Equal("""{"error":true,"message":"Process has unresolved issues."}""", completed.Text);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, completed.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, updated.Status);
        Assert.Equal("issue", run.GetProperty("status").GetString());
        Assert.True(run.GetProperty("has_open_issue").GetBoolean());
        Assert.True(found.Data.GetArrayLength() > 0);
        Assert.Equal("active", (await RunAsync(api, task)).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, (await api.CompleteAsync(task, Approve)).Status);
    }

    [Fact]
    public async Task Templates_and_programs_take_comments_too()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var checklist = (await api.GetAsync($"{Org}/checklists?q=time off")).Data[0].GetProperty("id").GetString();
        var before = host.State.Events.All.Count;

        var bot = await api.PostAsync($"{Org}/tasks/{task.Task}/bot-comment", """{"content":"Seen"}""");
        var silent = host.State.Events.All.Count;
        var template = await api.PostAsync($"{Org}/checklists/{checklist}/comment", """{"content":"Nice"}""");
        var nowhere = await api.PostAsync($"{Org}/checklists/nothing/comment", """{"content":"Nice"}""");

        Assert.Equal(HttpStatusCode.Created, bot.Status);
        Assert.Equal(before, silent);
        Assert.Equal(HttpStatusCode.Created, template.Status);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.Status);
        Assert.Single((await api.GetAsync($"{Org}/checklists/{checklist}?with=threads")).Data
            .GetProperty("threads").GetProperty("data").EnumerateArray());
    }

    [Theory]
    [InlineData("problem", "{}", "content")]
    [InlineData("bot-comment", """{"content":""}""", "content")]
    [InlineData("resolved-threads", """{"content":"x"}""", "thread_id")]
    [InlineData("resolved-threads", """{"thread_id":"nothing"}""", "content")]
    [InlineData("comment", """{"content":["x"]}""", "content")]
    public async Task What_lacks_something_is_422(string verb, string body, string field)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answer = await api.PostAsync($"{Org}/tasks/{task.Task}/{verb}", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_person_reports_comments_and_resolves_on_the_page()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var path = $"/_sandbox/tasks/{task.Task}";

        var problem = await api.PostAsync($"{path}/problem", """{"as":"meganb@example.com","content":"Wrong price"}""");
        var blocked = await api.CompleteAsync(task, Approve);
        var comment = await api.PostAsync($"{path}/comment", """{"as":"alexw@example.com","content":"I look"}""");
        var resolved = await api.PostAsync($"{path}/resolve", """{"as":"alexw@example.com","content":"Fixed"}""");
        var nothing = await api.PostAsync($"{path}/resolve", """{"as":"alexw@example.com","content":"Fixed"}""");
        var silent = await api.PostAsync($"{path}/comment", """{"as":"alexw@example.com"}""");
        var unknown = await api.PostAsync("/_sandbox/tasks/x/comment", """{"as":"alexw@example.com","content":"x"}""");
        var nobody = await api.PostAsync($"{path}/comment", """{"as":"x","content":"x"}""");

        Assert.Equal(WellKnown.Megan, problem.Data.GetProperty("author_id").GetInt32());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blocked.Status);
        Assert.Equal(HttpStatusCode.Created, comment.Status);
        Assert.Equal("resolve", resolved.Data.GetProperty("label").GetString());
        Assert.Equal(HttpStatusCode.NotFound, nothing.Status);
        Assert.Equal(HttpStatusCode.BadRequest, silent.Status);
        Assert.All([unknown, nobody], answer => Assert.Equal(HttpStatusCode.NotFound, answer.Status));
        Assert.Equal(
            [EventVerb.IssueReported, EventVerb.Commented, EventVerb.IssueResolved],
            host.State.Events.All.TakeLast(3).Select(happened => happened.Verb));
    }

    private static async Task<JsonElement> RunAsync(Infrastructure.Api api, Launched task) =>
        (await api.GetAsync($"{Org}/runs/{task.Run}")).Data;

    private static Task<Answer> ResolveAsync(Infrastructure.Api api, string place, Answer problem) => api.PostAsync(
        $"{Org}/{place}/resolved-threads",
        $$"""{"thread_id":"{{problem.Data.GetProperty("id")}}","content":"Fixed the budget line"}""");
}
