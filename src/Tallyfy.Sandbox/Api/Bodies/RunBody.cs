using System.Text.Json;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Engine.Launching;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Bodies;

/// <summary>The body of a launch (docs/tallyfy-facts.md 10).</summary>
internal static class RunBody
{
    public const int MaxName = 550;

    public static Result<RunPlan> Read(ApiCall call)
    {
        var body = new BodyFields(call);
        body.Require("checklist_id");
        if (body.Text("checklist_id") is not { Length: > 0 } id)
            return body.Mistake ?? new Refusal.NotFound();
        if (call.State.Templates.Find(known => known.Id == id) is not { } template)
            return new Refusal.NotFound();

        var plan = new RunPlan(template, call.Caller)
        {
            Name = body.Text("name", MaxName) is { Length: > 0 } name ? name : null,
            Summary = body.Text("summary"),
            OwnerId = Person(call, body, "owner_id") ?? Person(call, body, "user_id"),
            IsStarred = body.Flag("starred") ?? false,
            IsPublic = body.Flag("is_public") ?? false,
            ParentId = body.Text("parent_id"),
            Users = body.Numbers("users"),
            Groups = body.Texts("groups"),
            Tags = body.Texts("tags"),
            Prerun = body.Map("prerun"),
            Steps = body.Map("tasks").ToDictionary(step => step.Key, step => Step(call, body, step.Key, step.Value)),
        };
        return body.Mistake is { } mistake ? mistake : plan;
    }

    public static int? Person(ApiCall call, BodyFields body, string name)
    {
        var id = body.Number(name);
        if (id is { } known && call.State.People.Find(known) is null)
            body.Refuse(name, $"The selected {name.Replace('_', ' ')} is invalid.");
        return id;
    }

    private static TaskChange Step(ApiCall call, BodyFields body, string id, JsonElement sent)
    {
        var step = new BodyFields(sent, call.Options);
        var change = new TaskChange { Deadline = step.Date("deadline"), Owners = step.Owners("owners") };
        if (step.Mistake is Refusal.InvalidFields found)
            body.Refuse($"tasks.{id}.{found.Errors.First().Key}", found.Errors.First().Value[0]);
        return change;
    }
}
