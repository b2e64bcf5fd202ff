using System.Globalization;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Comments on tasks (section 9).</summary>
internal static class ThreadRoutes
{
    public static ApiAnswer Comment(ApiCall call)
    {
        if (call.State.Tasks.Find(call.Route("task")) is not { } task)
            return ApiErrors.From(new Refusal.NotFound());
        if (!new TaskAccess(call.State, call.Options).Sees(call.Caller, task))
            return ApiErrors.From(new Refusal.Forbidden("You do not have permission to comment on this task."));
        if (FindMistake(call) is { } mistake)
            return ApiErrors.From(mistake);

        var thread = new AddComment(call.Options).Execute(
            call.Caller,
            task,
            call.Text("content") ?? "",
            call.Text("label") ?? "comment",
            call.Text("state"),
            call.Now);
        return ApiAnswer.Json(
            int.Parse(call.Options.CommentStatus, CultureInfo.InvariantCulture),
            new ItemJson<ThreadJson>(TaskShapes.Thread(thread)),
            SandboxJson.Default.ItemJsonThreadJson);
    }

    private static Refusal? FindMistake(ApiCall call)
    {
        if (string.IsNullOrWhiteSpace(call.Text("content")))
            return Refusal.Field("content", "The content field is required.");
        if (call.Field("label") is not null && !AddComment.Labels.Contains(call.Text("label")))
            return Refusal.Field("label", "The selected label is invalid.");
        return call.Field("state") is not null && !AddComment.States.Contains(call.Text("state"))
            ? Refusal.Field("state", "The selected state is invalid.")
            : null;
    }
}
