using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Api.Shaping;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Webhooks;

/// <summary>What the payloads of docs/tallyfy-facts.md 11.3 share. People are objects here.</summary>
internal sealed class PayloadParts(SandboxState state, SandboxOptions options)
{
    public static string Status(Run run) => run.IsCompleted ? "completed" : "in-progress";

    public static JsonObject TaskIds(Run run)
    {
        var ids = new JsonObject();
        foreach (var task in run.Tasks)
            ids[task.Step?.Alias ?? task.Id] = task.Id;
        return ids;
    }

    public JsonNode UserId(int id) => options.WebhookUserIds == "strings"
        ? JsonValue.Create(id.ToString(CultureInfo.InvariantCulture))
        : JsonValue.Create(id);

    public JsonObject? Person(int id) => state.People.Find(id) is { } person
        ? new JsonObject
        {
            ["id"] = UserId(person.Id),
            ["email"] = person.Email,
            ["full_name"] = person.FullName,
        }
        : null;

    public JsonObject? Guest(string? email) => state.People.FindGuest(email) is { } guest
        ? new JsonObject
        {
            ["id"] = UserId(guest.Id),
            ["email"] = guest.Email,
            ["full_name"] = $"{guest.FirstName} {guest.LastName}".Trim(),
        }
        : null;

    public JsonObject Owners(TallyfyTask task) => new()
    {
        ["users"] = new JsonArray([.. state.People.Assignees(task.Owners).Select(JsonNode? (id) => Person(id))]),
        ["guests"] = new JsonArray([.. task.Owners.Guests.Select(email => (JsonNode?)email)]),
    };

    public JsonObject Captures(TallyfyTask task)
    {
        var captures = new JsonObject();
        foreach (var field in task.Fields)
        {
            captures[field.Id] = new JsonObject
            {
                ["alias"] = field.Alias,
                ["label"] = field.Label,
                ["value"] = Value(field, task.Answers),
            };
        }

        return captures;
    }

    /// <summary>Everything collected in the process so far.</summary>
    public JsonObject Answers(IEnumerable<TallyfyTask> tasks)
    {
        var answers = new JsonObject();
        foreach (var task in tasks)
        {
            foreach (var field in task.Fields.Where(field => task.Answers.ContainsKey(field.Id)))
                answers[field.Alias] = Value(field, task.Answers);
        }

        return answers;
    }

    /// <summary>The form of the launch, keyed as the setting says.</summary>
    public JsonObject KickOff(Run run) =>
        options.WebhookKickOffKeys == "aliases" ? KickOffByAlias(run) : KickOffBy(run, field => field.Id);

    public JsonObject KickOffByAlias(Run run) => KickOffBy(run, field => field.Alias);

    public JsonArray Assets(TallyfyTask task) => new(
    [
        .. state.Files.Of(task).Select(JsonNode? (file) => new JsonObject
        {
            ["id"] = file.Id,
            ["filename"] = file.Name,
            ["version"] = file.Version.ToString(CultureInfo.InvariantCulture),
            ["public_link"] =
                $"https://api.tallyfy.com/organizations/{state.Organization.Id}/file/{file.Id}/dl",
        }),
    ]);

    public JsonObject GuestLinks(IEnumerable<TallyfyTask> tasks)
    {
        var links = new JsonObject();
        foreach (var email in tasks.SelectMany(task => task.Owners.Guests).Distinct())
        {
            if (state.People.FindGuest(email) is { } guest)
                links[email] = new JsonObject { ["link_for_guest"] = GuestShapes.Link(guest, state) };
        }

        return links;
    }

    private JsonObject KickOffBy(Run run, Func<FormField, string> key)
    {
        var form = new JsonObject();
        foreach (var field in run.Template.KickOff.Where(field => run.Prerun.ContainsKey(field.Id)))
            form[key(field)] = Value(field, run.Prerun);
        return form;
    }

    private JsonNode? Value(FormField field, IReadOnlyDictionary<string, JsonElement> answers)
    {
        if (!answers.TryGetValue(field.Id, out var answer) || answer.ValueKind == JsonValueKind.Null)
            return null;

        var isDate = field.FieldType == "date" && options.WebhookDates == "long";
        return isDate && answer.ValueKind == JsonValueKind.String && answer.TryGetDateTimeOffset(out var date)
            ? JsonValue.Create(date.UtcDateTime.ToString("dd/MM/yyyy hh:mm tt 'UTC'", CultureInfo.InvariantCulture))
            : JsonSerializer.SerializeToNode(answer, SandboxJson.Default.JsonElement);
    }
}
