using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Tallyfy.Client.People;

namespace Tallyfy.Client.Forms;

/// <summary>An answer to a form field, in the shape that its type demands.</summary>
[JsonConverter(typeof(FieldValueConverter))]
public abstract record FieldValue
{
    private FieldValue()
    {
    }

    /// <summary>For <c>text</c> up to 200 characters, <c>textarea</c> up to 30,000, and <c>email</c>.</summary>
    public sealed record Text(string Value) : FieldValue;

    /// <summary>For <c>date</c>.</summary>
    [SuppressMessage("Naming", "CA1716", Justification = "Tallyfy's own word; it is a keyword in Visual Basic only.")]
    public sealed record Date(DateTimeOffset Value) : FieldValue;

    /// <summary>For <c>radio</c>: the exact words of one option.</summary>
    public sealed record Radio(string Option) : FieldValue;

    /// <summary>For <c>dropdown</c>: one of the field's options, as it was read.</summary>
    public sealed record Dropdown(TallyfyFieldOption Option) : FieldValue;

    /// <summary>For <c>multiselect</c>: options as they were read, the unselected ones too.</summary>
    public sealed record MultiSelect(IReadOnlyList<FieldChoice> Choices) : FieldValue
    {
        /// <summary>Selects by number among all options of a field.</summary>
        public static MultiSelect From(
            IEnumerable<TallyfyFieldOption> options, params IReadOnlyCollection<long> selected) =>
            new([.. options.Select(option => new FieldChoice(option, option.Id is { } id && selected.Contains(id)))]);
    }

    /// <summary>For <c>table</c>: one entry a column, in the order of the columns, none of them empty.</summary>
    public sealed record Table(IReadOnlyList<TableCell> Cells) : FieldValue;

    /// <summary>For <c>assignees_form</c>.</summary>
    public sealed record People(TallyfyOwners Owners) : FieldValue;

    /// <summary>For <c>file</c>: what the uploads answered.</summary>
    public sealed record Files(IReadOnlyList<TallyfyFile> Items) : FieldValue;

    /// <summary>For every type: no answer.</summary>
    public sealed record Cleared : FieldValue;
}

/// <summary>One option of a multiselect, selected or not.</summary>
public sealed record FieldChoice(TallyfyFieldOption Option, bool IsSelected);
