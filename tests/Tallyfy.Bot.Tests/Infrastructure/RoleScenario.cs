using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Brings somebody of each role before an approval of their own. The bots are shared, the approvals are not, and
/// whoever was disabled or unlinked for one is a linked member again for the next.
/// </summary>
public sealed class RoleScenario : IAsyncDisposable
{
    public const string Reason = "Too dear by half";

    private const string OtherTenant = "11111111-86f1-41af-91ab-2d7cd011db47";

    private readonly Dictionary<(CredentialMode Mode, AccountProof Proof), ApprovalStory> stories = [];
    private int next;

    /// <summary>Everything before the tap.</summary>
    internal async Task<RoleScene> PrepareAsync(Role role, TapVerb verb, CredentialMode mode)
    {
        var story = await StoryAsync(mode, role is Role.Unlinked ? AccountProof.Admin : AccountProof.Email);
        var actor = ActorOf(role);
        var holder = HasCard(role) ? actor : Person.Lynne;

        if (role is Role.Disabled or Role.Unlinked)
            await LinkAsync(story, actor);

        var task = await LaunchAsync(story, role);
        var card = await story.CardAsync(holder, task.Title);

        if (role is Role.FormerAssignee)
        {
            await story.CardAsync(Person.Lynne, task.Title);
            await story.Sandbox.EditAsync(task.Task, new { assignees = new[] { Person.Lynne.Email } });
        }

        if (verb is TapVerb.Undo)
        {
            var decider = role is Role.FormerAssignee ? Person.Lynne : holder;
            await story.TapAsync(decider, await story.CardAsync(decider, task.Title), "approve");
        }

        if (role is Role.Disabled)
            story.Sandbox.ChangePeople(
                people => people.Add(people.Find((int)actor.Member)! with { Status = "disabled" }));

        if (role is Role.Unlinked)
            await story.PostAsync(Activities.Message(actor, "unlink"));

        var written = await story.Sandbox.WritesAsync(task.Task);
        return new RoleScene(story, role, actor, card, task, written.Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var story in stories.Values)
            await story.DisposeAsync();
    }

    public static string NameOf(Role role) => ActorOf(role).Name;

    public static string AddressOf(Role role) => ActorOf(role).Email;

    /// <summary>Whoever has none taps the one of the owner.</summary>
    public static bool HasCard(Role role) => role is
        Role.Member or Role.LightMember or Role.FormerAssignee or Role.GroupMember or Role.Unlinked or Role.Disabled;

    internal static Person ActorOf(Role role) => role switch
    {
        Role.LightMember => Person.Diego,
        Role.Administrator => Person.Patti,
        Role.FormerAssignee => Person.Alex,
        Role.GroupMember => Person.Isaiah,
        Role.Guest => Person.Lidia,
        Role.Stranger => Person.Megan,
        Role.Unlinked or Role.Disabled => Person.Adele,
        _ => Person.Lynne,
    };

    /// <summary>The actor's tap on the card, by either way, in this place.</summary>
    internal static JsonObject TapOf(RoleScene scene, TapVerb verb, Place place, bool isSubmit)
    {
        var word = verb.ToString().ToLowerInvariant();
        var data = CardWords.FindAction(scene.Card.Card, "approve")!["data"]!.DeepClone().AsObject();

        if (verb is not TapVerb.Approve)
            data["reason"] = Reason;

        if (isSubmit)
            data["verb"] = word;

        var activity = isSubmit
            ? Activities.Submit(scene.Actor, scene.Card.Id, data)
            : Activities.Execute(scene.Actor, scene.Card.Id, word, data);

        if (scene.Role is Role.OtherTenant)
            Activities.FromTenant(activity, OtherTenant);

        return place switch
        {
            Place.GroupChat => Activities.InGroup(activity, RoleScene.GroupChat),
            Place.Channel => Activities.InChannel(activity, RoleScene.Channel),
            _ => activity,
        };
    }

