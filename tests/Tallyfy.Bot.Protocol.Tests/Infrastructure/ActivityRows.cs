using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>Activities behind a good token, and what a door in Production answers: 200 is taken.</summary>
internal static class ActivityRows
{
    private static readonly Dictionary<string, (int Status, string Body)> Shapes = new()
    {
        ["a tap"] = (200, Sample.Tap()),
        ["a type nobody knows"] = (200, Sample.Tap(tap => tap["type"] = "somethingNew")),
        ["members nobody knows"] =
            (200, Sample.Tap(tap => tap["futureMember"] = new JsonObject { ["a"] = new JsonArray(1, 2) })),
        ["no channel data"] = (200, Sample.Tap(tap => tap.Remove("channelData"))),
        ["no tenant in the conversation"] =
            (200, Sample.Tap(tap => tap["conversation"]!.AsObject().Remove("tenantId"))),
        ["two tenants"] =
            (403, Sample.Tap(tap => tap["conversation"]!["tenantId"] = "00000000-0000-0000-0000-0000000000bb")),
        ["the emulator's channel"] = (403, Sample.Tap(tap => tap["channelId"] = "emulator")),
        ["web chat"] = (403, Sample.Tap(tap => tap["channelId"] = "webchat")),
        ["the channel in capitals"] = (403, Sample.Tap(tap => tap["channelId"] = "MSTEAMS")),
        ["another service URL than the token's"] =
            (403, Sample.Tap(tap => tap["serviceUrl"] = "https://smba.trafficmanager.net/amer/")),
        ["no type"] = Lacks("type"),
        ["no channel"] = Lacks("channelId"),
        ["no service URL"] = Lacks("serviceUrl"),
        ["no sender"] = Lacks("from"),
        ["no conversation"] = Lacks("conversation"),
        ["an empty channel"] = (400, Sample.Tap(tap => tap["channelId"] = "")),
        ["an empty service URL"] = (400, Sample.Tap(tap => tap["serviceUrl"] = " ")),
        ["a sender without id"] = (400, Sample.Tap(tap => tap["from"]!.AsObject().Remove("id"))),
        ["a conversation that is a text"] = (400, Sample.Tap(tap => tap["conversation"] = "a:conv1")),
        ["a type that is a number"] = (400, Sample.Tap(tap => tap["type"] = 1)),
        ["a type that is null"] = (400, Sample.Tap(tap => tap["type"] = null)),
        ["a name that is a list"] = (400, Sample.Tap(tap => tap["name"] = new JsonArray())),
        ["a member without id"] = (200, Sample.Tap(tap => tap["membersAdded"] = new JsonArray(new JsonObject()))),
        ["a member that is null"] = (200, Sample.Tap(tap => tap["membersAdded"] = new JsonArray((JsonNode?)null))),
        ["an attachment that is null"] = (200, Sample.Tap(tap => tap["attachments"] = new JsonArray((JsonNode?)null))),
        ["nothing at all"] = (400, ""),
        ["only blanks"] = (400, "   "),
        ["null"] = (400, "null"),
        ["a list"] = (400, $"[{Sample.Tap()}]"),
        ["a text"] = (400, "\"hello\""),
        ["broken off"] = (400, Sample.Tap()[..^1]),
        ["two objects"] = (400, Sample.Tap() + Sample.Tap()),
        ["a comment in it"] = (400, "/* hello */" + Sample.Tap()),
        ["a sender given twice"] = (400, Sample.Tap()[..^1] + ",\"from\":{\"id\":\"29:other\"}}"),
        ["a second sender in capitals"] = Also("\"From\":{\"id\":\"29:other\"}"),
        ["a second type in capitals"] = Also("\"Type\":\"message\""),
        ["a second channel in capitals"] = Also("\"ChannelId\":\"emulator\""),
        ["a second service URL in capitals"] = Also("\"serviceURL\":\"http://127.0.0.1/\""),
        ["a name in capitals"] = (400, Sample.Tap(tap =>
        {
            tap.Remove("name");
            tap["NAME"] = "signin/tokenExchange";
        })),
        ["a sender's id in capitals"] = (400, Sample.Tap(tap => tap["from"]!["ID"] = "29:other")),
        ["a second tenant in capitals"] = (400, Sample.Tap(tap => tap["conversation"]!["TenantId"] = "other")),
        ["a tenant of the channel in capitals"] =
            (400, Sample.Tap(tap => tap["channelData"] = new JsonObject { ["Tenant"] = new JsonObject() })),
        ["a member's id in capitals"] = (400, Sample.Tap(tap =>
            tap["membersAdded"] = new JsonArray(new JsonObject { ["id"] = "29:a", ["Id"] = "29:b" }))),
        ["two unknown members that differ in case"] = (400, Sample.Tap(tap => (tap["future"], tap["Future"]) = (1, 2))),
        ["what a card carries in two cases"] =
            (200, Sample.Tap(tap => tap["value"] = new JsonObject { ["a"] = 1, ["A"] = 2, ["From"] = 3 })),
        ["half a character in a typed text"] = (200, Typed("\\ud83d")),
        ["half a character in a member's name"] = (200, Sample.Tap()[..^1] + ",\"\\udc00\":1}"),
        ["a whole character in a typed text"] = (200, Typed("\\ud83d\\ude00")),
        ["65 levels"] = (400, Nested(65)),
        ["10,000 levels"] = (400, Nested(10_000)),
        ["60 levels"] = (200, Nested(60)),
    };

    public static readonly Dictionary<string, (int Status, string Body)> All = Shapes
        .Concat(OddForms.All.Select(row => KeyValuePair.Create(row.Name, (row.Status, row.Body))))
        .ToDictionary();

    private static (int Status, string Body) Lacks(string member) => (400, Sample.Tap(tap => tap.Remove(member)));

    private static (int Status, string Body) Also(string member) => (400, $"{Sample.Tap()[..^1]},{member}}}");

    private static string Typed(string escaped) =>
        Sample.Tap().Replace("TASK_ID_TO_COMPLETE", escaped, StringComparison.Ordinal);

    // The activity itself is the first level.
    private static string Nested(int levels)
    {
        var value = new string('[', levels - 1) + new string(']', levels - 1);

        return Sample.Tap(tap => tap["value"] = "deep").Replace("\"deep\"", value, StringComparison.Ordinal);
    }
}
