using System.Text.Json;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Webhooks;

namespace Tallyfy.Sandbox.Control;

internal sealed record OverviewGuestJson(string Email, string? Name, bool IsDisabled, int OpenTasks);

internal sealed record OverviewGroupJson(string Name, IReadOnlyList<string> Members, IReadOnlyList<string> Guests);

internal sealed record OverviewThreadJson(string Id, string Label, string Author, string Content, bool IsOpen);

/// <summary>A form field that is typed, with what it says.</summary>
internal sealed record OverviewFieldJson(string Alias, string Label, string Type, string Value);

/// <summary>What the launch of a template asks for: who launches it unless somebody else does, and its form.</summary>
internal sealed record OverviewFormJson(string Template, string? Requester, IReadOnlyList<OverviewFieldJson> Fields);

/// <summary>Something nobody did: a rule.</summary>
internal sealed record OverviewRuleJson(
    DateTimeOffset At, string What, string Process, string? Field, string? OldValue, string? NewValue);

internal sealed record OverviewWebhookJson(
    long Seq, DateTimeOffset At, string Level, string Event, string Url, int? Status, string? Error);

/// <summary>What the page shows beside tasks and writes.</summary>
internal static class OverviewParts
{
    private const int Shown = 50;
    private const int ShownThreads = 5;
    private const int MaxContent = 300;
    private const int LookedThrough = 5000;

    public static IReadOnlyList<OverviewGuestJson> Guests(SandboxState state) =>
    [
        .. state.People.Guests.Take(Shown).Select(guest => new OverviewGuestJson(
            guest.Email,
            guest.FirstName is null && guest.LastName is null ? null : $"{guest.FirstName} {guest.LastName}".Trim(),
            guest.DisabledAt is not null,
            state.Tasks.All.Count(task => !task.IsCompleted && task.Owners.Guests.Contains(guest.Email)))),
    ];

    public static IReadOnlyList<OverviewGroupJson> Groups(SandboxState state) =>
    [
        .. state.People.Groups.Take(Shown).Select(group => new OverviewGroupJson(
            group.Name,
            [.. group.Members.Select(id => state.People.Find(id)?.FullName ?? $"user {id}")],
            group.Guests)),
    ];

    public static IReadOnlyList<OverviewThreadJson> Threads(TallyfyTask task, SandboxState state) =>
    [
        .. task.Threads.TakeLast(ShownThreads).Select(thread => new OverviewThreadJson(
            thread.Id,
            thread.Label,
            state.People.Find(thread.AuthorId)?.FullName ?? $"user {thread.AuthorId}",
            Beginning(thread.Content) ?? "",
            thread.IsOpenIssue)),
    ];

    public static IReadOnlyList<OverviewFormJson> Forms(SandboxState state) =>
    [
        .. state.Templates.Select(template => new OverviewFormJson(
            template.Title,
            state.People.Find(template.OwnerId)?.Email,
            Typed(template.ApprovalStep?.Fields ?? [], field => field.Sample))),
    ];

    public static IReadOnlyList<OverviewFieldJson> Typed(
        IReadOnlyList<FormField> fields, Func<FormField, JsonElement?> answer) =>
    [
        .. fields
            .Where(field => field.FieldType is FieldTypes.Text or FieldTypes.TextArea)
            .Select(field => new OverviewFieldJson(
                field.Alias,
                field.Label,
                field.FieldType,
                string.Join(", ", FieldAnswer.Texts(field.FieldType, answer(field))))),
    ];

    public static string? Beginning(string? content, int max = MaxContent) =>
        content?.Length > max ? $"{content[..max]}…" : content;

    /// <summary>The newest first; of a long history only the end is looked through.</summary>
    public static IReadOnlyList<OverviewRuleJson> Rules(SandboxState state)
    {
        var all = state.Events.All;
        var rules = new List<OverviewRuleJson>();
        for (var index = all.Count - 1; index >= Math.Max(0, all.Count - LookedThrough) && rules.Count < Shown; index--)
        {
            if (all[index] is { Actor: null } happened && (happened.Task?.Run ?? happened.Run) is { } run)
                rules.Add(Rule(new FeedEntry(index + 1, happened, state.Organization), run));
        }

        return rules;
    }

    public static IReadOnlyList<OverviewWebhookJson> Webhooks(SentWebhooks sent) =>
    [
        .. sent.All.Reverse().Take(Shown).Select(one => new OverviewWebhookJson(
            one.Seq, one.At, one.Level, one.Event, one.Url, one.Status, one.Error)),
    ];

    private static OverviewRuleJson Rule(FeedEntry entry, Run run) => new(
        entry.Event.At, entry.Description, run.Name, entry.Event.Field, entry.Event.OldValue, entry.Event.NewValue);
}
