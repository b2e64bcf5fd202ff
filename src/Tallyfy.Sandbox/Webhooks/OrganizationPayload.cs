using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Webhooks;

/// <summary>What a webhook of the organization carries: its event, and what U15 assumes beside it.</summary>
internal sealed class OrganizationPayload(SandboxState state, SandboxOptions options)
{
    private readonly PayloadParts parts = new(state, options);

    public JsonObject Of(string @event, SandboxEvent happened)
    {
        var body = new JsonObject { ["event"] = @event };
        var run = happened.Run ?? happened.Task?.Process;
        if (options.OrganizationWebhook == "thin")
        {
            if (happened.Task is { } thin)
                body["task"] = new JsonObject { ["id"] = thin.Id };
            else
                body["process"] = new JsonObject { ["id"] = run?.Id };
            return body;
        }

        body["organization_id"] = state.Organization.Id;
        if (happened.Task is { } task)
            body["task"] = Task(task);
        if (run is not null)
            body["process"] = new JsonObject { ["id"] = run.Id, ["name"] = run.Name };
        if (happened.Actor is { } actor)
            body["user"] = new JsonObject { ["id"] = parts.UserId(actor.Id), ["email"] = actor.Email };
        if (happened.Thread is { } thread)
            body["thread"] = new JsonObject { ["id"] = thread.Id, ["label"] = thread.Label };
        return body;
    }

    private static JsonObject Task(TallyfyTask task) => new()
    {
        ["id"] = task.Id,
        ["title"] = task.Title,
        ["task_type"] = task.TaskType,
        ["run_id"] = task.Run?.Id,
        ["deadline"] = WireDate.Seconds(task.Deadline),
    };
}
