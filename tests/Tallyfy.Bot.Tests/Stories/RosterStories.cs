using System.Net;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.State.Members;
using SandboxPeople = Tallyfy.Sandbox.State.Members.People;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Who somebody is in Tallyfy: what Teams says of them, what Tallyfy knows, and every way the two do not meet.
/// </summary>
public sealed class RosterStories
{
    private const string NotFound = "I cannot find you in Tallyfy yet";

    [Theory]
    [InlineData("userRole", "guest", "Guests decide in Tallyfy")]
    [InlineData("userRole", "anonymous", "Guests decide in Tallyfy")]
    [InlineData("userPrincipalName", "alex_other.example#EXT#@example.com", "Guests decide in Tallyfy")]
    [InlineData("objectId", "00000000-0000-0000-0000-000000000021", NotFound)]
    [InlineData("objectId", null, NotFound)]
    [InlineData("tenantId", "99999999-86f1-41af-91ab-2d7cd011db47", NotFound)]
    [InlineData("tenantId", null, NotFound)]
    [InlineData("email", "", NotFound)]
    [InlineData("email", null, NotFound)]
    [InlineData("email", "alex\0w@example.com", NotFound)]
    [InlineData("email", "nobody@example.com", "No member of")]
    public async Task Whom_the_roster_does_not_vouch_for_is_told_why_and_can_decide_nothing(
        string field, string? value, string sentence)
    {
        await using var story = ApprovalStory.Begin();
        story.Teams.Roster = person => Altered(person, field, value);

        await story.InstallAsync(Person.Alex);

        var welcome = Assert.Single(story.Teams.In(Person.Alex.Chat));
        Assert.Contains(sentence, welcome.Words, StringComparison.Ordinal);
        await story.InstallAsync(Person.Megan);
        var task = await story.LaunchAsync("A safe", Person.Megan);
        var card = await story.CardAsync(Person.Megan, task.Title);
        Assert.DoesNotContain(
            task.Title, (await story.TapAsync(Person.Alex, card, "approve")).Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Whom_the_roster_does_not_know_is_told_so()
    {
        await using var story = ApprovalStory.Begin();
        story.Teams.Roster = _ => null;

        await story.InstallAsync(Person.Alex);

        Assert.Contains(NotFound, Assert.Single(story.Teams.In(Person.Alex.Chat)).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("invited")]
    public async Task Who_is_not_active_in_Tallyfy_is_told_so(string status)
    {
        await using var story = ApprovalStory.Begin();
        story.Sandbox.ChangePeople(people => people.Add(Alex(people) with { Status = status }));

        await story.InstallAsync(Person.Alex);

        Assert.Contains(
            "is not active", Assert.Single(story.Teams.In(Person.Alex.Chat)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_members_with_one_address_are_nobody()
    {
        await using var story = ApprovalStory.Begin();
        story.Sandbox.ChangePeople(people => people.Add(
            people.Find((int)Person.Megan.Member)! with { Email = Person.Alex.Email.ToUpperInvariant() }));

        await story.InstallAsync(Person.Alex);

        Assert.Contains(
            "More than one member", Assert.Single(story.Teams.In(Person.Alex.Chat)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_Tallyfy_has_a_member_writing_again_brings_what_waits()
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Delivery:CardsAtOnce"] = "9" });
        story.Sandbox.ChangePeople(people => people.Add(Alex(people) with { Status = "invited" }));
        await story.InstallAsync(Person.Alex);
        var task = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "A desk", assignees = new[] { Person.Alex.Email } });
        story.Sweep();
        story.Sandbox.ChangePeople(people => people.Add(Alex(people) with { Status = "active" }));

        await story.SayAsync(Person.Alex, "pending");

        Assert.True((await story.CardAsync(Person.Alex, task.Title)).Asks);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task When_the_roster_does_not_answer_nothing_is_recorded_and_it_works_later(HttpStatusCode status)
    {
        await using var story = ApprovalStory.Begin();
        story.Teams.Interfere = request => request.RequestUri!.AbsolutePath.Contains(
            "/members/", StringComparison.Ordinal)
            ? ScriptedConnector.Json(status, ScriptedConnector.Fault("Sorry"))
            : null;

        await story.InstallAsync(Person.Lynne);

        Assert.Contains(
            "Teams did not tell me who you are",
            Assert.Single(story.Teams.In(Person.Lynne.Chat)).Words,
            StringComparison.Ordinal);

        story.Teams.Interfere = _ => null;
        await story.LookedAsync();
        Assert.Contains(
            "Nothing waits", (await story.SayAsync(Person.Lynne, "pending")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alexw@example.com", "alexw@example.com", true)]
    [InlineData("alexw@example.com", "alexw@corp.example", true)]
    [InlineData("alexw@example.com", "alexw@other.example", false)]
    [InlineData("alexw@bad-example.com", "alexw@example.com", false)]
    public async Task Only_addresses_of_the_operators_domains_are_believed(
        string email, string principal, bool isBelieved)
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>
        {
            ["Accounts:Domains:0"] = "example.com",
            ["Accounts:Domains:1"] = "corp.example",
        });
        story.Sandbox.ChangePeople(people => people.Add(Alex(people) with { Email = email }));
        story.Teams.Roster = person =>
        {
            var entry = Altered(person, "email", email);
            entry["userPrincipalName"] = principal;
            return entry;
        };

        await story.InstallAsync(Person.Alex);

        var welcome = story.Teams.In(Person.Alex.Chat).First().Words;
        Assert.Equal(isBelieved, !welcome.Contains(NotFound, StringComparison.Ordinal));
        await story.PostAsync(Activities.Message(Person.Alex, "whoami")); // what waits may come before the answer
        var answer = isBelieved ? $"({email})" : "do not know yet";
        await story.Teams.WaitForAsync(message => message.Words.Contains(answer, StringComparison.Ordinal));
    }

    private static Member Alex(SandboxPeople people) => people.Find((int)Person.Alex.Member)!;

    private static JsonObject Altered(Person person, string? field = null, string? value = null)
    {
        var entry = ScriptedConnector.RosterEntry(person);

        if (field is not null && person == Person.Alex)
            entry[field] = value;

        return entry;
    }
}
