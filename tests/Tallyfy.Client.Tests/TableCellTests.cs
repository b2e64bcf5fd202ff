using System.Text.Json;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class TableCellTests
{
    private const string Answer = """["Widget",3,2.50,["a","b"],true]""";

    [Fact]
    public async Task A_table_is_read_cell_by_cell_with_their_types()
    {
        var cells = TableCell.Of(await FieldAsync(Answer));

        Assert.Collection(
            cells,
            cell => Assert.Equal(new TableCell.Text("Widget"), cell),
            cell => Assert.Equal(new TableCell.Number(3), cell),
            cell => Assert.Equal(new TableCell.Number(2.50m), cell),
            cell => Assert.Equal(["a", "b"], Assert.IsType<TableCell.Rows>(cell).Values),
            cell => Assert.Equal(JsonValueKind.True, Assert.IsType<TableCell.Other>(cell).Value.ValueKind));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"none\"")]
    [InlineData("[]")]
    public async Task What_is_no_table_has_no_cells(string answer) =>
        Assert.Empty(TableCell.Of(await FieldAsync(answer)));

    [Fact]
    public async Task A_list_with_gaps_is_one_too() =>
        Assert.Equal([new TableCell.Text("a"), "b"], TableCell.Of(await FieldAsync("""{"0":"a","2":"b"}""")));

    [Fact]
    public async Task What_was_read_is_written_as_it_came()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Put,
            StubTallyfy.Address + "/organizations/org/runs/r/tasks/t",
            System.Net.HttpStatusCode.OK,
            """{"data":{"id":"t"}}""");
        var table = new FieldValue.Table(TableCell.Of(await FieldAsync(Answer)));

        await story.Client.UpdateTaskAsync(
            "org",
            "r",
            "t",
            new TaskUpdate { Answers = new Dictionary<string, FieldValue> { ["f"] = table } },
            ClientStory.Token);

        var sent = JsonElement.Parse(story.Tallyfy.Only.Body ?? "");
        Assert.Equal(Answer, sent.GetProperty("taskdata").GetProperty("f").GetRawText());
    }

    private static async Task<TallyfyFormField> FieldAsync(string answer) => Assert.Single(
        (await ReadTaskTests.FindAsync(
            $$$"""{"data":{"id":"t","form_fields":[{"id":"f","field_type":"table","field_value":{{{answer}}}}]}}"""))
        .FormFields);
}
