using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>The list of what waits for a person names nothing that is not theirs, whatever the store says.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class PendingStories
{
    private const string Title = "Zqlisted printer";

    public enum Reader
    {
        Owner,
        GroupMember,
        FormerOwner,
        Disabled,
        Removed,
        Unlinked,
        Administrator,
        AdministratorWhoMayDecide,
        Colleague,
        WhoLaunchedIt,
        Nobody,
    }

    public static TheoryData<Reader, bool> Readers => new(
        from reader in Enum.GetValues<Reader>()
        select (reader, reader is Reader.Owner or Reader.GroupMember));

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Only_whom_it_waits_for_finds_it_in_the_list(Reader reader, bool isListed)
    {
        var settings = new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Accounts:Proof"] = "Admin",
            ["Approvals:AdministratorsMayDecide"] = $"{reader is Reader.AdministratorWhoMayDecide}",
        };
        await using var story = ApprovalStory.Begin(settings: settings);
        var person = await LaunchAsync(story, reader);
        await ChangeAsync(story, reader, person);

        var list = await story.SayAsync(person, "pending");

        Assert.Equal(isListed, list.Words.Contains(Title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_Tallyfy_does_not_answer_the_list_is_as_at_the_last_read()
    {
        var settings = new Dictionary<string, string?>(IntakeDriver.ByWebhook) { ["Accounts:Proof"] = "Admin" };
        await using var story = ApprovalStory.Begin(settings: settings);
        var person = await LaunchAsync(story, Reader.Owner);
        await ChangeAsync(story, Reader.Owner, person);
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = "/users", status = 403 });

        var list = await story.SayAsync(person, "pending");

        Assert.Contains(Title, list.Words, StringComparison.Ordinal);
    }

    /// <summary>It waits for Diego, Lynne and the group of Isaiah and Adele; Patti launched it.</summary>
    private static async Task<Person> LaunchAsync(ApprovalStory story, Reader reader)
    {
        var person = reader switch
        {
            Reader.Owner or Reader.FormerOwner or Reader.Disabled or Reader.Removed or Reader.Unlinked => Person.Diego,
            Reader.GroupMember => Person.Isaiah,
            Reader.Administrator or Reader.AdministratorWhoMayDecide => Person.Megan,
            Reader.WhoLaunchedIt => Person.Patti,
            Reader.Colleague => Person.Alex,
            _ => EntitlementScenario.Nobody,
        };

        foreach (var one in new[] { Person.Lynne, person })
        {
            await story.InstallAsync(one);

            if (one != EntitlementScenario.Nobody)
                await RoleScenario.LinkAsync(story, one);
        }

        story.Sandbox.ChangePeople(people =>
            people.Add(people.Find((int)Person.Megan.Member)! with { Role = MemberRole.Admin }));
        string[] finance = ["Finance"];
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = Title,
            assignees = new[] { Person.Diego.Email, Person.Lynne.Email },
            groups = finance,
            launched_by = Person.Patti.Email,
        });
        await story.TellOfLaunchAsync(task);
        await story.CardAsync(Person.Lynne, Title);
        await story.QuietAsync();

        if (reader is Reader.FormerOwner)
        {
            story.Advance(TimeSpan.FromSeconds(1));
            string[] left = [Person.Lynne.Email];
            await story.Sandbox.EditAsync(task.Task, new { assignees = left });
            await story.TellOfLaunchAsync(task);
            await story.CardAsync(Person.Diego, Title, message => !message.Asks);
        }

        return person;
    }

    /// <summary>Afterwards: no read of the task tells of it.</summary>
    private static async Task ChangeAsync(ApprovalStory story, Reader reader, Person person)
    {
        if (reader is Reader.Disabled)
            story.Sandbox.ChangePeople(people =>
                people.Add(people.Find((int)person.Member)! with { Status = "disabled" }));

        if (reader is Reader.Removed)
            story.Sandbox.ChangePeople(people => people.Remove(people.Find((int)person.Member)!));

        if (reader is Reader.Unlinked)
            await story.SayAsync(person, "unlink");

        story.Advance(TimeSpan.FromSeconds(61)); // members are read once a minute

        // So that the next message is the answer.
        await story.UntilAsync(async () => await CountOutboxAsync(story) == 0);
    }

    private static Task<long> CountOutboxAsync(ApprovalStory story) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(
                "select count(*) from outbox where state = 'Due' and due_at < bot_now() + 120000",
                new { },
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
}
