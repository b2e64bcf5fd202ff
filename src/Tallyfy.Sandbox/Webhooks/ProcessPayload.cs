using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Webhooks;

/// <summary>What the webhook of a launched or completed process carries, told apart by completed_at.</summary>
internal sealed class ProcessPayload(SandboxState state, SandboxOptions options, DateTimeOffset now)
{
    private readonly PayloadParts parts = new(state, options);

    public JsonObject Of(Run run, DateTimeOffset? completedAt)
    {
        var json = new RunShapes(state, options, now).Run(run);
        var people = run.Tasks.SelectMany(task => state.People.Assignees(task.Owners)).Distinct().ToList();
        return new JsonObject
        {
            ["id"] = run.Id,
            ["increment_id"] = run.IncrementId,
            ["checklist_id"] = run.Template.Id,
            ["checklist_title"] = run.Template.Title,
            ["name"] = run.Name,
            ["summary"] = run.Summary,
            ["status"] = completedAt is null ? PayloadParts.Status(run) : "completed",
            ["progress"] = json.Progress.Percent,
            ["whole_progress"] = json.WholeProgress.Percent,
            ["started_by"] = parts.UserId(json.StartedBy),
            ["owner_id"] = parts.UserId(json.OwnerId),
            ["prerun"] = parts.KickOff(run),
            ["prerun_status"] = "completed",
            ["prerun_completed_at"] = WireDate.Seconds(run.CreatedAt),
            [options.WebhookKickOffCompleter] = parts.UserId(run.StartedBy),
            ["prerun_length"] = json.PrerunLength,
            ["created_at"] = WireDate.Seconds(run.CreatedAt),
            ["started_at"] = WireDate.Seconds(run.CreatedAt),
            ["last_updated"] = WireDate.Seconds(run.LastUpdated),
            ["completed_at"] = completedAt is { } at ? WireDate.Seconds(at) : null,
            ["collaborators"] = new JsonArray([.. people.Select(parts.UserId)]),
            ["late_tasks"] = json.LateTasks,
            ["due_soon"] = json.DueSoon,
            ["due_date"] = json.DueDate,
            ["users"] = new JsonArray([.. people.Select(Participant)]),
            ["groups"] = new JsonArray([.. run.Tasks.SelectMany(task => task.Owners.Groups).Distinct().Select(Group)]),
            ["process-tasks"] = PayloadParts.TaskIds(run),
            ["ko-form-fields"] = parts.KickOffByAlias(run),
            ["guest-links"] = parts.GuestLinks(run.Tasks),
            ["launcher"] = parts.Person(run.StartedBy),
        };
    }

    private JsonNode Participant(int id) => new JsonObject
    {
        ["user_id"] = parts.UserId(id),
        ["full_name"] = state.People.Find(id)?.FullName,
    };

    private JsonNode Group(string id) => new JsonObject
    {
        ["group_id"] = id,
        ["group_name"] = state.People.FindGroup(id)?.Name,
    };
}
