using System.Text.Json;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Api.Shaping;

/// <summary>Form fields as they appear on the wire, with their answers and without.</summary>
internal sealed class FieldShapes(SandboxOptions options)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    public IReadOnlyList<FormFieldJson> Of(TallyfyTask task) =>
        [.. task.Fields.Select(field => Answered(field, task.Step?.Id, task.Answers))];

    public IReadOnlyList<FormFieldJson> KickOff(Run run) =>
        [.. run.Template.KickOff.Select(field => Answered(field, null, run.Prerun))];

    public static FormFieldJson Asked(FormField field, string? stepId) => new()
    {
        Id = field.Id,
        StepId = stepId,
        Label = field.Label,
        Alias = field.Alias,
        FieldType = field.FieldType,
        Required = field.Required,
        Position = field.Position,
        Guidance = field.Guidance,
        Options = Options(field),
        Columns = Columns(field),
    };

    public static RunFieldJson OfRun(FormField field, string? taskId) => new()
    {
        Id = field.Id,
        FieldType = field.FieldType,
        Label = field.Label,
        Alias = field.Alias,
        Options = Options(field),
        Columns = Columns(field),
        TaskId = taskId,
        Required = field.Required,
    };

    private FormFieldJson Answered(FormField field, string? stepId, Dictionary<string, JsonElement> answers)
    {
        var json = Asked(field, stepId);
        json.Answer[options.FieldAnswerKey] = answers.GetValueOrDefault(field.Id, Nothing);
        return json;
    }

    private static IReadOnlyList<FieldOptionJson>? Options(FormField field) => field.Options.Count == 0
        ? null
        : [.. field.Options.Select(option => new FieldOptionJson(option.Id, option.Text, null))];

    private static IReadOnlyList<FieldColumnJson>? Columns(FormField field) => field.Columns.Count == 0
        ? null
        : [.. field.Columns.Select(column => new FieldColumnJson(column.Id, column.Label))];
}
