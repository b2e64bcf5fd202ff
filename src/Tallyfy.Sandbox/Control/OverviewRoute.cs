using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Routes;
using Tallyfy.Sandbox.Journal;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Webhooks;

namespace Tallyfy.Sandbox.Control;

/// <summary>GET /_sandbox/overview for the page and GET /_sandbox/journal for tests.</summary>
internal static class OverviewRoute
{
    private const int ShownTasks = 100;
    private const int ShownWrites = 50;
    private const int MaxSummary = 4000;

    public static IResult Journal(SandboxState state, WriteJournal journal)
    {
        lock (state.Gate)
            return ApiAnswer.Ok(journal.Entries, ControlJson.Default.IEnumerableJournalEntry);
    }

    public static IResult Overview(
        HttpRequest request, SandboxState state, WriteJournal journal, SentWebhooks webhooks,
        IOptions<SandboxOptions> options)
    {
        lock (state.Gate)
        {
            var tasks = state.Tasks.All;
            return ApiAnswer.Ok(new OverviewJson
            {
                Organization = state.Organization.Name,
                Connection = Connection(request, state),
                People = [.. state.People.Members.Select(Person)],
                Groups = [.. state.People.Groups.Select(group => group.Name)],
                Templates = [.. state.Templates.Select(template => template.Title)],
                Forms = OverviewParts.Forms(state),
                OpenTasks = tasks.Count(IsOpen),
                AllTasks = tasks.Count,
                Tasks = [.. InOrder(tasks).Take(ShownTasks).Select(task => Task(task, state))],
                Journal = [.. journal.Entries.Reverse().Take(ShownWrites)],
                Settings = Setting.All(options.Value),
                Guests = OverviewParts.Guests(state),
                GroupMembers = OverviewParts.Groups(state),
                Rules = OverviewParts.Rules(state),
                Webhooks = OverviewParts.Webhooks(webhooks),
            }, ControlJson.Default.OverviewJson);
        }
    }

    private static bool IsOpen(TallyfyTask task) => task is { IsCompleted: false, IsHidden: false, ArchivedAt: null };

    /// <summary>Open ones first, approvals before plain tasks, the newest at the top.</summary>
    private static IEnumerable<TallyfyTask> InOrder(IReadOnlyList<TallyfyTask> tasks) => tasks
        .OrderByDescending(IsOpen)
        .ThenByDescending(task => task.IsApproval)
        .ThenByDescending(task => task.Completion?.At ?? task.CreatedAt);

    private static IReadOnlyList<OverviewFactJson> Connection(HttpRequest request, SandboxState state) =>
    [
        new("API", $"{request.Scheme}://{request.Host}/api"),
        new("Organization", state.Organization.Id),
        new("Access token", WellKnown.AccessToken),
        new("Client id", state.Client.Id),
        new("Client secret", state.Client.Secret),
        new("Everybody's password", TokenRoutes.Password),
    ];

    private static OverviewPersonJson Person(Member member) =>
        new(member.Id, member.Email, member.FullName, member.Role.ToString(), member.Status);

    private static OverviewTaskJson Task(TallyfyTask task, SandboxState state) => new()
    {
        Id = task.Id,
        Title = task.Title,
        Process = task.Process?.Name,
        Summary = IsOpen(task) ? OverviewParts.Beginning(task.Summary, MaxSummary) : null,
        Fields = IsOpen(task)
            ? OverviewParts.Typed(
                task.Fields, field => task.Answers.TryGetValue(field.Id, out var answer) ? answer : null)
            : [],
        IsApproval = task.IsApproval,
        Owners =
        [
            .. task.Owners.Users.Select(id => Name(state, id)),
            .. task.Owners.Groups.Select(id => $"group {state.People.FindGroup(id)?.Name}"),
        ],
        FirstAssignee = state.People.Assignees(task.Owners) is [var first, ..] ? Name(state, first) : null,
        State = task switch
        {
            { ArchivedAt: not null } => "archived",
            { IsCompleted: true } => "completed",
            { IsHidden: true } => "hidden",
            { HasOpenIssue: true } => "issue",
            _ => "open",
        },
        Deadline = task.Deadline,
        EveryoneMustComplete = task.EveryoneMustComplete,
        ActedSoFar = [.. task.Votes.Keys.Select(id => Name(state, id)).Concat(task.GuestVotes.Keys)],
        IsApproved = task.Completion?.IsApproved,
        CompletedAt = task.Completion?.At,
        CompletedBy = task.Completion is { } done ? Name(state, done.CompleterId) ?? done.Guest : null,
        SignedBy = task.Completion is { } signed ? Name(state, signed.SignedBy) : null,
        Threads = OverviewParts.Threads(task, state),
    };

    private static string? Name(SandboxState state, int? id) => id is { } known ? Name(state, known) : null;

    private static string Name(SandboxState state, int id) => state.People.Find(id)?.FullName ?? $"user {id}";
}
