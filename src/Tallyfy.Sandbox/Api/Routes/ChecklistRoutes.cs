using Tallyfy.Sandbox.Api.Bodies;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Templates, as far as launching needs them.</summary>
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

    private static ApiAnswer Show(ApiCall call, int status, Template template) => ApiAnswer.Json(
        status,
        new ItemJson<ChecklistJson>(Shapes(call).Template(template)),
        SandboxJson.Default.ItemJsonChecklistJson);

    private static TemplateShapes Shapes(ApiCall call) => new(call.State, call.Options, call.With);
}
