using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Bodies;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Templates, as far as launching needs them and Tallyfy's own programs edit them.</summary>
internal static class ChecklistRoutes
{
    public static ApiAnswer All(ApiCall call)
    {
        var found = call.State.Templates.Where(template =>
            call.Query("q") is not { } text || template.Title.Contains(text, StringComparison.OrdinalIgnoreCase));
        return Paging.List(call, found, Shapes(call).Template, SandboxJson.Default.ListJsonChecklistJson);
    }

    public static ApiAnswer One(ApiCall call) =>
        call.State.Templates.Find(template => template.Id == call.Route("checklist")) is { } template
            ? Show(call, StatusCodes.Status200OK, template)
            : ApiErrors.From(new Refusal.NotFound());

    public static ApiAnswer Create(ApiCall call) => TemplateBody.Read(call).Match(
        template =>
        {
            call.State.Templates.Add(template);
            return Show(call, StatusCodes.Status201Created, template);
        },
        ApiErrors.From);

    public static ApiAnswer Update(ApiCall call) => ForEditing(call, template =>
    {
        var body = new BodyFields(call);
        body.Require("title");
        var title = body.Text("title", TaskBody.MaxTitle);
        var summary = body.Text("summary");
        var owner = RunBody.Person(call, body, "owner_id");
        if (body.Mistake is { } mistake)
            return ApiErrors.From(mistake);

        var changed = template with
        {
            Title = title ?? template.Title,
            Summary = summary ?? template.Summary,
            OwnerId = owner ?? template.OwnerId,
        };
        return Show(call, StatusCodes.Status200OK, Replace(call, changed));
    });

    /// <summary>Puts it away, and it is found no more (N8N); the processes launched from it go on.</summary>
    public static ApiAnswer Delete(ApiCall call) => ForEditing(call, template =>
    {
        call.State.Templates.RemoveAll(known => known.Id == template.Id);
        return ApiAnswer.Ok(
            new JsonObject
            {
                ["message"] = "The Template was deleted, and references were also deleted from:",
                ["deleted_references"] = new JsonArray(),
            },
            SandboxJson.Default.JsonObject);
    });

    public static ApiAnswer ForEditing(ApiCall call, Func<Template, ApiAnswer> act)
    {
        if (call.State.Templates.Find(template => template.Id == call.Route("checklist")) is not { } template)
            return ApiErrors.From(new Refusal.NotFound());
        return call.Caller.Role == MemberRole.Light
            ? ApiErrors.From(new Refusal.Forbidden("You do not have permission to change this template."))
            : act(template);
    }

    public static Template Replace(ApiCall call, Template changed)
    {
        call.State.Templates[call.State.Templates.FindIndex(known => known.Id == changed.Id)] = changed;
        return changed;
    }

    private static ApiAnswer Show(ApiCall call, int status, Template template) => ApiAnswer.Json(
        status,
        new ItemJson<ChecklistJson>(Shapes(call).Template(template)),
        SandboxJson.Default.ItemJsonChecklistJson);

    private static TemplateShapes Shapes(ApiCall call) => new(call.State, call.Options, call.With);
}
