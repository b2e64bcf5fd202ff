using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

public sealed class ReadingTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task Alex_finds_four_open_approvals_one_standalone_and_one_shared_with_Megan()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");

        var mine = (await alex.GetAsync($"{Org}/me/tasks?status=active")).Data.EnumerateArray().ToList();

        Assert.Equal(4, mine.Count);
        Assert.All(mine, task => Assert.Equal("approval", task.GetProperty("task_type").GetString()));
        var alone = Assert.Single(mine, task => task.GetProperty("is_oneoff_task").GetBoolean());
        Assert.Equal(JsonValueKind.Null, alone.GetProperty("run_id").ValueKind);
        Assert.Equal(
            "[1002,1003]",
            Owners(Assert.Single(mine, task => Owners(task).GetArrayLength() == 2)).GetRawText());
    }

    [Fact]
    public async Task Others_wait_too_and_one_approval_is_done()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var all = (await api.GetAsync($"{Org}/tasks?per_page=100")).Data.EnumerateArray().ToList();

        Assert.Contains(all, task => IsOpenApproval(task) && Owners(task).GetRawText() == $"[{WellKnown.Megan}]");
        Assert.Contains(
            all,
            task => IsOpenApproval(task) && task.GetProperty("owners").GetProperty("groups").GetArrayLength() == 1);
        Assert.Contains(all, task => task.GetProperty("task_type").GetString() == "task"
            && task.GetProperty("completed_at").ValueKind == JsonValueKind.Null);
        Assert.Single(all, task => task.GetProperty("is_approved").ValueKind == JsonValueKind.True);
        Assert.All(all, task => Assert.Matches("^[0-9a-f]{32}$", task.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_list_is_cut_into_pages_with_links()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var first = await api.GetAsync($"{Org}/tasks");
        var links = first.Json.GetProperty("meta").GetProperty("pagination");
        var second = await api.GetAsync(links.GetProperty("links").GetProperty("next").GetString() ?? "");
        var beyond = await api.GetAsync($"{Org}/tasks?page=99");
        var capped = await api.GetAsync($"{Org}/tasks?per_page=5000");
        var odd = await api.GetAsync($"{Org}/tasks?per_page=-1&page=x");
        var whole = await api.GetAsync($"{Org}/tasks?without_pagination=true");

        Assert.Equal(10, first.Data.GetArrayLength());
        Assert.Equal(3, links.GetProperty("total_pages").GetInt32());
        Assert.Equal(
            links.GetProperty("total").GetInt32() - 4, first.Data.GetArrayLength() + second.Data.GetArrayLength());
        Assert.EndsWith(
            "page=1",
            second.Json.GetProperty("meta").GetProperty("pagination").GetProperty("links")
                .GetProperty("previous").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(0, beyond.Data.GetArrayLength());
        Assert.Equal(100, capped.Json.GetProperty("meta").GetProperty("pagination").GetProperty("per_page").GetInt32());
        Assert.Equal(10, odd.Data.GetArrayLength());
        Assert.False(whole.Json.TryGetProperty("meta", out _));
        Assert.Equal(links.GetProperty("total").GetInt32(), whole.Data.GetArrayLength());
    }

    [Theory]
    [InlineData("status=active", 18)]
    [InlineData("status=completed", 6)]
    [InlineData("status=overdue", 1)]
    [InlineData("status=due_soon", 3)]
    [InlineData("owners=1002", 4)]
    [InlineData("owners=1002,1003", 6)]
    [InlineData("owners=nobody", 0)]
    [InlineData("groups=f1a2ce00f1a2ce00f1a2ce00f1a2ce00", 1)]
    [InlineData("is_oneoff=true", 3)]
    [InlineData("unassigned=true", 0)]
    [InlineData("q=STANDING", 3)]
    [InlineData("q=nothing like it", 0)]
    [InlineData("archived=only", 0)]
    public async Task Filters_narrow_the_list(string filter, int found)
    {
        await using var host = new SandboxHost();

        var tasks = await host.AsAdministrator().GetAsync($"{Org}/tasks?per_page=100&{filter}");

        Assert.Equal(found, tasks.Data.GetArrayLength());
    }

    [Fact]
    public async Task Sorting_by_deadline_and_by_age_works()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var soonest = (await api.GetAsync($"{Org}/tasks?sort=deadline&per_page=100")).Data.EnumerateArray()
            .Select(task => task.GetProperty("deadline").GetString()).ToList();
        var task = await api.LaunchAloneForAlexAsync();
        var newest = await api.GetAsync($"{Org}/tasks?sort=newest");

        Assert.Equal(soonest.Order(StringComparer.Ordinal), soonest);
        Assert.Equal(task.Task, newest.Data[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task One_task_carries_its_summary_and_what_was_asked_for()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await Launched.FindAsync(api, "standing");

        var plain = await api.TaskAsync(task);
        var full = await api.TaskAsync(task, "run,step,form_fields,threads");

        Assert.StartsWith("<p>", plain.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.False(plain.TryGetProperty("form_fields", out _));
        Assert.StartsWith(
            "Purchase request #1042: 12 standing desks",
            full.GetProperty("run").GetProperty("data").GetProperty("name").GetString(),
            StringComparison.Ordinal);
        Assert.Equal("approve", full.GetProperty("step").GetProperty("data").GetProperty("alias").GetString());
        Assert.Equal(0, full.GetProperty("threads").GetProperty("data").GetArrayLength());
        Assert.Equal(
            ["dropdown Supplier", "text Amount", "text Cost centre", "date Needed by", "textarea Why now"],
            full.GetProperty("form_fields").GetProperty("data").EnumerateArray()
                .Select(field => $"{field.GetProperty("field_type")} {field.GetProperty("label")}"));
        Assert.Equal(
            "EUR 4,780.00",
            full.GetProperty("form_fields").GetProperty("data")[1].GetProperty("field_value").GetString());
    }

    [Fact]
    public async Task A_list_omits_the_summary_unless_asked()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var plain = await api.GetAsync($"{Org}/tasks?q=press");
        var asked = await api.GetAsync($"{Org}/tasks?q=press&with=summary,form_fields");

        Assert.False(plain.Data[0].TryGetProperty("summary", out _));
        Assert.True(asked.Data[0].TryGetProperty("summary", out _));
        Assert.Equal("""{"data":[]}""", asked.Data[0].GetProperty("form_fields").GetRawText());
    }

    [Fact]
    public async Task A_task_is_read_under_its_run_and_not_under_another()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var one = await api.LaunchForAlexAsync();
        var other = await api.LaunchForAlexAsync();

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"{Org}/runs/{one.Run}/tasks/{one.Task}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"{Org}/runs/{other.Run}/tasks/{one.Task}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"{Org}/tasks/nothing")).Status);
    }

    [Fact]
    public async Task Processes_are_listed_read_and_carry_their_tasks()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launched = await api.LaunchForAlexAsync();

        var runs = await api.GetAsync($"{Org}/runs?status=active&q=purchase");
        var run = await api.GetAsync($"{Org}/runs/{launched.Run}?with=tasks");
        var tasks = await api.GetAsync($"{Org}/runs/{launched.Run}/tasks?sort=-position");

        Assert.Equal(4, runs.Data.GetArrayLength());
        Assert.Equal(3, run.Data.GetProperty("tasks").GetProperty("data").GetArrayLength());
        Assert.Equal(
            """{"complete":0,"total":3,"percent":0,"approved":0,"rejected":0}""",
            run.Data.GetProperty("progress").GetRawText());
        Assert.Equal([3, 2, 1], tasks.Data.EnumerateArray().Select(task => task.GetProperty("position").GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"{Org}/runs/nothing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"{Org}/runs/nothing/tasks")).Status);
    }

    private static JsonElement Owners(JsonElement task) => task.GetProperty("owners").GetProperty("users");

    private static bool IsOpenApproval(JsonElement task) =>
        task.GetProperty("task_type").GetString() == "approval"
        && task.GetProperty("completed_at").ValueKind == JsonValueKind.Null;
}
