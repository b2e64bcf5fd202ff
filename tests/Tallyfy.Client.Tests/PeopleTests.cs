using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class PeopleTests
{
    [Fact]
    public async Task Me_is_read()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/me", Sample.Text("me.get.response"));

        var me = await story.Client.GetMeAsync(ClientStory.Token);

        Assert.Equal(
            new TallyfyUser
            {
                Id = 1001,
                Email = "person.one@example.com",
                FirstName = "Person",
                LastName = "One",
                FullName = "Person One",
                Timezone = "America/New_York",
            },
            me);
    }

    [Theory]
    [InlineData("""{"id":"1001","email":"a@b.example","first_name":"Ana","last_name":null}""", "Ana")]
    [InlineData("""{"id":1001,"email":"a@b.example","full_name":" ","last_name":"Lee"}""", "Lee")]
    [InlineData("""{"id":1001,"email":"a@b.example"}""", "a@b.example")]
    [InlineData("""{"id":1001,"email":null}""", "")]
    public async Task A_name_is_found_in_whatever_tallyfy_sends(string user, string expected)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/me", $$"""{"data":{{user}}}""");

        var me = await story.Client.GetMeAsync(ClientStory.Token);

        Assert.Equal((1001, expected), (me.Id, me.FullName));
    }

    [Fact]
    public async Task An_organization_is_read()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/0f1e2d3c4b5a69788796a5b4c3d2e1f0", Sample.Text("organization.get.response"));

        var organization = await story.Client.GetOrganizationAsync(
            "0f1e2d3c4b5a69788796a5b4c3d2e1f0", ClientStory.Token);

        Assert.Equal(
            new TallyfyOrganization
            {
                Id = "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                Name = "Example Org",
                Slug = "example-org",
                Timezone = "America/New_York",
                UsersCount = 12,
                UserRole = "admin",
                WebhookDateFieldFormat = "yyyy-MM-ddTHH:mm:ssZ",
            },
            organization);
    }

    [Fact]
    public async Task Members_are_listed_with_the_parts_that_some_lack()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/organizations/org/users?per_page=1000&page=1", Sample.Text("users.list.response"));

        var members = await story.Client
            .ListMembersAsync("org", null, ClientStory.Token)
            .ToListAsync(ClientStory.Token);

        Assert.Collection(
            members,
            one => Assert.Equal(
                (1001, "Person One", true, true), (one.Id, one.FullName, one.IsActive, one.IsAdministrator)),
            two => Assert.Equal(
                (1002, "Person Two", true, false), (two.Id, two.FullName, two.IsActive, two.IsAdministrator)));
    }

    [Fact]
    public async Task A_search_is_escaped()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/users?q=ana%2Bx%40b.example%26page%3D9&per_page=1000&page=1", """{"data":[]}""");

        var members = await story.Client
            .ListMembersAsync("org", "ana+x@b.example&page=9", ClientStory.Token)
            .ToListAsync(ClientStory.Token);

        Assert.Empty(members);
    }

    [Theory]
    [InlineData("active", "admin", true, true)]
    [InlineData("Active", "ADMIN", true, true)]
    [InlineData("invited", "standard", false, false)]
    [InlineData("disabled", "Light", false, false)]
    [InlineData(null, null, false, false)]
    public async Task Status_and_role_are_compared_without_case(
        string? status, string? role, bool isActive, bool isAdministrator)
    {
        await using var story = new ClientStory();
        var item = System.Text.Json.JsonSerializer.Serialize(new { id = 7, status, role, is_active = true });
        story.Tallyfy.Get("/organizations/org/users?per_page=1000&page=1", $$"""{"data":[{{item}}]}""");

        var member = await story.Client.ListMembersAsync("org", null, ClientStory.Token).SingleAsync(ClientStory.Token);

        Assert.Equal((isActive, isAdministrator), (member.IsActive, member.IsAdministrator));
    }

    [Fact]
    public async Task Groups_are_listed_with_members_and_guests()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/organizations/org/groups?per_page=100&page=1", Sample.Text("groups.list.response"));
        story.Tallyfy.Get("/organizations/org/groups?per_page=100&page=2", """{"data":[]}""");

        var group = await story.Client.ListGroupsAsync("org", ClientStory.Token).SingleAsync(ClientStory.Token);

        Assert.Equal(("group_id_abc123", "Sales Team"), (group.Id, group.Name));
        Assert.Equal([1001, 1005], group.Members);
        Assert.Equal(["client.a@example.net"], group.Guests);
    }

    [Fact]
    public async Task Group_ids_may_be_numbers_and_members_texts_or_objects()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/groups?per_page=100&page=1",
            """
            {"data":[{"id":12,"name":null,"members":["1001",{"id":1002},{"data":{"id":"1003"}},""],
            "guests":{"data":[{"email":"g@example.net"}]}},{"id":"b","members":{},"guests":null}]}
            """);

        var groups = await story.Client.ListGroupsAsync("org", ClientStory.Token).ToListAsync(ClientStory.Token);

        Assert.Equal(["12", "b"], groups.Select(group => group.Id));
        Assert.Equal([1001, 1002, 1003], groups[0].Members);
        Assert.Equal(["g@example.net"], groups[0].Guests);
        Assert.Empty(groups[1].Members);
        Assert.Empty(groups[1].Guests);
    }
}
