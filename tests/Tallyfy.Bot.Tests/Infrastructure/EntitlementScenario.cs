using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// One approval with words that stand nowhere else, brought to a state; everybody who is something else to it; and
/// every word that the bot ever sent to each of them.
/// </summary>
internal sealed partial class EntitlementScenario : IAsyncDisposable
{
    /// <summary>Whoever owned it at first saw these.</summary>
    public static readonly IReadOnlyList<string> First = ["zqtitleone", "zqdescriptionone", "zqvalueone"];

    /// <summary>Whom it left may never see these.</summary>
    public static readonly IReadOnlyList<string> Later =
        ["zqtitletwo", "zqdescriptiontwo", "zqvaluetwo", "zqreason", "zqundone", "zqissue"];

    /// <summary>A person whom neither the roster nor Tallyfy knows.</summary>
    public static readonly Person Nobody =
        new("Zoe Zander", "29:zoe", "00000000-0000-0000-0000-0000000000ff", "zoez@example.com", 9999);

    private static readonly string[] Finance = ["Finance"];

    private const string Completions = "^.*/completed-tasks$";
    private const string Reopenings = "^.*/completed-tasks/[0-9a-f]+$";

    private readonly ConcurrentQueue<(string Chat, string Text)> sent = [];
    private readonly HashSet<string> renderings = [];

    private EntitlementScenario(ApprovalStory story) => Story = story;

    public ApprovalStory Story { get; }

    /// <summary>Every id that any card of it ever carried.</summary>
    public IReadOnlyCollection<string> Renderings => renderings;

    /// <summary>Every receipt code of it.</summary>
    public IReadOnlyCollection<string> Codes =>
        [.. sent.SelectMany(one => Code().Matches(one.Text)).Select(match => match.Value).Distinct()];

    public LaunchedTask Task { get; private set; } = new(null, "", "");

    public static async Task<EntitlementScenario> BeginAsync(EntitlementState state)
    {
        var scene = new EntitlementScenario(ApprovalStory.Begin(CredentialMode.Application));
        await scene.AskAsync();
        await scene.LeaveAsync();
        await scene.MoveAsync(state);
        scene.Remember();
        return scene;
    }

    /// <summary>All that this person ever received, as it was on the way.</summary>
    public IEnumerable<string> SentTo(Person person) =>
        sent.Where(one => one.Chat == person.Chat).Select(one => one.Text);

    public ValueTask DisposeAsync() => Story.DisposeAsync();

