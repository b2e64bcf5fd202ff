using System.Text.Json.Nodes;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>A tap that the Playground never sends by itself: on a card that somebody else was shown.</summary>
internal static class MockedTap
{
    public const string OwnTenant = "00000000-0000-0000-0000-0000000000001";
    public const string OtherTenant = "00000000-0000-0000-0000-0000000000002";

    public static readonly (string Id, string ObjectId) Alex = ("user-id-0", "00000000-0000-0000-0000-0000000000020");
    public static readonly (string Id, string ObjectId) Megan = ("user-id-1", "00000000-0000-0000-0000-0000000000021");

    /// <param name="by">Who taps, as the Playground names people.</param>
    /// <param name="kind">Teams' word for the conversation.</param>
    /// <param name="tenant">Where the tap says it comes from.</param>
    /// <param name="rendering">What was shown, to whomever.</param>
    public static JsonObject Approve(
        (string Id, string ObjectId) by, string kind, string tenant, string rendering) => new()
        {
            ["type"] = "invoke",
            ["name"] = "adaptiveCard/action",
            ["id"] = Guid.NewGuid().ToString(),
            ["channelId"] = "msteams",
            ["serviceUrl"] = "http://127.0.0.1:9/_connector",
            ["from"] = new JsonObject { ["id"] = by.Id, ["name"] = "Alex Wilber", ["aadObjectId"] = by.ObjectId },
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
