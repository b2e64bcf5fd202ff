using System.Text;
using Tallyfy.Client.Json;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Client.Tests;

public sealed class WholeTextTests
{
    [Theory]
    [InlineData("""a\u0000b""", "a\ufffdb")]
    [InlineData("""\ud800""", "\ufffd")]
    [InlineData("""\uDFFFx""", "\ufffdx")]
    [InlineData("""\ud83d\u0000""", "\ufffd\ufffd")]
    [InlineData("""\ud83d\ud83d\ude00\ude00""", "\ufffd😀\ufffd")]
    [InlineData("""\ud83d\n\ude00""", "\ufffd\n\ufffd")]
    [InlineData("""\\u0000 \\\u0000 \\ud800 \"\u00e4\/""", "\\u0000 \\\ufffd \\ud800 \"ä/")]
    [InlineData("""Grün 😀 \ud83d\ude00 \t""", "Grün 😀 😀 \t")]
    public async Task A_text_is_read_whole(string sent, string read)
    {
        const string Sent = """{"data":{"id":"t","title":"@","taskdata":{"f@":["@"]}}}""";

        var task = await ReadTaskTests.FindAsync(Sent.Replace("@", sent, StringComparison.Ordinal));

        var (field, answer) = Assert.Single(task.Answers);
        Assert.Equal((read, $"f{read}", read), (task.Title, field, answer[0].GetString()));
    }

    [Theory]
    [InlineData(0xff)]
    [InlineData(0xc3)]
    [InlineData(0xed, 0xa0, 0x80)]
    public void Bytes_that_are_no_text_are_replaced(params int[] bytes)
    {
        byte[] body = [.. "[\""u8, .. bytes.Select(one => (byte)one), .. "\\u0000\"]"u8];

        var text = Encoding.UTF8.GetString(WholeText.Of(body));

        Assert.Matches("^\\[\"\ufffd+\\\\ufffd\"\\]$", text);
    }

    [Fact]
    public void What_was_given_stays_as_it_is()
    {
        var body = "[\"\\u0000\"]"u8.ToArray();

        WholeText.Of(body);

        Assert.Equal("[\"\\u0000\"]"u8, body);
    }

    [Fact]
    public void A_webhook_hints_whatever_its_texts_hold()
    {
        var body = """{"\ud800":1,"event":"x","task":{"id":"t","title":"\ud800\u0000"}}"""u8.ToArray();

        Assert.Equal(("t", "x"), (TallyfyWebhook.Read(body)?.TaskId, TallyfyWebhook.Read(body)?.Event));
    }
}
