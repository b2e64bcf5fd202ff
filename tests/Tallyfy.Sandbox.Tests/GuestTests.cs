using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Engine.Launching;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>People outside, and groups (docs/tallyfy-facts.md 5.2, 5.3).</summary>
public sealed class GuestTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task A_guest_is_made_once_and_linked_ever_after()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var made = await CreateAsync(api, "external.partner@example.net", "\"company_name\":\"Partner Co\"");
        var linked = await CreateAsync(api, "External.Partner@example.net", "\"phone_1\":\"+1\"");

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("2026-03-02 09:00:00", made.Data.GetProperty("created_at").GetString());
        Assert.Equal(made.Data.GetProperty("id").GetInt32(), linked.Data.GetProperty("id").GetInt32());
        var details = linked.Data.GetProperty("details");
        Assert.Equal("Partner Co", details.GetProperty("company_name").GetString());
        Assert.Equal("+1", details.GetProperty("phone_1").GetString());
        Assert.Equal(21, details.EnumerateObject().Count());
        Assert.StartsWith(
            $"https://go.tallyfy.com/guest-all-task/{WellKnown.OrganizationId}/",
            linked.Data.GetProperty("link").GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"email":"alexw@example.com"}""")]
    [InlineData("""{"email":"x"}""")]
    [InlineData("""{"email":"g@example.net","phone_1":7}""")]
    public async Task A_guest_that_cannot_be_made_is_refused(string body)
    {
        await using var host = new SandboxHost();

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity, (await host.AsAdministrator().PostAsync($"{Org}/guests", body)).Status);
    }

    [Theory]
    [InlineData("201", HttpStatusCode.Created)]
    [InlineData("200", HttpStatusCode.OK)]
    public async Task GuestFoundStatus_is_a_setting(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("GuestFoundStatus", setting));
        var api = host.AsAdministrator();
        await CreateAsync(api, "g+1@example.net");

        var found = await api.GetAsync($"{Org}/guests/{Uri.EscapeDataString("g+1@example.net")}?with=stats");
        var unknown = await api.GetAsync($"{Org}/guests/x%40example.net");

        Assert.Equal(status, found.Status);
        Assert.Equal("2026-03-02T09:00:00Z", found.Data.GetProperty("created_at").GetString());
        Assert.Equal(0, found.Data.GetProperty("stats").GetProperty("tasks_completed").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Fact]
    public async Task The_demo_has_a_guest_with_a_task()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var guest = Assert.Single((await api.GetAsync($"{Org}/guests?with=stats")).Data.EnumerateArray());
        var code = guest.GetProperty("link").GetString()?.Split('/')[^1];

        Assert.Equal(WellKnown.GuestEmail, guest.GetProperty("email").GetString());
        Assert.Equal(1, guest.GetProperty("stats").GetProperty("assigned_tasks").GetInt32());
        Assert.Single((await api.GetAsync($"{Org}/guests/{code}/tasks")).Data.EnumerateArray());
    }

    [Fact]
    public async Task Guests_are_searched_sorted_and_paged_by_999()
    {
        await using var host = new SandboxHost { Seed = "none" };
        var api = host.AsAdministrator();
        foreach (var name in new[] { "b", "c", "a" })
            await CreateAsync(api, $"{name}@example.net");

        var all = await api.GetAsync($"{Org}/guests?sort=-email");
        var one = await api.GetAsync($"{Org}/guests?q=C@EXAMPLE");
        var bare = await api.GetAsync($"{Org}/guests?without_pagination=true");

        Assert.Equal(
            ["c", "b", "a"], all.Data.EnumerateArray().Select(guest => guest.GetProperty("email").GetString()?[..1]));
        Assert.Equal(999, all.Json.GetProperty("meta").GetProperty("pagination").GetProperty("per_page").GetInt32());
        Assert.Single(one.Data.EnumerateArray());
        Assert.False(bare.Json.TryGetProperty("meta", out _));
    }

    [Fact]
    public async Task Tasks_of_a_guest_come_by_their_code_and_ten_at_a_time()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var guest = (await CreateAsync(api, "g@example.net")).Data;
        var code = guest.GetProperty("link").GetString()?.Split('/')[^1];
        GiveTasks(host, "G@example.net", 12);

        var page = await api.GetAsync($"{Org}/guests/{code}/tasks?per_page=100&without_pagination=true");
        var rest = await api.GetAsync($"{Org}/guests/{code}/tasks?page=2");
        var byEmail = await api.GetAsync($"{Org}/guests/g%40example.net/tasks");
        var disabling = await api.DeleteAsync($"{Org}/guests/g%40example.net/disable");

        Assert.Equal(10, page.Data.GetArrayLength());
        Assert.Equal(2, rest.Data.GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, byEmail.Status);
        Assert.Equal(HttpStatusCode.Forbidden, disabling.Status);
        Assert.Equal("Cannot disable guest with incomplete tasks", disabling.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_guest_is_changed_disabled_enabled_and_deleted()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        await CreateAsync(api, "g@example.net");
        var path = $"{Org}/guests/g%40example.net";

        var changed = await api.PutAsync(path, """{"first_name":"Gill","associated_members":[1002]}""");
        var disabled = await api.PutAsync($"{path}/disable", null);
        var enabled = await api.PutAsync($"{path}/enable", null);
        var deleted = await api.DeleteAsync(path);

        Assert.NotEqual("Gill", changed.Data.GetProperty("first_name").GetString());
        Assert.Equal(
            "[1002]", changed.Data.GetProperty("details").GetProperty("associated_members").GetRawText());
        Assert.Equal(WellKnown.Bot, disabled.Data.GetProperty("details").GetProperty("disabled_by").GetInt32());
        Assert.Equal(JsonValueKind.Null, enabled.Data.GetProperty("details").GetProperty("disabled_at").ValueKind);
        Assert.Equal("g@example.net", deleted.Data.GetProperty("email").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_group_is_made_changed_and_deleted()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var made = await api.PostAsync(
            $"{Org}/groups",
            """{"name":"Sales","description":"Sells","members":[1002,1003],"guests":["g@example.net"]}""");
        var path = $"{Org}/groups/{made.Data.GetProperty("id").GetString()}";
        var changed = await api.PutAsync(path, """{"name":"Sales team","description":"Sells","members":[1004]}""");
        var shown = await api.GetAsync($"{path}?with=users");
        var sorted = await api.GetAsync($"{Org}/groups?sort_by=-name&per_page=500");
        var deleted = await api.DeleteAsync(path);

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("[1002,1003]", made.Data.GetProperty("members").GetRawText());
        Assert.Equal("[1004]", changed.Data.GetProperty("members").GetRawText());
        Assert.Equal("""["g@example.net"]""", changed.Data.GetProperty("guests").GetRawText());
        Assert.Equal(
            "Adele Vance", shown.Data.GetProperty("users").GetProperty("data")[0].GetProperty("full_name").GetString());
        Assert.Equal("Sales team", sorted.Data[0].GetProperty("name").GetString());
        Assert.Equal(100, sorted.Json.GetProperty("meta").GetProperty("pagination").GetProperty("per_page").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("""{"name":"X"}""")]
    [InlineData("""{"name":"finance","description":"Taken"}""")]
    [InlineData("""{"name":"X","description":"Y","members":["Adele"]}""")]
    [InlineData("""{"name":"X","description":"Y","members":[4711]}""")]
    [InlineData("""{"name":"X","description":"Y","guests":"g@example.net"}""")]
    public async Task A_group_that_cannot_be_is_refused(string body)
    {
        await using var host = new SandboxHost();

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity, (await host.AsAdministrator().PostAsync($"{Org}/groups", body)).Status);
    }

    [Fact]
    public async Task A_light_member_manages_nobody()
    {
        await using var host = new SandboxHost();
        var admin = host.AsAdministrator();
        await admin.PutAsync($"{Org}/users/{WellKnown.Alex}/role", """{"role":"light"}""");
        var alex = await host.AsPersonAsync("alexw@example.com");

        Answer[] answers =
        [
            await alex.PostAsync($"{Org}/groups", """{"name":"X","description":"Y"}"""),
            await alex.DeleteAsync($"{Org}/groups/{WellKnown.Finance}"),
            await CreateAsync(alex, "g@example.net"),
            await alex.GetAsync($"{Org}/guests/g%40example.net"),
            await alex.PostAsync($"{Org}/users/invite", "{}"),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.Status));
    }

    private static Task<Answer> CreateAsync(Infrastructure.Api api, string email, string more = "") => api.PostAsync(
        $"{Org}/guests", $$"""{"email":"{{email}}"{{(more.Length > 0 ? "," : "")}}{{more}}}""");

    private static void GiveTasks(SandboxHost host, string email, int count)
    {
        lock (host.State.Gate)
        {
            for (var number = 0; number < count; number++)
            {
                new LaunchApproval(host.State, host.Clock.GetUtcNow()).Execute(new LaunchPlan
                {
                    LaunchedBy = WellKnown.Patti,
                    Approvers = new() { Users = [WellKnown.Patti], Guests = [email] },
                    IsStandalone = true,
                });
            }
        }
    }
}
