using System.Text.Json.Nodes;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>A tap that the Playground never sends by itself: on a card that somebody else was shown.</summary>
internal static class MockedTap
{
    public const string OwnTenant = "00000000-0000-0000-0000-0000000000001";
    public const string OtherTenant = "00000000-0000-0000-0000-0000000000002";

    public static JsonObject Approve(string id, string objectId, string kind, string tenant, string rendering) => new()
    {
        ["type"] = "invoke",
        ["name"] = "adaptiveCard/action",
        ["id"] = Guid.NewGuid().ToString(),
        ["channelId"] = "msteams",
        ["serviceUrl"] = "http://127.0.0.1:9/_connector",
        ["from"] = new JsonObject { ["id"] = id, ["name"] = "Alex Wilber", ["aadObjectId"] = objectId },
        ["recipient"] = new JsonObject { ["id"] = "00000000-0000-0000-0000-00000000000011", ["name"] = "Tallyfy" },
        ["conversation"] = new JsonObject
        {
            ["id"] = "a-mocked-conversation",
            ["conversationType"] = kind,
            ["tenantId"] = tenant,
        },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant } },
        ["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = "approve",
                ["data"] = new JsonObject { ["rendering"] = rendering },
            },
            ["trigger"] = "manual",
        },
    };
}
