using System.Net;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

public sealed class PeopleTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task The_demo_has_the_people_of_the_playground_and_the_owner_of_the_token()
    {
        await using var host = new SandboxHost();

        var users = await host.AsAdministrator().GetAsync($"{Org}/users");

        Assert.Equal(
            [
                "bot@example.com Tallyfy Bot Admin",
                "alexw@example.com Alex Wilber Standard",
                "meganb@example.com Megan Bowen Standard",
                "adelev@example.com Adele Vance Standard",
                "isaiahl@example.com Isaiah Langer Standard",
                "pattif@example.com Patti Fernandez Standard",
                "lynner@example.com Lynne Robbins Standard",
                "diegos@example.com Diego Siciliani Light",
            ],
            users.Data.EnumerateArray().Select(user =>
                $"{user.GetProperty("email")} {user.GetProperty("full_name")} {user.GetProperty("role")}"));
        Assert.Equal(9999, users.Json.GetProperty("meta").GetProperty("pagination").GetProperty("per_page").GetInt32());
    }

    [Fact]
    public async Task People_are_found_by_name_and_address_and_carry_their_groups_when_asked()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var found = await api.GetAsync($"{Org}/users?q=ADELEV@example.com&with=groups");
        var plain = await api.GetAsync($"{Org}/users?q=Vance");

        var adele = Assert.Single(found.Data.EnumerateArray());
        var group = Assert.Single(adele.GetProperty("groups").GetProperty("data").EnumerateArray());
        Assert.Equal("Finance", group.GetProperty("name").GetString());
        Assert.False(Assert.Single(plain.Data.EnumerateArray()).TryGetProperty("groups", out _));
    }

    [Fact]
    public async Task One_person_is_shown_to_administrators_only()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");

        var known = await host.AsAdministrator().GetAsync($"{Org}/users/{WellKnown.Alex}");
        var unknown = await host.AsAdministrator().GetAsync($"{Org}/users/99999999999");
        var refused = await alex.GetAsync($"{Org}/users/{WellKnown.Alex}");

        Assert.Equal("Alex Wilber", known.Data.GetProperty("full_name").GetString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task Me_is_a_member_of_the_organization()
    {
        await using var host = new SandboxHost();
        var alex = await host.AsPersonAsync("alexw@example.com");

        var me = await alex.GetAsync($"{Org}/me");
        var organization = await alex.GetAsync(Org);

        Assert.Equal("Standard", me.Data.GetProperty("role").GetString());
        Assert.Equal("+00:00", me.Data.GetProperty("UTC_offset").GetString());
        Assert.Equal("Contoso", organization.Data.GetProperty("name").GetString());
        Assert.Equal("standard", organization.Data.GetProperty("user_role").GetString());
        Assert.True(organization.Data.GetProperty("working_days").GetProperty("Monday").GetBoolean());
        Assert.Equal(8, organization.Data.GetProperty("users_count").GetInt32());
    }

    [Fact]
    public async Task Finance_has_two_members()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();

        var groups = await api.GetAsync($"{Org}/groups");
        var one = await api.GetAsync($"{Org}/groups/{WellKnown.Finance}");
        var unknown = await api.GetAsync($"{Org}/groups/{new string('0', 32)}");

        Assert.Equal("Finance", Assert.Single(groups.Data.EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(
            [WellKnown.Adele, WellKnown.Isaiah],
            one.Data.GetProperty("members").EnumerateArray().Select(member => member.GetInt32()));
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Theory]
    [InlineData("/api/organizations/00000000000000000000000000000000/users", "RESOURCE_NOT_FOUND")]
    [InlineData("/api/me/info", "ENDPOINT_NOT_FOUND")]
    [InlineData("/api", "ENDPOINT_NOT_FOUND")]
    public async Task What_does_not_exist_says_which_kind_of_nothing_it_is(string path, string code)
    {
        await using var host = new SandboxHost();

        var answer = await host.AsAdministrator().GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(code, answer.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_unseeded_sandbox_has_its_administrator_and_nothing_else()
    {
        await using var host = new SandboxHost { Seed = "none" };
        var api = host.AsAdministrator();

        var users = await api.GetAsync($"{Org}/users");
        var tasks = await api.GetAsync($"{Org}/tasks");
        var alone = await api.LaunchAsync("""{"standalone":true,"assignees":["bot@example.com"]}""");

        Assert.Equal("bot@example.com", Assert.Single(users.Data.EnumerateArray()).GetProperty("email").GetString());
        Assert.Empty(tasks.Data.EnumerateArray());
        Assert.Null(alone.Run);
    }
}
