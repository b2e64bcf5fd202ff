using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Forms;

/// <summary>What one column of a table holds: a text, a number, or a text for each of its rows.</summary>
public abstract record TableCell
{
    private TableCell()
    {
    }

    /// <summary>One text; Tallyfy refuses an empty one.</summary>
    public sealed record Text(string Value) : TableCell;

    /// <summary>One number, written as such.</summary>
    public sealed record Number(decimal Value) : TableCell;

    /// <summary>One text for each row of the table, from the top.</summary>
    public sealed record Rows(IReadOnlyList<string> Values) : TableCell;

    /// <summary>Something else, as it came; it goes back the same.</summary>
    public sealed record Other(JsonElement Value) : TableCell;

    /// <summary>A text is a cell.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor of Text is the other way.")]
    public static implicit operator TableCell(string text) => new Text(text);

    /// <summary>The cells of a table as a field answers them, one a column; none where it has no answer.</summary>
    public static IReadOnlyList<TableCell> Of(TallyfyFormField field) =>
        field?.Value is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } cells
            ? [.. cells.Items().Select(Read)]
            : [];

    private static TableCell Read(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.String => new Text(cell.GetString() ?? ""),
        JsonValueKind.Number when cell.TryGetDecimal(out var number) => new Number(number),
        JsonValueKind.Array when cell.EnumerateArray().All(row => row.ValueKind == JsonValueKind.String) =>
            new Rows([.. cell.EnumerateArray().Select(row => row.GetString() ?? "")]),
        _ => new Other(cell.Clone()),
    };
}
