using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>
/// Each member of an activity, in each form that it has not: what decides is refused, and everything else is served.
/// </summary>
internal static class OddForms
{
    private static readonly (string Name, Func<JsonNode?>? Make)[] Forms =
    [
        ("absent", null),
        ("null", () => null),
        ("a number", () => 7),
        ("a text", () => "text"),
        ("a flag", () => true),
        ("a list", () => new JsonArray(1)),
        ("an object", () => new JsonObject { ["odd"] = 1 }),
    ];

    /// <summary>Served in every form.</summary>
    private static readonly string[] Free =
    [
        "id", "timestamp", "localTimestamp", "localTimezone", "locale", "replyToId", "text", "summary", "value",
        "entities", "attachments", "membersAdded", "membersRemoved", "channelData", "channelData.team",
        "channelData.team.id", "channelData.team.name", "channelData.channel", "channelData.channel.id",
        "channelData.eventType", "channelData.notification", "conversation.isGroup", "conversation.name", "from.name",
        "recipient.name", "membersAdded.0", "membersAdded.0.id", "membersAdded.0.name", "membersAdded.0.role",
        "attachments.0", "attachments.0.contentType", "attachments.0.name", "entities.0", "entities.0.locale",
    ];

    /// <summary>They decide: what they should be, and without which of them it is served all the same.</summary>
    private static readonly (string Path, string Form, bool MayLack)[] Strict =
    [
        ("type", "a text", false), ("channelId", "", false), ("serviceUrl", "", false),
        ("from", "", false), ("from.id", "a text", false), ("conversation", "", false),
        ("conversation.id", "a text", false), ("from.aadObjectId", "a text", true), ("from.role", "a text", true),
        ("from.agenticUserId", "a text", true), ("recipient", "", true), ("recipient.id", "a text", false),
        ("recipient.role", "a text", true), ("conversation.tenantId", "", true),
        ("conversation.conversationType", "a text", true), ("channelData.tenant", "an object", true),
        ("channelData.tenant.id", "", true), ("channelData.agenticUserId", "a text", true), ("name", "a text", true),
        ("action", "a text", true),
    ];

    public static IEnumerable<(string Name, int Status, string Body)> All =>
    [
        .. from path in Free from form in Forms select ($"{path} is {form.Name}", 200, With(path, form.Make)),
        .. from member in Strict
        from form in Forms
        where form.Name != member.Form
        select (
            $"{member.Path} is {form.Name}",
            member.MayLack && form.Name is ("absent" or "null") ? 200
                : member.Path is "channelId" or "serviceUrl" or "conversation.tenantId" or "channelData.tenant.id"
                    && form.Name is "a text" ? 403
                : 400,
            With(member.Path, form.Make)),
    ];

    private static string With(string path, Func<JsonNode?>? make) => Sample.Tap(tap =>
    {
        tap["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "29:new" });
        tap["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html" });
        tap["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo" });
        tap["channelData"] = JsonNode.Parse(
            """{"tenant":{"id":"00000000-0000-0000-0000-0000000000aa"},"team":{"id":"a"}}""");
        tap["recipient"] = JsonNode.Parse("""{"id":"28:bot"}""");

        var names = path.Split('.');
        JsonNode place = tap;

        foreach (var name in names[..^1])
            place = int.TryParse(name, out var at) ? place[at]! : place[name] ??= new JsonObject();

        if (place is JsonArray list)
            list[0] = make?.Invoke();
        else if (make is null)
            place.AsObject().Remove(names[^1]);
        else
            place[names[^1]] = make();
    });
}
