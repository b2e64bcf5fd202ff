using System.Text.Json;

namespace Tallyfy.Sandbox.State.Forms;

/// <summary>A form field of a step; <c>Sample</c> is the answer a process of the page starts with.</summary>
internal sealed record FormField
{
    public required string Id { get; init; }

    public required string Label { get; init; }

    public required string Alias { get; init; }

    public required string FieldType { get; init; }

    public bool Required { get; init; }

    public int Position { get; init; } = 1;

    public string? Guidance { get; init; }

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    public IReadOnlyList<FieldColumn> Columns { get; init; } = [];

    /// <summary>Every choice of a multiselect has to be ticked; held at completion only.</summary>
    public bool MustAllBeChecked { get; init; }

    public JsonElement? Sample { get; init; }

    public bool IsMissing(IReadOnlyDictionary<string, JsonElement> answers)
    {
        var isGiven = answers.TryGetValue(Id, out var answer) && FieldAnswer.IsGiven(FieldType, answer);
        if (!isGiven)
            return Required;
        return MustAllBeChecked && FieldAnswer.Chosen(answer).Count() < Options.Count;
    }
}

internal sealed record FieldOption(int Id, string Text);

internal sealed record FieldColumn(int Id, string Label);

/// <summary>The ten types there are (C10).</summary>
internal static class FieldTypes
{
    public const string Text = "text";
    public const string TextArea = "textarea";
    public const string Email = "email";
    public const string Date = "date";
    public const string Radio = "radio";
    public const string Dropdown = "dropdown";
    public const string MultiSelect = "multiselect";
    public const string Table = "table";
    public const string Assignees = "assignees_form";
    public const string File = "file";

    public static readonly IReadOnlyList<string> All =
        [Text, TextArea, Email, Date, Radio, Dropdown, MultiSelect, Table, Assignees, File];
}
