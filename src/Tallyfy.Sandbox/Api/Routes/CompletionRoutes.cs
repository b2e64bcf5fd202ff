using System.Globalization;
using System.Text.Json;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Completing and reopening (section 8).</summary>
internal static class CompletionRoutes
{
    public static ApiAnswer Complete(ApiCall call)
    {
        if (FindMistake(call) is { } mistake)
            return ApiErrors.From(mistake);

        var request = new CompletionRequest(call.Text("task_id") ?? "", RunOf(call))
        {
            IsApproved = Verdict(call.Field("is_approved")),
            OverrideUser = Number(call.Field("override_user")),
            Comment = call.Text("comment"),
        };
        return new CompleteTask(call.State, call.Options)
            .Execute(call.Caller, request, call.Now)
            .Match(signed => Show(call, signed), ApiErrors.From);
    }

    public static ApiAnswer Reopen(ApiCall call) => new ReopenTask(call.State, call.Options)
        .Execute(call.Caller, RunOf(call), call.Route("task"), call.Now)
        .Match(
            task => ApiAnswer.Ok(
                new ItemJson<ReopenedTaskJson>(Shape(call).Reopened(task)),
                SandboxJson.Default.ItemJsonReopenedTaskJson),
            ApiErrors.From);

    private static Refusal? FindMistake(ApiCall call)
    {
        if (string.IsNullOrEmpty(call.Text("task_id")))
            return Refusal.Field("task_id", "The task id field is required.");
        if (call.Field("is_approved") is { } verdict && Verdict(verdict) is null)
            return Refusal.Field("is_approved", "The is approved field must be true or false.");
        return call.Field("override_user") is { } user && Number(user) is null
            ? Refusal.Field("override_user", "The override user must be an integer.")
            : null;
    }

    private static ApiAnswer Show(ApiCall call, SignedTask signed)
    {
        var answer = call.Options.CompletionAnswer == "full"
            ? ApiAnswer.Ok(
                new ItemJson<TaskJson>(Shape(call).Task(signed.Task) with
                {
                    TasksChangedByRules = Shape(call).RuleChanges(signed.Task),
                }),
                SandboxJson.Default.ItemJsonTaskJson)
            : ApiAnswer.Ok(
                new ItemJson<CompletedTaskJson>(Shape(call).Completed(signed.Task)),
                SandboxJson.Default.ItemJsonCompletedTaskJson);
        return answer with { Signature = new Signature(signed.CompleterId, signed.IsApproved) };
    }

    private static TaskShapes Shape(ApiCall call) => new(call.State, call.Options, new HashSet<string>());

    private static string? RunOf(ApiCall call) =>
        call.Request.RouteValues.ContainsKey("run") ? call.Route("run") : null;

    /// <summary>What the framework behind Tallyfy takes for a boolean: true, false, 1, 0, "1", "0".</summary>
    private static bool? Verdict(JsonElement? field) => field switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Number or JsonValueKind.String } => Number(field) switch
        {
            1 => true,
            0 => false,
            _ => null,
        },
        _ => null,
    };

    private static int? Number(JsonElement? field) => field switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) => number,
        { ValueKind: JsonValueKind.String } value when int.TryParse(
            value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
