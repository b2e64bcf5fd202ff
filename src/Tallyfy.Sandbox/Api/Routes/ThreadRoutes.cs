using System.Globalization;
using Tallyfy.Sandbox.Api.Bodies;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Engine.Queries;
using Tallyfy.Sandbox.Engine.Tasks;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Comments and issues on tasks, processes and templates (docs/tallyfy-facts.md 9).</summary>
internal static class ThreadRoutes
{
    public static ApiAnswer Comment(ApiCall call) => Add(call, null, false);

    public static ApiAnswer BotComment(ApiCall call) => Add(call, "comment", true);

    public static ApiAnswer Problem(ApiCall call) => Add(call, "problem", false);

    public static ApiAnswer Resolve(ApiCall call) => FindPlace(call).Match(
        place =>
        {
            var body = new BodyFields(call);
            body.Require("thread_id", "content");
            var said = Read(body);
            var thread = body.Text("thread_id") ?? "";
            return body.Mistake is { } mistake
                ? ApiErrors.From(mistake)
                : new AddThread(call.State, call.Options, call.Now).Resolve(call.Caller, place, thread, said)
                    .Match(answer => Created(call, answer), ApiErrors.From);
        },
        ApiErrors.From);

    public static ApiAnswer Edit(ApiCall call) => FindPlace(call).Match(
        place =>
        {
            var body = new BodyFields(call);
            if (body.Find("content") is not null)
                body.Require("content");
            var said = Read(body);
            var hasLabel = body.Find("label") is not null;
            return body.Mistake is { } mistake
                ? ApiErrors.From(mistake)
                : new ChangeThread(call.State, call.Now).Edit(call.Caller, place, call.Route("comment"), was => was with
                {
                    Content = body.Text("content") ?? was.Content,
                    Label = hasLabel ? said.Label : was.Label,
                    State = said.State ?? was.State,
                }).Match(changed => Show(call, StatusCodes.Status200OK, changed), ApiErrors.From);
        },
        ApiErrors.From);

    public static ApiAnswer Delete(ApiCall call) => FindPlace(call).Match(
        place => new ChangeThread(call.State, call.Now).Delete(call.Caller, place, call.Route("comment")).Match(
            thread => call.Options.CommentDeleteStatus == "204"
                ? TaskWriteRoutes.NoContent
                : Show(call, StatusCodes.Status200OK, thread),
            ApiErrors.From),
        ApiErrors.From);

    private static ApiAnswer Add(ApiCall call, string? label, bool isUnavailable) => FindPlace(call).Match(
        place =>
        {
            var body = new BodyFields(call);
            body.Require("content");
            var said = Read(body);
            return body.Mistake is { } mistake
                ? ApiErrors.From(mistake)
                : Created(call, new AddThread(call.State, call.Options, call.Now).Execute(
                    call.Caller, place, said with { Label = label ?? said.Label, IsUnavailable = isUnavailable }));
        },
        ApiErrors.From);

    private static NewThread Read(BodyFields body) => new(body.Text("content") ?? "")
    {
        Label = body.Choice("label", NewThread.Labels) ?? "comment",
        State = body.Choice("state", NewThread.States),
    };

    /// <summary>Whoever sees a thing may write to it; a light member only to what is theirs.</summary>
    private static Result<Threaded> FindPlace(ApiCall call)
    {
        var access = new TaskAccess(call.State, call.Options);
        var values = call.Request.RouteValues;
        if (values.ContainsKey("checklist"))
            return call.State.Templates.Find(template => template.Id == call.Route("checklist")) is { } template
                ? new Threaded(template.Threads)
                : new Refusal.NotFound();

        var forbidden = new Refusal.Forbidden("You do not have permission to comment here.");
        if (values.ContainsKey("run"))
            return call.State.Runs.Find(call.Route("run")) switch
            {
                null => new Refusal.NotFound(),
                { } run when access.Sees(call.Caller, run) => new Threaded(run),
                _ => forbidden,
            };

        return call.State.Tasks.Find(call.Route("task")) switch
        {
            null => new Refusal.NotFound(),
            { } task when access.Sees(call.Caller, task) => new Threaded(task),
            _ => forbidden,
        };
    }

    private static ApiAnswer Created(ApiCall call, TaskThread thread) =>
        Show(call, int.Parse(call.Options.CommentStatus, CultureInfo.InvariantCulture), thread);

    private static ApiAnswer Show(ApiCall call, int status, TaskThread thread) => ApiAnswer.Json(
        status, new ItemJson<ThreadJson>(ThreadShape.From(thread, call.State)), SandboxJson.Default.ItemJsonThreadJson);
}