    private async Task<LaunchedTask> LaunchAsync(ApprovalStory story, Role role)
    {
        Person[] owners = role switch
        {
            Role.GroupMember => [],
            Role.FormerAssignee => [Person.Alex, Person.Lynne],
            _ when HasCard(role) => [ActorOf(role)],
            _ => [Person.Lynne],
        };
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = $"Matter {++next} of a {role}",
            assignees = owners.Select(person => person.Email),
            groups = role is Role.GroupMember ? ["Finance"] : Array.Empty<string>(),
        });

        if (role is Role.Guest)
            await story.Sandbox.AskAsync(
                HttpMethod.Put,
                $"runs/{task.Run}/tasks/{task.Task}",
                new
                {
                    owners = new
                    {
                        users = new[] { Person.Lynne.Member },
                        guests = new[] { WellKnown.GuestEmail },
                        groups = Array.Empty<string>(),
                    },
                });

        story.Sweep();
        return task;
    }

    private async Task<ApprovalStory> StoryAsync(CredentialMode mode, AccountProof proof)
    {
        if (stories.TryGetValue((mode, proof), out var known))
            return known;

        var story = ApprovalStory.Begin(mode, new Dictionary<string, string?> { ["Accounts:Proof"] = $"{proof}" });
        stories.Add((mode, proof), story);
        story.Teams.Roster = RosterEntry;
        story.Sandbox.ChangePeople(people =>
            people.Add(people.Find((int)Person.Patti.Member)! with { Role = MemberRole.Admin }));

        foreach (var person in Person.All)
            await story.InstallAsync(person);

        return story;
    }

    private static JsonObject RosterEntry(Person person)
    {
        var entry = ScriptedConnector.RosterEntry(person);
        entry["userRole"] = person == Person.Lidia ? "guest" : "user";
        return entry;
    }

    internal static async Task LinkAsync(ApprovalStory story, Person person)
    {
        story.Sandbox.ChangePeople(people => people.Add(people.Find((int)person.Member)! with { Status = "active" }));
        await story.Services.GetRequiredService<AccountStore>().SaveAsync(
            new LinkedAccount
            {
                Person = new PersonId(Person.Tenant, person.ObjectId),
                Organization = WellKnown.OrganizationId,
                TallyfyUserId = person.Member,
                Email = person.Email,
                DisplayName = person.Name,
            },
            AccountProof.Admin,
            TestContext.Current.CancellationToken);
    }
}

/// <summary>Somebody before a card, and how much Tallyfy was told about its task so far.</summary>
internal sealed record RoleScene(
    ApprovalStory Story,
    Role Role,
    Person Actor,
    ChatMessage Card,
    LaunchedTask Task,
    int Written)
{
    public const string GroupChat = "19:a-group-chat@thread.v2";
    public const string Channel = "19:team@thread.tacv2;messageid=1772442000000";

    /// <summary>What the bot said where others read it.</summary>
    public IEnumerable<ChatMessage> Shared => Story.Teams.In(GroupChat).Concat(Story.Teams.In(Channel));

    public async Task<IReadOnlyList<JournalLine>> WritesAsync() =>
        [.. (await Story.Sandbox.WritesAsync(Task.Task)).Skip(Written)];
}

/// <summary>What somebody is to an approval, and to Tallyfy.</summary>
public enum Role
{
    Member,
    LightMember,

    /// <summary>Owns nothing of it.</summary>
    Administrator,

    FormerAssignee,
    GroupMember,

    /// <summary>Owns it in Tallyfy, as guests can.</summary>
    Guest,

    /// <summary>A linked member who owns nothing of it.</summary>
    Stranger,

    /// <summary>With the object id of the very owner.</summary>
    OtherTenant,

    /// <summary>Owns it, and was linked when the card came.</summary>
    Unlinked,

    /// <summary>Owns it, and was active when the card came.</summary>
    Disabled,
}

public enum TapVerb
{
    Approve,
    Reject,
    Undo,
}

public enum Place
{
    PersonalChat,
    GroupChat,
    Channel,
}
