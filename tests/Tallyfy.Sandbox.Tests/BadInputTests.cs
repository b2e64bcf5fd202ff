using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Whatever is sent, the answer is one of the table of errors, never a failure of the sandbox's own.</summary>
public sealed class BadInputTests
{
    private static readonly string Org = SandboxHost.Org;

    private static readonly string[] Values =
    [
        "null", "7", "-7", "1e400", "true", "\"\"", "\"x\"", "[]", "[[]]", "[null]", "[7]", "{}",
        """{"a":{"a":[null]}}""", "\"9999-12-31\"",
    ];

    private static readonly string[] Fields =
    [
        "title", "task_type", "owners", "deadline", "started_at", "taskdata", "position", "max_assignable",
        "form_fields", "tags", "run_id", "content", "label", "state", "thread_id", "checklist_id", "name", "prerun",
        "tasks", "users", "groups", "owner_id", "steps", "automated_actions", "summary", "webhook", "task_id",
        "is_approved", "override_user",
    ];

    [Theory]
    [InlineData("POST", "tasks")]
    [InlineData("PUT", "tasks/TASK")]
    [InlineData("PUT", "runs/RUN/tasks/STEP")]
    [InlineData("POST", "tasks/TASK/comment")]
    [InlineData("POST", "tasks/TASK/problem")]
    [InlineData("POST", "tasks/TASK/resolved-threads")]
    [InlineData("POST", "runs/RUN/comment")]
    [InlineData("POST", "runs")]
    [InlineData("PUT", "runs/RUN")]
    [InlineData("POST", "checklists")]
    [InlineData("POST", "completed-tasks")]
    public async Task Odd_values_are_answered(string method, string path)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var step = await api.LaunchForAlexAsync();
        var alone = await api.LaunchAloneForAlexAsync();
        var url = $"{Org}/{path}"
            .Replace("TASK", alone.Task, StringComparison.Ordinal)
            .Replace("RUN", step.Run, StringComparison.Ordinal)
            .Replace("STEP", step.Task, StringComparison.Ordinal);
        var template = host.State.Templates[0].Id;

        foreach (var (field, value) in Fields.SelectMany(field => Values, (field, value) => (field, value)))
        {
            var body = $$"""
                {"title":"x","task_type":"task","deadline":"2026-03-05","owners":{"users":[1002]},"content":"x",
                 "name":"x",
                 "checklist_id":"{{template}}","{{field}}":{{value}} }
                """;
            var answer = method == "PUT" ? await api.PutAsync(url, body) : await api.PostAsync(url, body);
            Assert.True(
                (int)answer.Status < 500, $"{method} {path} with {field} = {value}: {answer.Status} {answer.Text}");
        }
    }

    [Theory]
    [InlineData("created=:")]
    [InlineData("created=0001-01-01:9999-12-31")]
    [InlineData("deadline_before=0001-01-01")]
    [InlineData("deadline_after=9999-12-31")]
    [InlineData("deadline_start_range=x&deadline_end_range=y")]
    [InlineData("owners=,,&groups=,&guests=,&status=,&sort=,&with=,,")]
    [InlineData("page=999999999&per_page=999999999")]
    [InlineData("page=99999999999999999999")]
    public async Task Odd_filters_are_answered(string filter)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        foreach (var list in new[] { "tasks", "me/tasks", "users/1002/tasks", "runs", "checklists", "search" })
        {
            var answer = await api.GetAsync($"{Org}/{list}?{filter}");
            Assert.True((int)answer.Status < 500, $"{list}?{filter}: {answer.Status} {answer.Text}");
        }
    }
}
