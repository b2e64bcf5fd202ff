using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FsCheck.Fluent;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Http;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Tests.Fuzz;

/// <summary>Whatever comes in: a value or a typed refusal, nothing else and in bounded words.</summary>
public sealed class ParserFuzz
{
    private static readonly Dictionary<string, Func<TallyfyAnswer, object?>> Parsers = new()
    {
        ["task"] = Item(TallyfyJson.Default.TallyfyTask),
        ["tasks"] = Page(TallyfyJson.Default.TallyfyTask),
        ["readable tasks"] = answer => answer.ReadablePage(TallyfyJson.Default.TallyfyTask),
        ["completed task"] = answer => answer.ItemOrDefault(TallyfyJson.Default.CompletedTask),
        ["reopened task"] = answer => answer.ItemOrDefault(TallyfyJson.Default.ReopenedTask),
        ["thread"] = answer => answer.ItemOrDefault(TallyfyJson.Default.TallyfyThread),
        ["member"] = Item(TallyfyJson.Default.TallyfyMember),
        ["members"] = Page(TallyfyJson.Default.TallyfyMember),
        ["guests"] = Page(TallyfyJson.Default.TallyfyGuest),
        ["groups"] = Page(TallyfyJson.Default.TallyfyGroup),
        ["user"] = Item(TallyfyJson.Default.TallyfyUser),
        ["organization"] = Item(TallyfyJson.Default.TallyfyOrganization),
        ["run"] = Item(TallyfyJson.Default.TallyfyRun),
        ["run's form fields"] = Item(TallyfyJson.Default.RunFormFields),
        ["activities"] = Page(TallyfyJson.Default.TallyfyActivity),
        ["file"] = Item(TallyfyJson.Default.TallyfyFile),
        ["watchers"] = Page(TallyfyJson.Default.TallyfyWatcher),
        ["token"] = answer => answer.Token(),
    };

    public static TheoryData<string> Names => [.. Parsers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_answer_is_a_value_or_unreadable(string parser)
    {
        var answers = Inputs.DamagedAnswersThat(sample => IsRead(parser, Encoding.UTF8.GetBytes(sample)));

        Inputs.Check(answers, answer => { IsRead(parser, Encoding.UTF8.GetBytes(answer.Body)); });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_bytes_are_a_value_or_unreadable(string parser)
    {
        var bytes = Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf();

        Inputs.Check(bytes, body => { IsRead(parser, body); });
    }

    [Fact]
    public void A_damaged_row_leaves_the_others_of_its_page()
    {
        var rows = Inputs.DamagedRows(Sample.Node("task.get.approval-full.response")["data"]!.ToJsonString());

        Inputs.Check(rows, row =>
        {
            var body = Encoding.UTF8.GetBytes($$"""{"data":[{"id":"first"},{{row.Body}},{"id":"last"}]}""");
            if (!IsOneRow(row.Body))
                return;

            var page = Answer(HttpStatusCode.OK, body).ReadablePage(TallyfyJson.Default.TallyfyTask);

            Assert.Equal(3, page.Items.Count + page.Unread.Count);
            Assert.Equal(("first", "last"), (page.Items[0].Id, page.Items[^1].Id));
        });
    }

    [Fact]
    public void A_damaged_refusal_has_a_kind_and_bounded_words()
    {
        var refusals =
            from answer in Inputs.DamagedAnswers.Generator
            from status in Gen.Elements(400, 401, 403, 404, 409, 422, 429, 500, 503, 302)
            select (answer, status);

        Inputs.Check(refusals, given =>
        {
            var refusal = Assert.Throws<TallyfyException>(
                () => Answer((HttpStatusCode)given.status, Encoding.UTF8.GetBytes(given.answer.Body)).EnsureSuccess());

            AssertSafe(refusal.Message);
            Assert.All(refusal.FieldErrors.Values.SelectMany(texts => texts), AssertSafe);
            Assert.Equal(given.status >= 500, refusal.Kind == TallyfyErrorKind.ServerError);
            Assert.False(given.status >= 500 && refusal.FieldErrors.Count > 0);
        });
    }

    [Fact]
    public void A_damaged_webhook_is_a_hint_or_nothing()
    {
        Inputs.Check(Inputs.DamagedAnswers, answer =>
        {
            var webhook = TallyfyWebhook.Read(Encoding.UTF8.GetBytes(answer.Body));

            Assert.True(webhook is null or { TaskId: not null } or { RunId: not null } or { Event: not null });
        });
    }

    private static bool IsRead(string parser, byte[] body)
    {
        try
        {
            WrittenTexts.AssertWhole(Parsers[parser](Answer(HttpStatusCode.OK, body)));
            return true;
        }
        catch (TallyfyException refusal)
        {
            Assert.Equal(TallyfyErrorKind.UnreadableAnswer, refusal.Kind);
            Assert.Equal("Tallyfy's answer could not be read.", refusal.Message);
            return false;
        }
    }

    private static bool IsOneRow(string json)
    {
        try
        {
            using var row = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 500 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void AssertSafe(string words)
    {
        Assert.InRange(words.Length, 1, PersonSafeText.MaxLength);
        Assert.DoesNotContain(words, character => char.IsControl(character) || character == '\u202e');
        Assert.DoesNotContain("Stack trace", words, StringComparison.OrdinalIgnoreCase);
    }

    private static TallyfyAnswer Answer(HttpStatusCode status, byte[] body) => new() { Status = status, Body = body };

    private static Func<TallyfyAnswer, object?> Item<T>(JsonTypeInfo<T> type) => answer => answer.Item(type);

    private static Func<TallyfyAnswer, object?> Page<T>(JsonTypeInfo<T> type) => answer => answer.Page(type);
}
