using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>Activities as Teams sends them.</summary>
internal static class Activities
{
    /// <summary>Where the chat platform of these tests is: nothing listens there unless a test does.</summary>
    public const string ServiceUrl = "http://127.0.0.1:5090/_connector";

    public static JsonObject Installation(Person person, string action)
    {
        var activity = Of(person, "installationUpdate");
        activity["action"] = action;
        return activity;
    }

    public static JsonObject Message(Person person, string text)
    {
        var activity = Of(person, "message");
        activity["text"] = text;
        return activity;
    }

    public static JsonObject Execute(Person person, string message, string verb, JsonNode? data)
    {
        var activity = Of(person, "invoke");
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = message;
        activity["value"] = new JsonObject
        {
            ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data },
            ["trigger"] = "manual",
        };
        return activity;
    }

    public static JsonObject Submit(Person person, string message, JsonNode? value)
    {
        var activity = Of(person, "message");
        activity["replyToId"] = message;
        activity["value"] = value;
        return activity;
    }

    /// <summary>The same, said in a group chat.</summary>
    public static JsonObject InGroup(JsonObject activity, string chat)
    {
        activity["conversation"]!["id"] = chat;
        activity["conversation"]!["conversationType"] = "groupChat";
        return activity;
    }

    /// <summary>The same, in a thread of a channel.</summary>
    public static JsonObject InChannel(JsonObject activity, string thread)
    {
        activity["conversation"]!["id"] = thread;
        activity["conversation"]!["conversationType"] = "channel";
        activity["channelData"]!["team"] = new JsonObject { ["id"] = "19:team@thread.tacv2" };
        activity["channelData"]!["channel"] = new JsonObject { ["id"] = "19:team@thread.tacv2" };
        return activity;
    }

    /// <summary>The same, by somebody of another tenant.</summary>
    public static JsonObject FromTenant(JsonObject activity, string tenant)
    {
        activity["conversation"]!["tenantId"] = tenant;
        activity["channelData"]!["tenant"]!["id"] = tenant;
        return activity;
    }

    /// <summary>The same, from the Emulator's channel: no tenant, no object id.</summary>
    public static JsonObject InEmulator(JsonObject activity)
    {
        activity["channelId"] = "emulator";
        activity["from"] = new JsonObject { ["id"] = "emulator-user", ["name"] = "User" };
        activity["conversation"] = new JsonObject { ["id"] = EmulatorChat };
        activity.Remove("channelData");
        return activity;
    }

    public const string EmulatorChat = "emulator-chat";

    public static JsonObject Of(Person person, string type) => new()
    {
        ["type"] = type,
        ["id"] = Guid.NewGuid().ToString(),
        ["channelId"] = "msteams",
        ["serviceUrl"] = ServiceUrl,
        ["from"] = new JsonObject
        {
            ["id"] = person.Address,
            ["name"] = person.Name,
            ["aadObjectId"] = person.ObjectId,
        },
        ["recipient"] = new JsonObject { ["id"] = "28:bot", ["name"] = "Tallyfy" },
        ["conversation"] = new JsonObject
        {
            ["id"] = person.Chat,
            ["conversationType"] = "personal",
            ["tenantId"] = Person.Tenant,
        },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Person.Tenant } },
        ["locale"] = "en-US",
        ["localTimezone"] = "UTC",
    };
}
