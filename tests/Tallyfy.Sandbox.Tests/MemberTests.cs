using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Myself, organizations, and members who come, change and leave (docs/tallyfy-facts.md 3, 4, 5.1).</summary>
public sealed class MemberTests
{
    private const string Invitation =
        """{"email":"new@example.com","first_name":"New","last_name":"Person","role":"standard","message":"Hello"}""";

    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task My_organizations_are_a_page_of_one()
    {
        await using var host = new SandboxHost();

        var answer = await (await host.AsPersonAsync("alexw@example.com")).GetAsync("/api/me/organizations");

        var mine = Assert.Single(answer.Data.EnumerateArray());
        Assert.Equal(WellKnown.OrganizationId, mine.GetProperty("id").GetString());
        Assert.Equal("standard", mine.GetProperty("user_role").GetString());
        Assert.Equal("active", mine.GetProperty("user_status").GetString());
        Assert.Equal(10, answer.Json.GetProperty("meta").GetProperty("pagination").GetProperty("per_page").GetInt32());
    }

    [Fact]
    public async Task The_organization_shows_every_known_field()
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator().GetAsync(Org);

        string[] fields =
        [
            "id", "name", "description", "slug", "org_logo", "country", "state", "city", "zipcode", "timezone",
            "working_days", "default_deadline", "webhook_date_field_format", "users_count", "allow_user_invite",
            "allow_manage_groups", "auto_complete_tasks", "auto_complete_task_months", "user_role",
            "live_support_enabled", "payment_state", "created_on", "last_updated",
        ];
        Assert.Empty(fields.Except(answer.Data.EnumerateObject().Select(property => property.Name)));
        Assert.Equal("yyyy-MM-ddTHH:mm:ssZ", answer.Data.GetProperty("webhook_date_field_format").GetString());
    }

    [Fact]
    public async Task I_change_my_name_and_my_timezone()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");

        var changed = await alex.PutAsync($"{Org}/me", """{"first_name":"Al","timezone":"America/New_York"}""");
        var refused = await alex.PutAsync($"{Org}/me", """{"timezone":"Mars/Olympus"}""");

        Assert.Equal("Al Wilber", changed.Data.GetProperty("full_name").GetString());
        Assert.Equal("-05:00", changed.Data.GetProperty("UTC_offset").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("America/New_York", (await alex.GetAsync("/api/me")).Data.GetProperty("timezone").GetString());
    }

    [Fact]
    public async Task Members_are_sorted_paged_and_counted()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var last = await api.GetAsync($"{Org}/users?sort=-first_name&per_page=2&page=2&with=stats");
        var light = await api.GetAsync($"{Org}/users-list?q=vance");

        Assert.Equal(
            ["Megan", "Lynne"],
            last.Data.EnumerateArray().Select(member => member.GetProperty("first_name").GetString()));
        Assert.Equal(
            1, last.Data[0].GetProperty("stats").GetProperty("data").GetProperty("tasks_completed").GetInt32());
        Assert.False(Assert.Single(light.Data.EnumerateArray()).TryGetProperty("timezone", out _));
    }

    [Fact]
    public async Task An_invited_person_is_listed_and_gets_a_token_once_active()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var invited = await api.PostAsync($"{Org}/users/invite", Invitation);
        var again = await api.PostAsync($"{Org}/users/invite", Invitation);
        var listed = await api.GetAsync($"{Org}/users?q=new@example.com");
        var accepted = await api.PutAsync("/_sandbox/members/new@example.com", """{"status":"active"}""");

        Assert.Equal(HttpStatusCode.OK, invited.Status);
        Assert.Equal("invited", invited.Data.GetProperty("status").GetString());
        Assert.Equal("standard", invited.Data.GetProperty("role").GetString());
        Assert.Equal(JsonValueKind.Null, invited.Data.GetProperty("username").ValueKind);
        Assert.Equal(WellKnown.Bot, invited.Data.GetProperty("invited_by").GetInt32());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Equal("Standard", listed.Data[0].GetProperty("role").GetString());
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.Equal(
            HttpStatusCode.OK, (await (await host.AsPersonAsync("new@example.com")).GetAsync("/api/me")).Status);
    }

    [Theory]
    [InlineData("FullSeats", "7", "standard", "full")]
    [InlineData("LightSeats", "1", "light", "light")]
    public async Task Seats_run_out(string setting, string seats, string role, string pool)
    {
        await using var host = new SandboxHost((setting, seats));
        var api = host.AsAdministrator();
        if (role == "light")
            await api.PutAsync($"{Org}/users/{WellKnown.Lynne}/role", """{"role":"light"}""");

        var answer = await api.PostAsync(
            $"{Org}/users/invite", Invitation.Replace("standard", role, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        var error = answer.Json.GetProperty("error");
        Assert.Equal("SEAT_POOL_EXHAUSTED", error.GetProperty("code").GetString());
        Assert.Equal(pool, error.GetProperty("details").GetProperty("pool_type").GetString());
    }

    [Fact]
    public async Task A_disabled_seat_is_free_and_enabling_needs_one()
    {
        await using var host = new SandboxHost(("FullSeats", "7"));
        var api = host.AsAdministrator();
        var alex = await host.AsPersonAsync("alexw@example.com");

        var disabled = await api.DeleteAsync($"{Org}/users/{WellKnown.Alex}/disable");
        var shutOut = await alex.GetAsync("/api/me");
        var invited = await api.PostAsync($"{Org}/users/invite", Invitation);
        var full = await api.PutAsync($"{Org}/users/{WellKnown.Alex}/enable", null);

        Assert.Equal("disabled", disabled.Data.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, shutOut.Status);
        Assert.Equal(HttpStatusCode.OK, invited.Status);
        Assert.Equal(HttpStatusCode.Conflict, full.Status);
    }

    [Fact]
    public async Task Who_leaves_hands_over_what_waits_for_them()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        var alex = $"{Org}/users/{WellKnown.Alex}";

        var early = await api.DeleteAsync($"{alex}/delete");
        var nobody = await api.DeleteAsync($"{alex}/disable?with_reassignment=true&to=4711");
        await api.DeleteAsync($"{alex}/disable?with_reassignment=true&to={WellKnown.Megan}");
        var gone = await api.DeleteAsync($"{alex}/delete");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nobody.Status);
        Assert.Equal(WellKnown.Alex, gone.Data.GetProperty("id").GetInt32());
        Assert.Equal("[1003]", (await api.TaskAsync(task)).GetProperty("owners").GetProperty("users").GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(alex)).Status);
    }

    [Fact]
    public async Task A_member_becomes_a_guest_and_a_member_again()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();

        var guest = await api.PutAsync($"{Org}/users/{WellKnown.Alex}/to/guest", null);
        var asGuest = (await api.TaskAsync(task)).GetProperty("owners").GetProperty("guests").GetRawText();
        var member = await api.PutAsync($"{Org}/guests/alexw%40example.com/to/member", """{"role":"light"}""");
        var owners = (await api.TaskAsync(task)).GetProperty("owners").GetProperty("users");

        Assert.Equal("alexw@example.com", guest.Data.GetProperty("email").GetString());
        Assert.Equal("""["alexw@example.com"]""", asGuest);
        Assert.Equal("Light", member.Data.GetProperty("role").GetString());
        Assert.Equal(member.Data.GetProperty("id").GetInt32(), owners[0].GetInt32());
    }

    [Theory]
    [InlineData("PUT", "users/1002/role", "alexw@example.com", HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "users/1003/disable", "alexw@example.com", HttpStatusCode.Forbidden)]
    [InlineData("PUT", "users/4711/role", "bot@example.com", HttpStatusCode.NotFound)]
    [InlineData("PUT", "users/1003/role", "bot@example.com", HttpStatusCode.UnprocessableEntity)]
    [InlineData("PUT", "users/1001/role", "bot@example.com", HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "users/1001", "bot@example.com", HttpStatusCode.BadRequest)]
    public async Task What_may_not_be_done_to_members_is_refused(
        string method, string path, string email, HttpStatusCode status)
    {
        await using var host = new SandboxHost();
        var api = await host.AsPersonAsync(email);

        var answer = method == "PUT"
            ? await api.PutAsync($"{Org}/{path}", """{"role":"emperor"}""")
            : await api.DeleteAsync($"{Org}/{path}");

        Assert.Equal(status, answer.Status);
        Assert.True(answer.Json.GetProperty("error").GetBoolean());
    }

    [Theory]
    [InlineData("capitalised", "Admin")]
    [InlineData("lower", "admin")]
    public async Task RoleCasing_has_two_ways(string setting, string role)
    {
        await using var host = new SandboxHost(("RoleCasing", setting));

        var me = await host.AsAdministrator().GetAsync($"{Org}/me");

        Assert.Equal(role, me.Data.GetProperty("role").GetString());
        Assert.True(me.Data.GetProperty("is_default_admin").GetBoolean());
    }
}
