using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

public sealed class CompletionTests
{
    private static readonly string Org = SandboxHost.Org;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_verdict_is_recorded_under_the_person_override_user_names(bool isApproved)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var answer = await api.CompleteAsync(
            task, $"\"is_approved\":{(isApproved ? "true" : "false")},\"override_user\":{WellKnown.Alex}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            ["id", "title", "status", "completed_at", "completer_id", "tasks_changed_by_rules"],
            answer.Data.EnumerateObject().Select(property => property.Name));
        Assert.Equal("completed", answer.Data.GetProperty("status").GetString());
        Assert.Equal("2026-03-02T09:00:00.000Z", answer.Data.GetProperty("completed_at").GetString());
        Assert.Equal(WellKnown.Alex, answer.Data.GetProperty("completer_id").GetInt32());
        Assert.Equal("{}", answer.Data.GetProperty("tasks_changed_by_rules").GetRawText());
        var read = await api.TaskAsync(task);
        Assert.Equal(isApproved, read.GetProperty("is_approved").GetBoolean());
        Assert.Equal(WellKnown.Alex, read.GetProperty("completer_id").GetInt32());
    }

    [Fact]
    public async Task A_standalone_task_answers_without_rule_changes()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");
        var task = await alex.LaunchAloneForAlexAsync();

        var answer = await alex.CompleteAsync(task, "\"is_approved\":true");

        Assert.Equal(WellKnown.Alex, answer.Data.GetProperty("completer_id").GetInt32());
        Assert.False(answer.Data.TryGetProperty("tasks_changed_by_rules", out _));
    }

    [Theory]
    [InlineData("", "task_id", "{}")]
    [InlineData("", "task_id", """{"task_id":7}""")]
    [InlineData("\"is_approved\":null", "is_approved", null)]
    [InlineData("", "is_approved", null)]
    [InlineData("\"is_approved\":\"perhaps\"", "is_approved", null)]
    [InlineData("\"is_approved\":true,\"override_user\":\"alex\"", "override_user", null)]
    [InlineData("\"is_approved\":true,\"override_user\":424242", "override_user", null)]
    public async Task A_body_that_lacks_something_is_422_and_names_it(string more, string field, string? whole)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchAloneForAlexAsync();

        var answer = whole is null
            ? await api.CompleteAsync(task, more)
            : await api.PostAsync($"{Org}/completed-tasks", whole);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.True(answer.Json.GetProperty("error").GetBoolean());
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
        Assert.Equal(JsonValueKind.Null, (await api.TaskAsync(task)).GetProperty("completed_at").ValueKind);
    }

    [Fact]
    public async Task The_missing_verdict_has_the_body_of_the_facts()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var answer = await api.CompleteAsync(await api.LaunchForAlexAsync());

        Assert.Equal(
            """{"error":true,"errors":{"is_approved":["The is approved field is required."]}}""", answer.Text);
    }

    [Fact]
    public async Task A_task_is_found_under_its_own_path_only()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var one = await api.LaunchForAlexAsync();
        var other = await api.LaunchForAlexAsync();
        var alone = await api.LaunchAloneForAlexAsync();

        Launched[] wrong =
        [
            one with { Run = null },
            one with { Run = other.Run },
            one with { Task = new string('0', 32) },
            alone with { Run = one.Run },
        ];

        foreach (var task in wrong)
        {
            var answer = await api.CompleteAsync(task, "\"is_approved\":true");
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            Assert.Equal("RESOURCE_NOT_FOUND", answer.Json.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task A_second_completion_is_refused_and_changes_nothing()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.CompleteAsync(task, $"\"is_approved\":true,\"override_user\":{WellKnown.Alex}");

        var answer = await api.CompleteAsync(task, $"\"is_approved\":false,\"override_user\":{WellKnown.Megan}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("""{"error":true,"message":"Task is already completed."}""", answer.Text);
        Assert.Equal(WellKnown.Alex, (await api.TaskAsync(task)).GetProperty("completer_id").GetInt32());
    }

    [Fact]
    public async Task An_empty_required_field_holds_the_completion_back()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.PutAsync($"/_sandbox/tasks/{task.Task}", """{"answers":{"amount":null}}""");

        var refused = await api.CompleteAsync(task, "\"is_approved\":true");
        await api.PutAsync($"/_sandbox/tasks/{task.Task}", """{"answers":{"amount":"EUR 5.00"}}""");
        var accepted = await api.CompleteAsync(task, "\"is_approved\":true");

        var error = Assert.Single(refused.Json.GetProperty("errors").EnumerateObject());
        Assert.Matches("^[0-9a-f]{32}$", error.Name);
        Assert.Equal("The Amount field is required.", error.Value[0].GetString());
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
    }

    [Fact]
    public async Task An_open_issue_holds_the_completion_back()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.PostAsync(
            $"{Org}/tasks/{task.Task}/comment", """{"content":"The quote is missing","label":"problem"}""");

        var answer = await api.CompleteAsync(task, "\"is_approved\":true");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("""{"error":true,"message":"Task has unresolved issues."}""", answer.Text);
        Assert.True((await api.TaskAsync(task)).GetProperty("problem").GetBoolean());
    }

    [Fact]
    public async Task Hidden_and_archived_tasks_are_not_completed()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var hidden = await api.LaunchForAlexAsync();
        var archived = await api.LaunchForAlexAsync();
        await api.PutAsync($"/_sandbox/tasks/{hidden.Task}", """{"hidden":true}""");
        await api.PostAsync($"/_sandbox/tasks/{archived.Task}/archive", """{"as":"alexw@example.com"}""");

        Assert.Equal("auto-skipped", (await api.TaskAsync(hidden)).GetProperty("status").GetString());
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity, (await api.CompleteAsync(hidden, "\"is_approved\":true")).Status);
        Assert.Equal("2026-03-02T09:00:00Z", (await api.TaskAsync(archived)).GetProperty("archived_at").GetString());
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity, (await api.CompleteAsync(archived, "\"is_approved\":true")).Status);
    }

    [Fact]
    public async Task Only_assignees_complete_where_the_task_says_so()
    {
        await using var host = new SandboxHost();
        var megan = await host.AsPersonAsync("meganb@example.com");
        var open = await megan.LaunchForAlexAsync();
        var guarded = await megan.LaunchForAlexAsync("\"can_complete_only_assignees\":true");

        var refused = await megan.CompleteAsync(guarded, "\"is_approved\":true");

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.True(refused.Json.GetProperty("error").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await megan.CompleteAsync(open, "\"is_approved\":true")).Status);
        Assert.Equal(
            HttpStatusCode.OK, (await host.AsAdministrator().CompleteAsync(guarded, "\"is_approved\":true")).Status);
    }

    [Fact]
    public async Task A_member_of_an_owning_group_may_complete()
    {
        await using var host = new SandboxHost();
        var isaiah = await host.AsPersonAsync("isaiahl@example.com");
        var task = await isaiah.LaunchAsync(
            """{"template":"Contract review","groups":["Finance"],"can_complete_only_assignees":true}""");

        Assert.Equal(HttpStatusCode.OK, (await isaiah.CompleteAsync(task, "\"is_approved\":false")).Status);
    }

    [Fact]
    public async Task Everyone_must_complete_waits_for_the_last_and_one_rejection_counts()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");
        var megan = await host.AsPersonAsync("meganb@example.com");
        var task = await alex.LaunchAsync(
            """
            {"template":"Time off","assignees":["alexw@example.com","meganb@example.com"],
             "everyone_must_complete":true}
            """);

        var first = await alex.CompleteAsync(task, "\"is_approved\":false");
        var last = await megan.CompleteAsync(task, "\"is_approved\":true");

        Assert.Equal("active", first.Data.GetProperty("status").GetString());
        Assert.Equal("""{"completed":1,"total":2}""", first.Data.GetProperty("completion_progress").GetRawText());
        Assert.Equal("completed", last.Data.GetProperty("status").GetString());
        Assert.False((await alex.TaskAsync(task)).GetProperty("is_approved").GetBoolean());
    }

    [Fact]
    public async Task Reopening_gives_the_task_back()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        foreach (var task in new[] { await api.LaunchForAlexAsync(), await api.LaunchAloneForAlexAsync() })
        {
            await api.CompleteAsync(task, "\"is_approved\":true");

            var reopened = await api.ReopenAsync(task);
            var again = await api.ReopenAsync(task);

            Assert.Equal("in-progress", reopened.Data.GetProperty("status").GetString());
            Assert.All(
                ["completed_at", "completer_id", "completer_guest_id", "is_approved"],
                name => Assert.Equal(JsonValueKind.Null, reopened.Data.GetProperty(name).ValueKind));
            Assert.Equal(task.Run is not null, reopened.Data.TryGetProperty("tasks_changed_by_rules", out _));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
            Assert.Equal(HttpStatusCode.OK, (await api.CompleteAsync(task, "\"is_approved\":false")).Status);
        }
    }

    [Fact]
    public async Task A_comment_is_kept_with_its_author_and_hidden_from_guests()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");
        var task = await alex.LaunchForAlexAsync();

        var added = await alex.PostAsync($"{Org}/tasks/{task.Task}/comment", """{"content":"Looks good to me"}""");
        var empty = await alex.PostAsync($"{Org}/tasks/{task.Task}/comment", """{"content":" "}""");
        var label = await alex.PostAsync($"{Org}/tasks/{task.Task}/comment", """{"content":"x","label":"shout"}""");
        var state = await alex.PostAsync($"{Org}/tasks/{task.Task}/comment", """{"content":"x","state":7}""");
        var nowhere = await alex.PostAsync($"{Org}/tasks/nowhere/comment", """{"content":"x"}""");

        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal("hide-for-guests", added.Data.GetProperty("state").GetString());
        Assert.Equal(WellKnown.Alex, added.Data.GetProperty("author_id").GetInt32());
        Assert.All([empty, label, state], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.Status);
        var threads = (await alex.TaskAsync(task, "threads")).GetProperty("threads").GetProperty("data");
        Assert.Equal("Looks good to me", Assert.Single(threads.EnumerateArray()).GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("""{"task_id":"\ud800"}""")]
    [InlineData("<xml/>")]
    public async Task A_body_that_is_no_json_object_is_400(string body)
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator().PostAsync($"{Org}/completed-tasks", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Json.GetProperty("error").GetBoolean());
        Assert.NotEmpty(answer.Json.GetProperty("message").GetString() ?? "");
    }

    [Fact]
    public async Task A_body_beyond_a_megabyte_is_refused()
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator().PostAsync(
            $"{Org}/completed-tasks", $$"""{"task_id":"{{new string('a', 1_200_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }
}
