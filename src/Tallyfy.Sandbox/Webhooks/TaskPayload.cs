using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Webhooks;

/// <summary>What the webhook of a completed task carries (docs/tallyfy-facts.md 11.3). No verdict is in it.</summary>
internal sealed class TaskPayload(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    private readonly PayloadParts parts = new(state, options);

    public JsonObject Of(TallyfyTask task, TaskCompletion? completion)
    {
        var completer = completion?.CompleterId is { } id ? parts.Person(id) : parts.Guest(completion?.Guest);
        var thisTask = Describe(task);
        thisTask["status"] = completion is null ? "active" : "completed";
        thisTask["completed_at"] = completion is null ? null : WireDate.Seconds(completion.At);
        thisTask["completed_by"] = completer?.DeepClone();
        thisTask["assets"] = parts.Assets(task);

        return new JsonObject
        {
            ["this_task"] = thisTask,
            ["launcher"] = parts.Person(task.Process?.StartedBy ?? task.StarterId),
            ["completer"] = completer,
            ["process-tasks"] = task.Process is { } run ? PayloadParts.TaskIds(run) : new JsonObject(),
            ["form-fields"] = parts.Answers(task.Process?.Tasks ?? [task]),
            ["template"] = task.Process is { } launched ? Template(launched.Template) : null,
            ["process"] = task.Process is { } process ? Process(process) : null,
            ["guest-links"] = parts.GuestLinks(task.Process?.Tasks ?? [task]),
            ["next_task"] = Next(task.Process),
        };
    }

    private JsonObject Describe(TallyfyTask task) => new()
    {
        ["id"] = task.Id,
        ["title"] = task.Title,
        ["alias"] = task.Step?.Alias,
        ["status"] = "not-started",
        ["summary"] = task.Summary,
        ["deadline"] = WireDate.Seconds(task.Deadline),
        ["position"] = task.Position,
        ["captures"] = parts.Captures(task),
        ["owners"] = parts.Owners(task),
    };

    private static JsonObject Template(Template template) => new()
    {
        ["id"] = template.Id,
        ["title"] = template.Title,
        ["alias"] = null,
        ["summary"] = template.Summary,
    };

    private JsonObject Process(Run run)
    {
        var forms = new JsonObject();
        foreach (var task in run.Tasks.Where(task => task is { Step: not null, Fields.Count: > 0 }))
            forms[task.Step?.Id ?? task.Id] = parts.Captures(task);

        return new JsonObject
        {
            ["id"] = run.Id,
            ["organization_id"] = state.Organization.Id,
            ["name"] = run.Name,
            ["summary"] = run.Summary,
            ["status"] = PayloadParts.Status(run),
            ["progress"] = new RunShapes(state, options, now).Run(run).Progress.Percent,
            ["created_at"] = WireDate.Seconds(run.CreatedAt),
            ["ClientURL"] = $"https://go.tallyfy.com/tracker/{run.Id}",
            ["prerun"] = parts.KickOff(run),
            ["process_forms"] = forms,
            ["tags"] = new JsonArray(),
        };
    }

    private JsonNode Next(Run? run)
    {
        var next = run?.Tasks
            .Where(task => task is { IsCompleted: false, IsHidden: false, ArchivedAt: null })
            .MinBy(task => task.Position);
        if (next is not null)
            return Describe(next);
        return options.WebhookNoNextTask == "object" ? new JsonObject() : new JsonArray();
    }
}
