using System.Net;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class MemberTests
{
    internal static MemberInvitation Invitation => new()
    {
        Email = "person.five@example.com",
        FirstName = "Person",
        LastName = "Five",
        Role = "standard",
        Message = "Welcome",
    };

    [Fact]
    public async Task One_member_comes_with_groups_and_figures()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/users/12345?with=groups%2Cstats",
            Sample.Text("user.get.with-stats-and-groups.response"));

        var member = await story.Client.FindMemberAsync("org", 12345, ClientStory.Token);

        Assert.Equal(("Person Three", "Standard", 120), (
            member?.FullName, member?.Role, member?.Stats?.TasksCompleted));
        Assert.Equal([12345, 67890], Assert.Single(member!.Groups).Members);
    }

    [Fact]
    public async Task A_member_that_tallyfy_does_not_know_is_null()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/users/1?with=groups%2Cstats",
            Sample.Text("error.404.resource"),
            HttpStatusCode.NotFound);

        Assert.Null(await story.Client.FindMemberAsync("org", 1, ClientStory.Token));
    }

    [Fact]
    public async Task My_membership_tells_my_role()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/organizations/org/me", """{"data":{"id":1001,"role":"Admin","status":"active"}}""");

        var me = await story.Client.GetMyMembershipAsync("org", ClientStory.Token);

        Assert.Equal((1001, true, true), (me.Id, me.IsAdministrator, me.IsActive));
    }

    [Fact]
    public async Task An_invitation_is_answered_with_an_invited_member()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post("/organizations/org/users/invite", Sample.Text("user.invite.response"));

        var member = await story.Client.InviteMemberAsync("org", Invitation, ClientStory.Token);

        TaskWriteTests.AssertSame(
            """
            {"email":"person.five@example.com","first_name":"Person","last_name":"Five","role":"standard",
            "message":"Welcome"}
            """,
            story.Tallyfy.Only.Body);
        Assert.Equal((1005, "invited", false), (member?.Id, member?.Status, member?.IsActive));
    }

    [Fact]
    public async Task An_application_makes_a_member_without_an_invitation()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Sample.Text("oauth-token.client-credentials.response"));
        story.Tallyfy.Post("/applications/org/users", Sample.Text("application.create-user.response"));
        var application = story.Factory.CreateApplication("12", "secret");

        var member = await application.CreateUserAsync(
            "org",
            new NewUser
            {
                FirstName = "Person",
                LastName = "One",
                Email = "person.one@example.com",
                Role = "standard",
                Timezone = "America/Chicago",
            },
            ClientStory.Token);

        TaskWriteTests.AssertSame(Sample.Node("application.create-user.request"), story.Tallyfy.Seen[1].Body);
        Assert.Equal((12345, "Person One"), (member?.Id, member?.FullName));
    }

    [Fact]
    public async Task Guests_come_with_link_details_and_figures()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/guests?q=guest&with=stats&per_page=999&page=1", Sample.Text("guests.list.response"));

        var guest = await story.Client.ListGuestsAsync("org", "guest", ClientStory.Token)
            .SingleAsync(ClientStory.Token);

        Assert.Equal((1234, "guest.user@example.net", "Guest Person"), (guest.Id, guest.Email, guest.FullName));
        Assert.Equal(("active", "America/Chicago", "External Inc."), (
            guest.Details?.Status, guest.Details?.Timezone, guest.Details?.CompanyName));
        Assert.Equal((2, 5), (guest.Stats?.AssignedTasks, guest.Stats?.TasksCompleted));
        Assert.Null(guest.DeletedAt);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Created)]
    public async Task A_guest_is_found_by_address_whatever_success_is_called(HttpStatusCode status)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/guests/a%2Bb%40x.example?with=stats", Sample.Text("guest.create.response"), status);

        var guest = await story.Client.FindGuestAsync("org", "a+b@x.example", ClientStory.Token);

        Assert.Equal(4523, guest?.Id);
        Assert.Equal(new DateTimeOffset(2025, 1, 15, 10, 30, 0, TimeSpan.Zero), guest?.CreatedAt);
    }

    [Fact]
    public async Task A_guest_is_made_with_what_is_known()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(
            "/organizations/org/guests", Sample.Text("guest.create.response"), HttpStatusCode.Created);

        var guest = await story.Client.CreateGuestAsync(
            "org",
            new NewGuest { Email = "external.partner@example.net", CompanyName = "Partner Co" },
            ClientStory.Token);

        TaskWriteTests.AssertSame(
            """{"email":"external.partner@example.net","company_name":"Partner Co"}""", story.Tallyfy.Only.Body);
        Assert.Equal(("Guest Partner", "Partner Co"), (guest?.FullName, guest?.Details?.CompanyName));
    }

    [Fact]
    public async Task A_guests_tasks_come_in_tens_by_the_code_of_the_link()
    {
        await using var story = new ClientStory();
        var ten = string.Join(',', Enumerable.Range(0, 10).Select(number => $$"""{"id":"t{{number}}"}"""));
        story.Tallyfy.Get("/organizations/org/guests/code/tasks?page=1", $$"""{"data":[{{ten}}]}""");
        story.Tallyfy.Get("/organizations/org/guests/code/tasks?page=2", """{"data":[{"id":"last"}]}""");

        var tasks = await story.Client.ListGuestTasksAsync("org", "code", ClientStory.Token)
            .ToListAsync(ClientStory.Token);

        Assert.Equal((11, "last"), (tasks.Count, tasks[^1].Id));
    }

    [Fact]
    public async Task One_group_is_read_and_my_organizations_are_listed()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/groups/g", """{"data":{"id":"g","members":["1001"],"description":"d"}}""");
        story.Tallyfy.Get("/me/organizations?per_page=100&page=1", Sample.Text("me.organizations.list.response"));

        var group = await story.Client.FindGroupAsync("org", "g", ClientStory.Token);
        var organization = await story.Client.ListMyOrganizationsAsync(ClientStory.Token)
            .SingleAsync(ClientStory.Token);

        Assert.Equal(("g", "d", 1001L), (group?.Id, group?.Description, group?.Members[0]));
        Assert.Equal(("Example Org", "admin"), (organization.Name, organization.UserRole));
    }
}
