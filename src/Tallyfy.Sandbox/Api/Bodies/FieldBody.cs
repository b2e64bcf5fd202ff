using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Bodies;

/// <summary>Form fields as a request defines them: label, type and required are asked for, no more.</summary>
internal static class FieldBody
{
    public static IReadOnlyList<FormField> Read(BodyFields body, string name)
    {
        var sent = body.Objects(name);
        foreach (var (field, index) in sent.Select((field, index) => (field, index)))
        {
            Check(field);
            if (field.Mistake is Refusal.InvalidFields found)
                body.Refuse($"{name}.{index}.{found.Errors.First().Key}", found.Errors.First().Value[0]);
        }

        return [.. sent.Select(Field)];
    }

    /// <summary>The one field a whole body is; its mistakes are those of the body.</summary>
    public static FormField ReadOne(BodyFields body, int index)
    {
        Check(body);
        return Field(body, index);
    }

    private static void Check(BodyFields field)
    {
        field.Require("label", "field_type", "required");
        field.Choice("field_type", FieldTypes.All);
    }

    private static FormField Field(BodyFields field, int index)
    {
        var label = field.Text("label") ?? "";
        return new FormField
        {
            Id = SandboxState.NewId(),
            Label = label,
            Alias = field.Text("alias") ?? Slug(label),
            FieldType = field.Text("field_type") ?? FieldTypes.Text,
            Required = field.Flag("required") ?? false,
            Position = field.Number("position") ?? index + 1,
            Guidance = field.Text("guidance"),
            Options =
            [
                .. field.Objects("options").Select((option, at) =>
                    new FieldOption(option.Number("id") ?? at + 1, option.Text("text") ?? "")),
            ],
            Columns =
            [
                .. field.Objects("columns").Select((column, at) =>
                    new FieldColumn(column.Number("id") ?? at + 1, column.Text("label") ?? "")),
            ],
            MustAllBeChecked = field.Flag("must_all_checked") ?? false,
        };
    }

    public static string Slug(string text) =>
        string.Concat(text.ToLowerInvariant().Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')).Trim('-');
}
