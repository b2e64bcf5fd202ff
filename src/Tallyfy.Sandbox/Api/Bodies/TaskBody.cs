using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Bodies;

/// <summary>The bodies of an update and of a new one-off task (docs/tallyfy-facts.md 7.1, 10).</summary>
internal static class TaskBody
{
    public const int MaxTitle = 600;

    public static Result<TaskChange> ReadChange(ApiCall call, TallyfyTask task)
    {
        var body = new BodyFields(call);
        if (task.IsOneOff)
            body.Require("title", "deadline", "owners");
        else if (body.Find("title") is not null)
            body.Require("title");

        var change = new TaskChange
        {
            Title = body.Text("title", MaxTitle),
            Summary = body.Text("summary"),
            Deadline = body.Date("deadline"),
            StartedAt = body.Date("started_at"),
            Owners = body.Owners("owners"),
            Webhook = body.Text("webhook"),
            PreventGuestComment = body.Flag("prevent_guest_comment"),
            Position = body.Number("position"),
            MaxAssignable = body.Number("max_assignable"),
            TaskType = body.Choice("task_type", TaskTypes.All),
            IsTopSecret = body.Flag("top_secret"),
            Answers = body.Map("taskdata"),
        };
        return body.Mistake is { } mistake ? mistake : change;
    }

    public static Result<NewTask> ReadNew(ApiCall call)
    {
        var body = new BodyFields(call);
        body.Require("title", "task_type", "owners", "deadline");

        var run = body.Text("run_id") is { } id ? call.State.Runs.Find(id) : null;
        if (body.Find("run_id") is not null && run is null)
            body.Refuse("run_id", "The selected run id is invalid.");

        var asked = new NewTask
        {
            Title = body.Text("title", MaxTitle) ?? "",
            TaskType = body.Choice("task_type", TaskTypes.All) ?? TaskTypes.Task,
            Owners = body.Owners("owners") ?? new Owners(),
            Deadline = body.Date("deadline") ?? call.Now,
            Summary = body.Text("summary") ?? body.Text("description"),
            StartedAt = body.Date("started_at"),
            Run = run,
            IsSeparateForEach = body.Flag("separate_task_for_each_assignee") ?? false,
            EveryoneMustComplete = body.Flag("everyone_must_complete") ?? false,
            CanCompleteOnlyAssignees = body.Flag("can_complete_only_assignees") ?? false,
            PreventGuestComment = body.Flag("prevent_guest_comment") ?? false,
            IsTopSecret = body.Flag("top_secret") ?? false,
            MaxAssignable = body.Number("max_assignable") ?? 0,
            Webhook = body.Text("webhook"),
            Tags = body.Texts("tags"),
            Fields = FieldBody.Read(body, "form_fields"),
        };
        return body.Mistake is { } mistake ? mistake : asked;
    }
}
