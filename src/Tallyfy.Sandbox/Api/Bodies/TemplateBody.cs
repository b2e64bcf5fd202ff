using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Bodies;

/// <summary>A template in one body, steps and all, as far as launching needs it. Ids are made here.</summary>
internal static class TemplateBody
{
    public static Result<Template> Read(ApiCall call)
    {
        var body = new BodyFields(call);
        body.Require("title");
        var steps = body.Objects("steps").Select((step, index) => Step(call, body, step, index)).ToList();

        var template = new Template
        {
            Id = SandboxState.NewId(),
            Title = body.Text("title", TaskBody.MaxTitle) ?? "",
            Summary = body.Text("summary"),
            OwnerId = call.Caller.Id,
            CreatedAt = call.Now,
            Steps = steps,
            KickOff = FieldBody.Read(body, "prerun"),
        };
        var complete = template with { Rules = RuleBody.Read(body, template) };
        return body.Mistake is { } mistake ? mistake : complete;
    }

    /// <summary>Its own mistakes it keeps; those of a step inside a template's body are told of there too.</summary>
    public static TemplateStep Step(ApiCall call, BodyFields body, BodyFields step, int index)
    {
        step.Require("title");
        var title = step.Text("title", TaskBody.MaxTitle) ?? "";
        var due = step.Find("deadline");
        var read = new TemplateStep
        {
            Id = SandboxState.NewId(),
            Alias = step.Text("alias") ?? FieldBody.Slug(title),
            Title = title,
            TaskType = step.Choice("task_type", TaskTypes.All) ?? TaskTypes.Task,
            Position = step.Number("position") ?? index + 1,
            Summary = step.Text("summary"),
            Fields = FieldBody.Read(step, "captures"),
            Owners = new Owners
            {
                Users = step.Numbers("assignees"),
                Guests = step.Texts("guests"),
                Groups = step.Texts("groups"),
            },
            DueIn = due is { } deadline ? RuleBody.Span(new BodyFields(deadline, call.Options)) : TimeSpan.FromDays(5),
            EveryoneMustComplete = step.Flag("everyone_must_complete") ?? false,
            CanCompleteOnlyAssignees = step.Flag("can_complete_only_assignees") ?? false,
            MaxAssignable = step.Number("max_assignable") ?? 0,
            Webhook = step.Text("webhook"),
        };
        if (new OwnerRules(call.State, call.Options).FindMistake(read.Owners, read.MaxAssignable) is { } wrong)
            step.Refuse("assignees", wrong);
        if (step != body && step.Mistake is Refusal.InvalidFields found)
            body.Refuse($"steps.{index}.{found.Errors.First().Key}", found.Errors.First().Value[0]);
        return read;
    }
}
