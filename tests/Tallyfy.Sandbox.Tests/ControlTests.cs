using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Engine.Launching;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

public sealed class ControlTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task A_launch_makes_a_process_whose_approval_waits()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var answer = await api.PostAsync("/_sandbox/launch", """
            {"template":"purchase request","assignees":["alexw@example.com","MEGANB@example.com"],
             "title":"Two monitors",
             "description":"<p>27 inches</p>","launched_by":"lynner@example.com"}
            """);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("Two monitors", answer.Json.GetProperty("title").GetString());
        var task = await api.TaskAsync(new Launched(null, answer.Json.GetProperty("task_id").GetString() ?? ""), "run");
        Assert.Equal("[1002,1003]", task.GetProperty("owners").GetProperty("users").GetRawText());
        Assert.Equal("<p>27 inches</p>", task.GetProperty("summary").GetString());
        Assert.Equal(WellKnown.Lynne, task.GetProperty("starter_id").GetInt32());
        Assert.EndsWith(
            ": Two monitors",
            task.GetProperty("run").GetProperty("data").GetProperty("name").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ids_of_a_launch_are_never_those_of_an_earlier_start()
    {
        await using var one = new SandboxHost();
        await using var other = new SandboxHost();

        var first = await one.AsAdministrator().LaunchForAlexAsync();
        var second = await other.AsAdministrator().LaunchForAlexAsync();
        var seededFirst = await Launched.FindAsync(one.AsAdministrator(), "standing");
        var seededSecond = await Launched.FindAsync(other.AsAdministrator(), "standing");

        Assert.NotEqual(first.Task, second.Task);
        Assert.Equal(seededFirst, seededSecond);
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.BadRequest, "assignees")]
    [InlineData("not json", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("[]", HttpStatusCode.BadRequest, "The body has to be an object.")]
    [InlineData("""{"template":7}""", HttpStatusCode.BadRequest, "\"template\" has to be a text.")]
    [InlineData("""{"standalone":"yes"}""", HttpStatusCode.BadRequest, "standalone\" has to be true or false.")]
    [InlineData("""{"assignees":"x"}""", HttpStatusCode.BadRequest, "assignees\" has to be a list.")]
    [InlineData("""{"assignees":[7]}""", HttpStatusCode.BadRequest, "Each of \"assignees\" has to be a text.")]
    [InlineData("""{"launchedBy":"x"}""", HttpStatusCode.BadRequest, "Did you mean \"launched_by\"?")]
    [InlineData("""{"owner":"x"}""", HttpStatusCode.BadRequest, "Known: template, assignees, groups, title,")]
    [InlineData("""{"assignees":["alexw@example.com"]}""", HttpStatusCode.BadRequest, "Purchase request")]
    [InlineData("""{"template":"Tea","assignees":["alexw@example.com"]}""", HttpStatusCode.NotFound, "Contract review")]
    [InlineData(
        """{"template":"Time off","assignees":["x@example.com"]}""", HttpStatusCode.NotFound, "meganb@example.com")]
    [InlineData("""{"template":"Time off","groups":["Sales"]}""", HttpStatusCode.NotFound, "Finance")]
    [InlineData("""{"template":"Time off","assignees":[null]}""", HttpStatusCode.NotFound, "Known")]
    [InlineData("""{"asignees":[]}""", HttpStatusCode.BadRequest, "Did you mean \"assignees\"?")]
    [InlineData(
        """{"template":"Time off","assignees":["alexw@example.com"],"launched_by":"x"}""",
        HttpStatusCode.NotFound,
        "Known")]
    public async Task A_launch_that_cannot_be_done_says_why(string body, HttpStatusCode status, string word)
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator().PostAsync("/_sandbox/launch", body);

        Assert.Equal(status, answer.Status);
        Assert.Contains(word, answer.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_completes_and_reopens_by_the_rules_of_the_api()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var path = $"/_sandbox/tasks/{task.Task}";

        var noVerdict = await api.PostAsync($"{path}/complete", """{"as":"alexw@example.com"}""");
        var nobody = await api.PostAsync($"{path}/complete", """{"as":"x@example.com","is_approved":true}""");
        var done = await api.PostAsync($"{path}/complete", """{"as":"alexw@example.com","is_approved":true}""");
        var again = await api.PostAsync($"{path}/complete", """{"as":"meganb@example.com","is_approved":true}""");
        var reopened = await api.PostAsync($"{path}/reopen", """{"as":"alexw@example.com"}""");
        var unknown = await api.PostAsync("/_sandbox/tasks/nothing/archive", """{"as":"alexw@example.com"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, noVerdict.Status);
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
        Assert.Equal(WellKnown.Alex, done.Data.GetProperty("completer_id").GetInt32());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal("in-progress", reopened.Data.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Fact]
    public async Task An_issue_on_the_process_is_reported_from_the_task_and_freezes_it()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        const string Issue = """{"as":"meganb@example.com","content":"An audit","on_process":true}""";
        const string Approval = """{"as":"alexw@example.com","is_approved":true}""";

        await api.PostAsync($"/_sandbox/tasks/{task.Task}/problem", Issue);
        var frozen = await api.PostAsync($"/_sandbox/tasks/{task.Task}/complete", Approval);
        await api.PostAsync($"/_sandbox/tasks/{task.Task}/resolve", Issue);
        var thawed = await api.PostAsync($"/_sandbox/tasks/{task.Task}/complete", Approval);

        Assert.NotEqual(HttpStatusCode.OK, frozen.Status);
        Assert.Equal(HttpStatusCode.OK, thawed.Status);
    }

    [Fact]
    public async Task A_task_without_a_process_has_none_to_report_an_issue_on()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launched = await api.PostAsync(
            "/_sandbox/launch", """{"standalone":true,"title":"Alone","assignees":["alexw@example.com"]}""");

        var answer = await api.PostAsync(
            $"/_sandbox/tasks/{launched.Json.GetProperty("task_id").GetString()}/problem",
            """{"as":"meganb@example.com","content":"An audit","on_process":true}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_task_is_retitled_and_reassigned()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var edited = await api.PutAsync(
            $"/_sandbox/tasks/{task.Task}",
            """{"title":"Other","description":"<p>New</p>","assignees":["meganb@example.com"],"groups":["Finance"]}""");
        var kept = await api.PutAsync($"/_sandbox/tasks/{task.Task}", "{}");

        Assert.Equal("Other", edited.Data.GetProperty("title").GetString());
        Assert.Equal("<p>New</p>", kept.Data.GetProperty("summary").GetString());
        Assert.Equal("[1003]", kept.Data.GetProperty("owners").GetProperty("users").GetRawText());
        Assert.Equal(1, kept.Data.GetProperty("owners").GetProperty("groups").GetArrayLength());
    }

    [Theory]
    [InlineData("nothing", "{}", HttpStatusCode.NotFound)]
    [InlineData(null, """{"assignees":["x@example.com"]}""", HttpStatusCode.NotFound)]
    [InlineData(null, """{"answers":{"colour":"red"}}""", HttpStatusCode.NotFound)]
    [InlineData(null, "", HttpStatusCode.BadRequest)]
    public async Task An_edit_that_cannot_be_done_changes_nothing(string? id, string body, HttpStatusCode status)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answer = await api.PutAsync($"/_sandbox/tasks/{id ?? task.Task}", body);

        Assert.Equal(status, answer.Status);
        Assert.Equal("[1002]", (await api.TaskAsync(task)).GetProperty("owners").GetProperty("users").GetRawText());
    }

    [Fact]
    public async Task The_overview_names_who_is_recorded_and_whose_token_signed()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.CompleteAsync(task, $"\"is_approved\":true,\"override_user\":{WellKnown.Alex}");

        var overview = (await api.GetAsync("/_sandbox/overview")).Json;

        var shown = Assert.Single(
            overview.GetProperty("tasks").EnumerateArray(), one => one.GetProperty("id").GetString() == task.Task);
        Assert.Equal("Alex Wilber", shown.GetProperty("completed_by").GetString());
        Assert.Equal("Tallyfy Bot", shown.GetProperty("signed_by").GetString());
        Assert.Equal("open", overview.GetProperty("tasks")[0].GetProperty("state").GetString());
        Assert.Single(overview.GetProperty("journal").EnumerateArray());
        Assert.Contains(
            overview.GetProperty("settings").EnumerateArray(),
            setting => setting.GetProperty("name").GetString() == "Sandbox:AlreadyCompleted");
    }

    [Theory]
    [InlineData("/", "text/html", "Launch an approval")]
    [InlineData("/page.css", "text/css", "prefers-color-scheme")]
    [InlineData("/page.js", "text/javascript", "/_sandbox/overview")]
    public async Task The_page_is_served_and_asks_nobody_else(string path, string type, string text)
    {
        await using var host = new SandboxHost();

        var answer = await host.As(null).GetAsync(path);

        Assert.Equal(type, answer.Message.Content.Headers.ContentType?.MediaType);
        Assert.Contains(text, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", answer.Text, StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'self'",
            answer.Message.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_thousand_tasks_are_listed_and_found()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launch = new LaunchApproval(host.State, host.Clock.GetUtcNow());
        lock (host.State.Gate)
        {
            for (var number = 0; number < 100_000; number++)
                launch.Execute(new LaunchPlan
                {
                    LaunchedBy = WellKnown.Patti,
                    Approvers = new() { Users = [WellKnown.Adele] },
                });
        }

        var page = await api.GetAsync($"{Org}/tasks?status=active&owners={WellKnown.Adele}&per_page=100&page=1000");

        Assert.Equal(100, page.Data.GetArrayLength());
        Assert.Equal(
            JsonValueKind.Object, (await api.GetAsync($"{Org}/tasks/{page.Data[0].GetProperty("id")}")).Data.ValueKind);
    }
}
