using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Http;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Threads;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Tests.Fuzz;

/// <summary>What holds for every input that Tallyfy may send in several ways.</summary>
public sealed class ParserProperties
{
    private static Gen<DateTimeOffset> Instants =>
        from seconds in Gen.Choose(0, int.MaxValue)
        select DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static Gen<long[]> Ids => Gen.Choose(1, int.MaxValue).Select(id => (long)id).ArrayOf();

    [Fact]
    public void An_instant_is_the_same_in_every_form()
    {
        string[] forms =
        [
            "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
            "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss",
        ];
        Inputs.Check(Instants, instant =>
        {
            foreach (var form in forms)
            {
                var text = instant.ToString(form, CultureInfo.InvariantCulture);
                Assert.Equal(instant, Task(new JsonObject { ["deadline"] = text }).Deadline);
            }

            var elsewhere = instant.ToOffset(TimeSpan.FromMinutes(-210))
                .ToString(forms[3], CultureInfo.InvariantCulture);
            Assert.Equal(instant, Task(new JsonObject { ["deadline"] = elsewhere }).Deadline);
        });
    }

    [Fact]
    public void Owners_are_the_same_in_every_shape()
    {
        var owners =
            from ids in Ids
            from shapes in Gen.Choose(0, 3).ArrayOf(ids.Length)
            from wrapping in Gen.Choose(0, 2)
            select (ids, shapes, wrapping);

        Inputs.Check(owners, given =>
        {
            JsonNode?[] items = [.. given.ids.Zip(given.shapes, Owner)];
            JsonNode users = given.wrapping switch
            {
                0 => new JsonArray(items),
                1 => new JsonObject { ["data"] = new JsonArray(items) },
                _ => new JsonObject(items.Select((item, index) => KeyValuePair.Create($"{index * 2}", item))),
            };

            var task = Task(new JsonObject { ["owners"] = new JsonObject { ["users"] = users } });

            Assert.Equal(given.ids, task.Owners.Users);
        });

        static JsonNode? Owner(long id, int shape) => shape switch
        {
            0 => JsonValue.Create(id),
            1 => JsonValue.Create(id.ToString(CultureInfo.InvariantCulture)),
            2 => new JsonObject { ["id"] = id, ["full_name"] = "Person" },
            _ => new JsonObject { ["data"] = new JsonObject { ["id"] = $"{id}" } },
        };
    }

    [Fact]
    public void Changed_tasks_are_found_in_every_shape()
    {
        var changes =
            from ids in Ids
            from wrapping in Gen.Choose(0, 3)
            select (ids: ids.Distinct().ToArray(), wrapping);

        Inputs.Check(changes, given =>
        {
            JsonNode[] tasks =
                [.. given.ids.Select(id => new JsonObject { ["id"] = $"{id}", ["title"] = new JsonArray() })];
            JsonNode changed = given.wrapping switch
            {
                0 => new JsonArray(tasks),
                1 => new JsonObject { ["data"] = new JsonArray(tasks) },
                2 => new JsonObject(tasks.Select(
                    task => KeyValuePair.Create<string, JsonNode?>($"k{task["id"]}", task))),
                _ => new JsonArray([.. tasks, null, JsonValue.Create("text"), new JsonObject()]),
            };
            var completed = new JsonObject { ["id"] = "t", ["tasks_changed_by_rules"] = changed };

            var done = Answer(new JsonObject { ["data"] = completed }).ItemOrDefault(TallyfyJson.Default.CompletedTask);

            Assert.Equal(given.ids.Select(id => $"{id}"), done?.ChangedByRules.Select(task => task.Id));
        });
    }

    [Fact]
    public void A_scalar_of_the_feed_is_the_same_alone_and_in_a_list()
    {
        Inputs.Check(Inputs.Texts.Generator.Where(IsSendable), text =>
        {
            var alone = Row(JsonValue.Create(text));
            var listed = Row(new JsonArray(JsonValue.Create(text)));

            var whole = text.Replace('\0', '\ufffd');
            Assert.Equal((whole, whole), (alone.Verb, listed.Verb));
            Assert.Equal((whole, whole), (alone.AuditableId, listed.AuditableId));
        });

        static TallyfyActivity Row(JsonNode value) => Answer(new JsonObject
        {
            ["data"] = new JsonObject { ["id"] = 1, ["verb"] = value, ["auditable_id"] = value.DeepClone() },
        }).Item(TallyfyJson.Default.TallyfyActivity);
    }

    [Fact]
    public void An_answer_to_a_field_arrives_as_it_was_given()
    {
        Inputs.Check(Inputs.Texts, text =>
        {
            var update = new TaskUpdate
            {
                Answers = new Dictionary<string, FieldValue>
                {
                    ["a"] = new FieldValue.Text(text),
                    ["b"] = new FieldValue.Dropdown(new TallyfyFieldOption { Id = 1, Text = text }),
                    ["c"] = new FieldValue.Table([text, text]),
                },
            };

            var sent = JsonSerializer.SerializeToElement(update, TallyfyJson.Default.TaskUpdate)
                .GetProperty("taskdata");

            // Half a surrogate pair cannot travel; everything else can.
            var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            Assert.Equal(expected, sent.GetProperty("a").GetString());
            Assert.Equal(expected, sent.GetProperty("b").GetProperty("text").GetString());
            Assert.Equal(expected, sent.GetProperty("c")[1].GetString());
        });
    }

    [Fact]
    public void An_id_stays_one_segment_of_its_path()
    {
        var ids = Inputs.Texts.Generator.Where(text => IsSendable(text) && text.Trim() is not ("" or "." or ".."));

        Inputs.Check(ids, id =>
        {
            var address = new Uri("https://tallyfy.example/api" + TallyfyPath.Join("organizations", id, "tasks"));

            Assert.Equal(5, address.Segments.Length);
            Assert.Equal(id, Uri.UnescapeDataString(address.Segments[3].TrimEnd('/')));
            Assert.Equal(("", ""), (address.Query, address.Fragment));
        });
    }

    [Fact]
    public void Pages_yield_everything_once_and_end_whatever_their_figures_say()
    {
        var lists =
            from pages in Gen.Choose(0, 12).ArrayOf().ArrayOf()
            from total in Gen.Choose(0, 100)
            from hasNext in Gen.Elements(true, false)
            select (pages, total, hasNext);

        Inputs.Check(lists, given =>
        {
            var walk = new PageWalk<int>(100);
            var yielded = new List<int>();
            var asked = 0;
            while (walk.Next() is { } number)
            {
                asked++;
                int[] items = number <= given.pages.Length ? given.pages[number - 1] : [];
                yielded.AddRange(walk.TakeNew(new TallyfyPage<int>(items, given.total, given.hasNext), item => item));
            }

            Assert.Equal(yielded.Distinct(), yielded);
            Assert.InRange(asked, 1, given.pages.Length + 1);
        });
    }

    private static bool IsSendable(string text) =>
        text.Length > 0 && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static TallyfyTask Task(JsonObject task)
    {
        task["id"] = "t";
        return Answer(new JsonObject { ["data"] = task }).Item(TallyfyJson.Default.TallyfyTask);
    }

    private static TallyfyAnswer Answer(JsonObject body) =>
        new() { Status = HttpStatusCode.OK, Body = Encoding.UTF8.GetBytes(body.ToJsonString()) };
}
