using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Engine.Rules;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Completing and reopening (docs/tallyfy-facts.md 8).</summary>
internal static class CompletionRoutes
{
    public static ApiAnswer Complete(ApiCall call)
    {
        if (FindMistake(call) is { } mistake)
            return ApiErrors.From(mistake);

        var request = new CompletionRequest(call.Text("task_id") ?? "", RunOf(call))
        {
            IsApproved = call.Field("is_approved") is { } verdict ? BodyNumber.ReadFlag(verdict) : null,
            OverrideUser = call.Field("override_user") is { } user ? BodyNumber.Read(user) : null,
            Comment = call.Text("comment"),
        };
        return new CompleteTask(call.State, call.Options)
            .Execute(call.Caller, request, call.Now)
            .Match(signed => Show(call, signed), ApiErrors.From);
    }

    public static ApiAnswer Reopen(ApiCall call) => new ReopenTask(call.State, call.Options)
        .Execute(call.Caller, new TaskAddress(call.Route("task"), RunOf(call)), call.Now)
        .Match(
            reopened => call.Options.CompletionAnswer == "full"
                ? Whole(call, reopened.Task, reopened.Changed)
                : ApiAnswer.Ok(
                    new ItemJson<ReopenedTaskJson>(Shape(call).Reopened(reopened)),
                    SandboxJson.Default.ItemJsonReopenedTaskJson),
            ApiErrors.From);

    private static Refusal? FindMistake(ApiCall call)
    {
        if (string.IsNullOrEmpty(call.Text("task_id")))
            return Refusal.Field("task_id", "The task id field is required.");
        if (call.Field("is_approved") is { } verdict && BodyNumber.ReadFlag(verdict) is null)
            return Refusal.Field("is_approved", "The is approved field must be true or false.");
        return call.Field("override_user") is { } user && BodyNumber.Read(user) is null
            ? Refusal.Field("override_user", "The override user must be an integer.")
            : null;
    }

    private static ApiAnswer Show(ApiCall call, SignedTask signed)
    {
        var answer = call.Options.CompletionAnswer == "full"
            ? Whole(call, signed.Task, signed.Changed)
            : ApiAnswer.Ok(
                new ItemJson<CompletedTaskJson>(Shape(call).Completed(signed)),
                SandboxJson.Default.ItemJsonCompletedTaskJson);
        return answer with { Signature = new Signature(signed.CompleterId, signed.IsApproved) };
    }

    private static ApiAnswer Whole(ApiCall call, TallyfyTask task, IReadOnlyList<TallyfyTask> changed) => ApiAnswer.Ok(
        new ItemJson<TaskJson>(Shape(call).Task(task) with
        {
            TasksChangedByRules = Shape(call).RuleChanges(task, changed),
        }),
        SandboxJson.Default.ItemJsonTaskJson);

    private static TaskShapes Shape(ApiCall call) => new(call.State, call.Options, new HashSet<string>(), call.Now);

    private static string? RunOf(ApiCall call) =>
        call.Request.RouteValues.ContainsKey("run") ? call.Route("run") : null;
}
