using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>One-off tasks: created, put away, taken back, deleted, cloned (docs/tallyfy-facts.md 10).</summary>
public sealed class OneOffTests
{
    private const string Report =
        """
        {"title":"Prepare the report","task_type":"approval","description":"<p>Slides.</p>",
         "owners":{"users":[1002,1003],"groups":[],"guests":["g@example.net"]},"deadline":"2026-03-05T17:00:00Z",
         "tags":["a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4"],"everyone_must_complete":true,"max_assignable":3,
         "form_fields":[{"label":"Colour","field_type":"radio","required":true,"options":[{"id":1,"text":"red"}]}]}
        """;

    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task A_new_task_is_not_started_and_reads_active()
    {
        await using var host = new SandboxHost();
        var api = await host.AsPersonAsync("meganb@example.com");

        var created = await api.PostAsync($"{Org}/tasks", Report);

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal("not-started", created.Data.GetProperty("status").GetString());
        Assert.Equal(WellKnown.Megan, created.Data.GetProperty("starter_id").GetInt32());
        var read = await api.TaskAsync(
            new Launched(null, created.Data.GetProperty("id").GetString() ?? ""), "form_fields,tags");
        Assert.Equal("active", read.GetProperty("status").GetString());
        Assert.Equal("<p>Slides.</p>", read.GetProperty("summary").GetString());
        Assert.True(read.GetProperty("is_oneoff_task").GetBoolean());
        Assert.Equal(JsonValueKind.Null, read.GetProperty("run_id").ValueKind);
        Assert.Equal("""{"completed":0,"total":3}""", read.GetProperty("completion_progress").GetRawText());
        Assert.Equal(
            "radio", read.GetProperty("form_fields").GetProperty("data")[0].GetProperty("field_type").GetString());
        Assert.Single((await api.GetAsync($"{Org}/tasks?tag=a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4")).Data.EnumerateArray());
        Assert.Single((await api.GetAsync($"{Org}/tasks?guests=G@example.net")).Data.EnumerateArray());
    }

    [Theory]
    [InlineData("{}", "title,task_type,owners,deadline")]
    [InlineData(
        """{"title":"x","task_type":"task","deadline":"2026-03-05","owners":{"guests":["g@example.net"]}}""", "owners")]
    [InlineData("""{"title":"x","task_type":"chore","deadline":"2026-03-05","owners":{"users":[1002]}}""", "task_type")]
    [InlineData(
        """{"title":"x","task_type":"task","deadline":"2026-03-05","owners":{"users":[1002]},"run_id":"nothing"}""",
        "run_id")]
    [InlineData(
        """{"title":"x","task_type":"task","deadline":"2026-03-05","owners":{"users":[1002]},"""
        + """ "form_fields":[{"label":"a"}]}""",
        "form_fields.0.field_type")]
    [InlineData(
        """{"title":"x","task_type":"task","deadline":"2026-03-05","owners":{"users":[1002]},"form_fields":["a"]}""",
        "form_fields")]
    [InlineData(
        """
        {"title":"x","task_type":"task","deadline":"2026-03-05","owners":{"users":[1002]},
         "form_fields":[{"label":"a","field_type":"checkbox","required":true}]}
        """,
        "form_fields.0.field_type")]
    public async Task A_new_task_that_lacks_something_is_422(string body, string fields)
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator().PostAsync($"{Org}/tasks", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(
            fields, string.Join(',', answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    [Fact]
    public async Task A_task_put_into_a_process_is_completed_there()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launched = await api.LaunchForAlexAsync();

        var created = await api.PostAsync(
            $"{Org}/tasks",
            $$"""
            {"title":"Ask again","task_type":"task","deadline":"2026-03-05","owners":{"users":[1002]},
             "run_id":"{{launched.Run}}"}
            """);
        var task = new Launched(launched.Run, created.Data.GetProperty("id").GetString() ?? "");

        Assert.True(created.Data.GetProperty("is_oneoff_task").GetBoolean());
        Assert.Equal(4, (await api.GetAsync($"{Org}/runs/{launched.Run}/tasks")).Data.GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await api.CompleteAsync(task)).Status);
    }

    [Fact]
    public async Task A_task_for_each_assignee_is_a_task_for_each()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var created = await api.PostAsync($"{Org}/tasks", """
            {"title":"Read the policy","task_type":"task","deadline":"2026-03-05",
             "separate_task_for_each_assignee":true,
             "owners":{"users":[1002,1003,1007]}}
            """);

        Assert.Equal("[1002]", created.Data.GetProperty("owners").GetProperty("users").GetRawText());
        var all = (await api.GetAsync($"{Org}/tasks?q=Read the policy")).Data.EnumerateArray().ToList();
        Assert.Equal(
            ["[1002]", "[1003]", "[1007]"],
            all.Select(task => task.GetProperty("owners").GetProperty("users").GetRawText()));
    }

