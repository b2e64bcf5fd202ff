using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>What an update changes beside answers (docs/tallyfy-facts.md 7.1).</summary>
public sealed class TaskUpdateTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task A_task_of_a_process_takes_any_part()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answer = await api.PutAsync($"{Org}/runs/{task.Run}/tasks/{task.Task}", """
            {"title":"Other","summary":"<p>Why</p>","deadline":"2026-03-05T17:00:00Z",
             "started_at":"2026-03-03 08:00:00","webhook":"https://example.com/hook",
             "prevent_guest_comment":true,"position":7,"max_assignable":2,"top_secret":true}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var expected = new Dictionary<string, string>
        {
            ["title"] = "\"Other\"",
            ["summary"] = "\"<p>Why</p>\"",
            ["deadline"] = "\"2026-03-05T17:00:00Z\"",
            ["started_at"] = "\"2026-03-03T08:00:00Z\"",
            ["webhook"] = "\"https://example.com/hook\"",
            ["prevent_guest_comment"] = "true",
            ["position"] = "7",
            ["max_assignable"] = "2",
            ["top_secret"] = "true",
        };
        Assert.All(expected, field => Assert.Equal(
            JsonElement.Parse(field.Value).ToString(), answer.Data.GetProperty(field.Key).ToString()));
        Assert.Equal("[1002]", answer.Data.GetProperty("owners").GetProperty("users").GetRawText());
    }

    [Fact]
    public async Task Owners_replace_all_three_buckets()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync("\"groups\":[\"Finance\"]");

        await api.PutAsync($"{Org}/runs/{task.Run}/tasks/{task.Task}", """{"owners":{"users":[1003]}}""");

        var owners = (await api.TaskAsync(task)).GetProperty("owners");
        Assert.Equal("""{"users":[1003],"guests":[],"groups":[],"taskUrls":[]}""", owners.GetRawText());
        Assert.Contains(
            await TasksOfAsync("meganb@example.com"),
            mine => mine.GetProperty("id").GetString() == task.Task);
        Assert.DoesNotContain(
            await TasksOfAsync("alexw@example.com"),
            mine => mine.GetProperty("id").GetString() == task.Task);

        async Task<JsonElement.ArrayEnumerator> TasksOfAsync(string email) =>
            (await (await host.AsPersonAsync(email)).GetAsync($"{Org}/me/tasks?per_page=100")).Data.EnumerateArray();
    }

    [Theory]
    [InlineData("""{"title":7}""", "title")]
    [InlineData("""{"title":""}""", "title")]
    [InlineData("""{"summary":7}""", "summary")]
    [InlineData("""{"deadline":"someday"}""", "deadline")]
    [InlineData("""{"deadline":20260305}""", "deadline")]
    [InlineData("""{"started_at":{}}""", "started_at")]
    [InlineData("""{"owners":[]}""", "owners")]
    [InlineData("""{"owners":{"users":["Megan"]}}""", "owners.users")]
    [InlineData("""{"owners":{"users":[424242]}}""", "owners")]
    [InlineData("""{"owners":{"groups":["nobody"]}}""", "owners")]
    [InlineData("""{"owners":{"guests":["g@example.net"]}}""", "owners")]
    [InlineData("""{"owners":{"users":[1003],"guests":["nobody"]}}""", "owners")]
    [InlineData("""{"owners":{"users":[1002,1003]},"max_assignable":1}""", "owners")]
    [InlineData("""{"position":"first"}""", "position")]
    [InlineData("""{"prevent_guest_comment":"perhaps"}""", "prevent_guest_comment")]
    [InlineData("""{"task_type":"meeting"}""", "task_type")]
    [InlineData("""{"taskdata":"x"}""", "taskdata")]
    public async Task What_does_not_fit_is_422_and_named(string body, string field)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answer = await api.PutAsync($"{Org}/runs/{task.Run}/tasks/{task.Task}", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal("[1002]", (await api.TaskAsync(task)).GetProperty("owners").GetProperty("users").GetRawText());
    }

    [Fact]
    public async Task A_title_has_600_characters_at_most()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var path = $"{Org}/runs/{task.Run}/tasks/{task.Task}";

        Assert.Equal(
            HttpStatusCode.OK, (await api.PutAsync(path, $$"""{"title":"{{new string('a', 600)}}"}""")).Status);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await api.PutAsync(path, $$"""{"title":"{{new string('a', 601)}}"}""")).Status);
    }

    [Fact]
    public async Task A_standalone_task_asks_for_title_deadline_and_owners_each_time()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchAloneForAlexAsync();

        var partly = await api.PutAsync($"{Org}/tasks/{task.Task}", """{"summary":"x"}""");
        var whole = await api.PutAsync($"{Org}/tasks/{task.Task}", """
            {"title":"Sign","deadline":"2026-03-05T17:00:00Z","owners":{"users":[1002,1003],"guests":["g@example.net"]}}
            """);

        Assert.Equal(
            ["title", "deadline", "owners"],
            partly.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(HttpStatusCode.OK, whole.Status);
        Assert.Equal("[\"g@example.net\"]", whole.Data.GetProperty("owners").GetProperty("guests").GetRawText());
    }

    [Fact]
    public async Task A_completed_task_is_not_updated_and_paths_are_kept_apart()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var alone = await api.LaunchAloneForAlexAsync();
        await api.CompleteAsync(task, "\"is_approved\":true");

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await api.PutAsync($"{Org}/runs/{task.Run}/tasks/{task.Task}", """{"title":"Late"}""")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound, (await api.PutAsync($"{Org}/tasks/{task.Task}", """{"title":"Late"}""")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await api.PutAsync($"{Org}/runs/{task.Run}/tasks/{alone.Task}", """{"title":"Late"}""")).Status);
    }

    [Fact]
    public async Task Only_assignees_edit_where_the_task_says_so()
    {
        await using var host = new SandboxHost();
        var megan = await host.AsPersonAsync("meganb@example.com");
        var task = await megan.LaunchForAlexAsync("\"can_complete_only_assignees\":true");
        var path = $"{Org}/runs/{task.Run}/tasks/{task.Task}";

        Assert.Equal(HttpStatusCode.Forbidden, (await megan.PutAsync(path, """{"title":"Mine"}""")).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await (await host.AsPersonAsync("alexw@example.com")).PutAsync(path, """{"title":"Mine"}""")).Status);
    }

    [Fact]
    public async Task A_deadline_on_a_weekend_is_moved_to_Monday()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answer = await api.PutAsync(
            $"{Org}/runs/{task.Run}/tasks/{task.Task}", """{"deadline":"2026-03-07T17:00:00Z"}""");

        Assert.Equal("2026-03-09T17:00:00Z", answer.Data.GetProperty("deadline").GetString());
        Assert.Equal(WellKnown.Patti, answer.Data.GetProperty("starter_id").GetInt32());
    }
}
