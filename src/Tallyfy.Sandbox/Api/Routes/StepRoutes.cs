using Tallyfy.Sandbox.Api.Bodies;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Outcomes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.Api.Routes;

/// <summary>Steps of a template and their form fields, one by one, as the n8n node's live tests make them.</summary>
internal static class StepRoutes
{
    public static ApiAnswer Add(ApiCall call) => ChecklistRoutes.ForEditing(call, template =>
    {
        var body = new BodyFields(call);
        var step = TemplateBody.Step(call, body, body, template.Steps.Count);
        if (body.Mistake is { } mistake)
            return ApiErrors.From(mistake);

        var changed = ChecklistRoutes.Replace(call, template with { Steps = [.. template.Steps, step] });
        return ApiAnswer.Json(
            StatusCodes.Status201Created,
            new ItemJson<TemplateStepJson>(TemplateShapes.Step(changed, step)),
            SandboxJson.Default.ItemJsonTemplateStepJson);
    });

    public static ApiAnswer AddField(ApiCall call) => ForStep(call, (template, step) =>
    {
        var body = new BodyFields(call);
        var field = FieldBody.ReadOne(body, step.Fields.Count);
        return body.Mistake is { } mistake
            ? ApiErrors.From(mistake)
            : Save(call, template, step, [.. step.Fields, field], field, StatusCodes.Status201Created);
    });

    /// <summary>Takes the whole field again; its type stays (N8N).</summary>
    public static ApiAnswer UpdateField(ApiCall call) => ForField(call, (template, step, known) =>
    {
        var body = new BodyFields(call);
        var asked = FieldBody.ReadOne(body, known.Position - 1);
        if (body.Mistake is null && asked.FieldType != known.FieldType)
            body.Refuse("field_type", "The field type cannot be changed.");
        if (body.Mistake is { } mistake)
            return ApiErrors.From(mistake);

        var field = asked with { Id = known.Id, Alias = known.Alias };
        var fields = step.Fields.Select(other => other.Id == field.Id ? field : other).ToList();
        return Save(call, template, step, fields, field, StatusCodes.Status200OK);
    });

    public static ApiAnswer DeleteField(ApiCall call) => ForField(call, (template, step, field) =>
    {
        Replace(call, template, step with { Fields = [.. step.Fields.Where(other => other.Id != field.Id)] });
        return ApiAnswer.Nothing;
    });

    private static ApiAnswer ForStep(ApiCall call, Func<Template, TemplateStep, ApiAnswer> act) =>
        ChecklistRoutes.ForEditing(call, template =>
            template.Steps.FirstOrDefault(step => step.Id == call.Route("step")) is { } step
                ? act(template, step)
                : ApiErrors.From(new Refusal.NotFound()));

    private static ApiAnswer ForField(ApiCall call, Func<Template, TemplateStep, FormField, ApiAnswer> act) =>
        ForStep(call, (template, step) =>
            step.Fields.FirstOrDefault(field => field.Id == call.Route("capture")) is { } field
                ? act(template, step, field)
                : ApiErrors.From(new Refusal.NotFound()));

    private static ApiAnswer Save(
        ApiCall call, Template template, TemplateStep step, IReadOnlyList<FormField> fields, FormField field,
        int status)
    {
        Replace(call, template, step with { Fields = fields });
        return ApiAnswer.Json(
            status,
            new ItemJson<FormFieldJson>(FieldShapes.Asked(field, step.Id)),
            SandboxJson.Default.ItemJsonFormFieldJson);
    }

    private static void Replace(ApiCall call, Template template, TemplateStep changed) =>
        ChecklistRoutes.Replace(
            call,
            template with
            {
                Steps = [.. template.Steps.Select(step => step.Id == changed.Id ? changed : step)],
            });
}