    [Fact]
    public async Task A_task_is_archived_restored_cloned_and_deleted()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchAloneForAlexAsync();
        var path = $"{Org}/tasks/{task.Task}";

        var archived = await api.DeleteAsync(path);
        var hidden = await api.GetAsync($"{Org}/tasks?q=Sign the card");
        var only = await api.GetAsync($"{Org}/tasks?archived=only");
        var restored = await api.PutAsync($"{path}/restore", null);
        var cloned = await api.PostAsync($"{path}/clone", null);
        var deleted = await api.DeleteAsync($"{path}/delete");

        Assert.Equal(HttpStatusCode.NoContent, archived.Status);
        Assert.Empty(archived.Text);
        Assert.Equal(0, hidden.Data.GetArrayLength());
        Assert.Equal(task.Task, Assert.Single(only.Data.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, restored.Data.GetProperty("archived_at").ValueKind);
        Assert.Equal(HttpStatusCode.Created, cloned.Status);
        Assert.NotEqual(task.Task, cloned.Data.GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(path)).Status);
        Assert.Single((await api.GetAsync($"{Org}/tasks?q=Sign the card")).Data.EnumerateArray());
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("DELETE", "/delete")]
    [InlineData("PUT", "/restore")]
    [InlineData("POST", "/clone")]
    public async Task What_is_unknown_is_404_and_what_is_not_theirs_403(string method, string verb)
    {
        await using var host = new SandboxHost();
        var diego = await host.AsPersonAsync("diegos@example.com");
        var task = await diego.LaunchAloneForAlexAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await Send("nothing")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(task.Task)).Status);

        Task<Answer> Send(string id) => method switch
        {
            "DELETE" => diego.DeleteAsync($"{Org}/tasks/{id}{verb}"),
            "PUT" => diego.PutAsync($"{Org}/tasks/{id}{verb}", null),
            _ => diego.PostAsync($"{Org}/tasks/{id}{verb}", null),
        };
    }

    [Fact]
    public async Task An_expiring_task_ends_by_itself_at_its_deadline()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var created = await api.PostAsync(
            $"{Org}/tasks",
            """{"title":"Read it","task_type":"expiring","deadline":"2026-03-03","owners":{"users":[1002]}}""");
        var task = new Launched(null, created.Data.GetProperty("id").GetString() ?? "");

        var before = await api.TaskAsync(task);
        host.Clock.Advance(TimeSpan.FromDays(2));
        var after = await api.TaskAsync(task);

        Assert.Equal(JsonValueKind.Null, before.GetProperty("completed_at").ValueKind);
        Assert.Equal("2026-03-03T00:00:00.000Z", after.GetProperty("completed_at").GetString());
        Assert.Equal(JsonValueKind.Null, after.GetProperty("completer_id").ValueKind);
        Assert.Equal("completed", after.GetProperty("status").GetString());
    }
}
