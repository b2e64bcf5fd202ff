using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Webhooks;

/// <summary>Something that happened, with how the task had ended at that moment.</summary>
internal sealed record Happened(SandboxEvent Event, TaskCompletion? Completion);

/// <summary>Decides which webhooks an event sends, and what they carry (docs/tallyfy-facts.md 11).</summary>
internal sealed class ComposeWebhooks(SandboxState state, SandboxOptions options)
{
    public IReadOnlyList<WebhookMessage> Execute(Happened happened) =>
    [
        .. OfTemplate(happened),
        .. OfOrganization(happened),
    ];

    private IEnumerable<WebhookMessage> OfTemplate(Happened happened) => happened.Event switch
    {
        { Verb: EventVerb.Created, Task: null, Run: { } run } => OfProcess(run, "process.launched", happened),
        { Verb: EventVerb.Completed, Task: null, Run: { } run } => OfProcess(run, "process.completed", happened),
        { Verb: EventVerb.Completed, Task: { } task } when happened.Completion is not null => OfTask(task, happened),
        { Verb: EventVerb.Emitted } => OfRule(happened),
        _ => [],
    };

    private IEnumerable<WebhookMessage> OfProcess(Run run, string @event, Happened happened)
    {
        if (Template(run).Webhook is { } address)
            yield return new WebhookMessage("template", @event, address, Payload(run, happened));
    }

    /// <summary>A step's own address takes the place of the template's; that of the task comes on top.</summary>
    private IEnumerable<WebhookMessage> OfTask(TallyfyTask task, Happened happened)
    {
        var template = task.Process is { } run ? Template(run) : null;
        var step = template?.Steps.FirstOrDefault(known => known.Id == task.Step?.Id)?.Webhook;
        if (step is not null)
            yield return Message("step", step);
        else if (template?.Webhook is { } everyStep)
            yield return Message("template", everyStep);
        if (task.Webhook is { } own && own != step)
            yield return Message("task", own);

        WebhookMessage Message(string level, string address) =>
            new(level, "task.completed", address, Payload(task, happened));
    }

    private JsonObject Payload(TallyfyTask task, Happened happened) =>
        new TaskPayload(state, options, happened.Event.At).Of(task, happened.Completion);

    private JsonObject Payload(Run run, Happened happened) => new ProcessPayload(state, options, happened.Event.At)
        .Of(run, happened.Event.Verb == EventVerb.Completed ? happened.Event.At : null);

    /// <summary>As it is now: an address set later holds for processes that run already.</summary>
    private Template Template(Run run) => state.Templates.Find(known => known.Id == run.Template.Id) ?? run.Template;

    /// <summary>A rule sends what the level it acts at would send.</summary>
    private IEnumerable<WebhookMessage> OfRule(Happened happened)
    {
        if (happened.Event is not { NewValue: { } address } emitted)
            yield break;

        JsonObject? body = emitted switch
        {
            { Task: { } task } => Payload(task, happened),
            { Run: { } run } => Payload(run, happened),
            _ => null,
        };
        if (body is not null)
            yield return new WebhookMessage("rule", "rule.emitted", address, body);
    }

    private IEnumerable<WebhookMessage> OfOrganization(Happened happened)
    {
        var payload = new OrganizationPayload(state, options);
        foreach (var (name, told) in Told(happened))
        {
            foreach (var watcher in state.Watchers)
                yield return new WebhookMessage("organization", name, watcher.Address, payload.Of(name, told));
        }
    }

    private static IEnumerable<(string Name, SandboxEvent Told)> Told(Happened happened) => happened.Event switch
    {
        { Verb: EventVerb.Created, Task: null, Run: { } run } => Launched(happened.Event, run),
        { Verb: EventVerb.Completed, Task: null, Run: not null } => [("process.completed", happened.Event)],
        { Verb: EventVerb.Completed, Task: not null } when happened.Completion is not null =>
            [("task.completed", happened.Event)],
        { Verb: EventVerb.Created or EventVerb.OwnersUpdated, Task: { Owners.AreNobody: false, IsHidden: false } } =>
            [("task.assigned", happened.Event)],
        { Verb: EventVerb.Commented } => [("task.comment_added", happened.Event)],
        { Verb: EventVerb.IssueReported } => [("task.issue_raised", happened.Event)],
        { Verb: EventVerb.IssueResolved } => [("task.issue_resolved", happened.Event)],
        _ => [],
    };

    /// <summary>A launch assigns every task that can be seen.</summary>
    private static IEnumerable<(string Name, SandboxEvent Told)> Launched(SandboxEvent launch, Run run) =>
        run.Tasks
            .Where(task => task is { IsHidden: false, IsCompleted: false, Owners.AreNobody: false })
            .Select(task => ("task.assigned", launch with { Task = task }))
            .Prepend(("process.launched", launch));
}