    /// <summary>It waits for Lynne, Alex, Diego and the group of Isaiah and Adele, and Patti launched it.</summary>
    private async Task AskAsync()
    {
        Story.Teams.Hold = Listen; // before anybody can see it
        Story.Teams.Roster = person =>
        {
            var entry = ScriptedConnector.RosterEntry(person);
            entry["userRole"] = person == Person.Lidia ? "guest" : "user";
            return entry;
        };
        Story.Sandbox.ChangePeople(people =>
            people.Add(people.Find((int)Person.Megan.Member)! with { Role = MemberRole.Admin }));

        foreach (var person in Person.All)
            await Story.InstallAsync(person);

        Task = await Story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = First[0],
            description = $"<p>{First[1]}</p>",
            assignees = new[] { Person.Lynne.Email, Person.Alex.Email, Person.Diego.Email },
            groups = Finance,
            launched_by = Person.Patti.Email,
        });
        await Story.Sandbox.EditAsync(
            Task.Task, new { answers = new Dictionary<string, string> { ["amount"] = First[2] } });
        Story.Sweep();

        foreach (var person in new[] { Person.Lynne, Person.Alex, Person.Diego, Person.Isaiah, Person.Adele })
            await Story.CardAsync(person, First[0]);

        Remember();
    }

    /// <summary>Diego is disabled, Alex owns it no more, and then it says something else.</summary>
    private async Task LeaveAsync()
    {
        Story.Sandbox.ChangePeople(
            people => people.Add(people.Find((int)Person.Diego.Member)! with { Status = "disabled" }));
        Story.Advance(TimeSpan.FromSeconds(61)); // names and states of members are read once a minute
        await Story.Sandbox.EditAsync(Task.Task, new
        {
            assignees = new[] { Person.Lynne.Email, Person.Diego.Email },
            title = Later[0],
            description = $"<p>{Later[1]}</p>",
            answers = new Dictionary<string, string> { ["amount"] = Later[2] },
        });
        Story.Sweep();
        await Story.CardAsync(Person.Lynne, Later[0], message => message.Asks);
        await Story.CardAsync(Person.Alex, First[0], message => !message.Asks);
        await Story.CardAsync(Person.Diego, First[0], message => !message.Asks);
        Remember();
    }

    private async Task MoveAsync(EntitlementState state)
    {
        switch (state)
        {
            case EntitlementState.Waiting:
                return;

            case EntitlementState.Sending:
                await Story.Sandbox.SetFaultAsync(
                    new { method = "POST", path = Completions, status = 502, when = "before" });
                await DecideAsync("reject");
                return;

            case EntitlementState.Decided:
                await DecideAsync("reject");
                return;

            case EntitlementState.DecidedElsewhere:
                await Story.Sandbox.CompleteAsync(Task.Task, Person.Isaiah.Email, isApproved: false);
                break;

            case EntitlementState.Undone or EntitlementState.Undoing:
                await UndoAsync(state is EntitlementState.Undoing);
                return;

            case EntitlementState.Reopened:
                await ReopenAsync();
                return;

            case EntitlementState.Archived:
                await Story.Sandbox.ArchiveAsync(Task.Task, Person.Megan.Email);
                break;

            case EntitlementState.Blocked:
                await Story.Sandbox.ReportProblemAsync(Task.Task, Person.Lynne.Email, Later[5]);
                break;

            case EntitlementState.Hidden:
                await Story.Sandbox.EditAsync(Task.Task, new { hidden = true });
                break;

            default:
                throw new ArgumentOutOfRangeException(nameof(state));
        }

        var asks = Story.Teams.In(Person.Lynne.Chat).Single(message => message.Asks && IsNow(message)).Id;
        Story.Sweep();
        await Story.CardAsync(Person.Lynne, Later[0], message => message.Id == asks && !message.Asks);
    }

    private async Task ReopenAsync()
    {
        await DecideAsync("reject");
        Story.Advance(TimeSpan.FromSeconds(1));
        await Story.Sandbox.ReopenAsync(Task.Task, Person.Isaiah.Email);
        Story.Sweep();
        await Story.CardAsync(Person.Lynne, Later[0], message => message.Asks);
    }

    private async Task UndoAsync(bool isLost)
    {
        await DecideAsync("approve");
        var card = await Story.CardAsync(
            Person.Lynne, Later[0], message => CardWords.FindAction(message.Card, "undo") is not null);
        Remember();

        if (isLost)
            await Story.Sandbox.SetFaultAsync(
                new { method = "DELETE", path = Reopenings, status = 502, when = "before" });

        await Story.TapAsync(Person.Lynne, card, "undo", Later[4]);
        Story.Advance(TimeSpan.FromSeconds(5));

        foreach (var person in new[] { Person.Lynne, Person.Isaiah })
            await Story.CardAsync(
                person, Later[0], message => message.Words.Contains(Later[4], StringComparison.Ordinal));

        if (!isLost)
            await Story.CardAsync(Person.Lynne, Later[0], message => message.Asks);
    }

    private async Task DecideAsync(string verb)
    {
        await Story.TapAsync(
            Person.Lynne, await Story.CardAsync(Person.Lynne, Later[0], message => message.Asks), verb, Later[3]);
        Story.Advance(TimeSpan.FromSeconds(5));
        await Story.CardAsync(
            Person.Lynne, Later[0], message => message.Words.Contains(Later[3], StringComparison.Ordinal));
        await Story.CardAsync(
            Person.Isaiah, Later[0], message => message.Words.Contains(Later[3], StringComparison.Ordinal));
    }

    private static bool IsNow(ChatMessage message) => message.Words.Contains(Later[0], StringComparison.Ordinal);

    private void Remember()
    {
        foreach (var message in Story.Teams.Messages.Where(message => Own().IsMatch(message.Words)))
            renderings.UnionWith(
                Rendering().Matches(message.Activity.ToJsonString()).Select(match => match.Groups[1].Value));
    }

    private HeldRequest? Listen(HttpRequestMessage request)
    {
        if (request.Content is not null && request.Method != HttpMethod.Get)
        {
            request.Content.LoadIntoBufferAsync().GetAwaiter().GetResult();
            using var reader = new StreamReader(request.Content.ReadAsStream(), leaveOpen: true);
            var text = reader.ReadToEnd();
            reader.BaseStream.Position = 0; // it is read once more
            var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).Split('/');
            sent.Enqueue((path[^2] == "activities" ? path[^3] : path[^2], text));
        }

        return null;
    }

    /// <summary>What a tap of this person's would be, with an id of any card.</summary>
    public static JsonObject TapOf(Person person, string rendering, string verb, bool isSubmit)
    {
        var data = new JsonObject { ["rendering"] = rendering, ["reason"] = "Because" };

        if (verb is "too long")
            (verb, data["reason"]) = ("reject", new string('x', 1_500));

        if (!isSubmit)
            return Activities.Execute(person, "1", verb, data);

        data["verb"] = verb;
        return Activities.Submit(person, "1", data);
    }

    [GeneratedRegex("zq(title|value)(one|two)")]
    private static partial Regex Own();

    [GeneratedRegex("\"rendering\":\"([^\"]+)\"")]
    private static partial Regex Rendering();

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")]
    private static partial Regex Code();
}

/// <summary>Where an approval can be when somebody asks for it.</summary>
public enum EntitlementState
{
    Waiting,
    Sending,
    Decided,
    DecidedElsewhere,
    Undoing,
    Undone,
    Reopened,
    Archived,
    Blocked,
    Hidden,
}
