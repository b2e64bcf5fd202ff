using System.Text.Json;
using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Cards;

/// <summary>A table field's answer row by row: Tallyfy keeps it column by column.</summary>
/// <param name="Rows">From the top; each cell with the heading of its column.</param>
internal sealed record TableRows(IReadOnlyList<IReadOnlyList<(string Heading, string Text)>> Rows)
{
    /// <summary>Null for what is no table, or has no answer in the shape of one.</summary>
    public static TableRows? Of(ApprovalField field)
    {
        if (field is not { Type: "table", Raw: { } raw })
            return null;

        using var answer = JsonDocument.Parse(raw);

        if (answer.RootElement.ValueKind is not JsonValueKind.Array)
            return null;

        var headings = FieldForm.Of(field).Columns;
        List<string[]> columns = [.. answer.RootElement.EnumerateArray().Select(Cells)];
        var height = columns.Select(column => column.Length).DefaultIfEmpty().Max();

        return new TableRows([.. Enumerable.Range(0, height).Select(row => (IReadOnlyList<(string, string)>)
        [
            .. columns.Select((cells, column) => (
                column < headings.Count ? headings[column] : "",
                row < cells.Length ? cells[row] : "")),
        ])]);
    }

    private static string[] Cells(JsonElement cell) => cell.ValueKind is JsonValueKind.Array
        ? [.. cell.EnumerateArray().Select(Text)]
        : [Text(cell)];

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
