using System.Text.Json.Nodes;
using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>
/// What the Playground never sends by itself, sent as it sends everything: taps on a card that somebody else was
/// shown.
/// </summary>
public sealed class MockedStories
{
    private const string OwnTenant = "00000000-0000-0000-0000-0000000000001";
    private const string OtherTenant = "00000000-0000-0000-0000-0000000000002";
    private const string Title = "A private matter";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Megan_with_Alexs_card_in_a_group_chat_is_refused_and_Tallyfy_hears_nothing(bool asApplication)
    {
        await using var desk = await Scenario.OpenAsync(asApplication);
        var task = await desk.LaunchAsync(For(Seed.Alex));
        var megan = await desk.SitDownAsync("Megan");
        await megan.SeesAsync("Your Tallyfy approvals come here");
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync(Title, "Approve");

        var answer = await desk.MockAsync(Tap(
            "user-id-1", "00000000-0000-0000-0000-0000000000021", "groupChat", OwnTenant, alex.RenderingOf(Title)));

        Assert.Equal("application/vnd.microsoft.activity.message", answer.GetProperty("type").GetString());
        Assert.Equal(
            "This approval is not assigned to you. Nothing was recorded.", answer.GetProperty("value").GetString());
        Assert.Empty(await desk.CompletionsAsync(task));
        await alex.PressAsync(Title, "Approve");
        await alex.SeesAsync(Title, "Approved by Alex Wilber");
        Assert.Single(await desk.CompletionsAsync(task));
    }

    [Fact]
    public async Task Alex_of_another_tenant_is_refused_with_Alexs_own_card()
    {
        await using var desk = await Scenario.OpenAsync(asApplication: true);
        var task = await desk.LaunchAsync(For(Seed.Alex));
        var alex = await desk.SitDownAsync("Alex");
        await alex.SeesAsync(Title, "Approve");

        var answer = await desk.MockAsync(Tap(
            "user-id-0", "00000000-0000-0000-0000-0000000000020", "personal", OtherTenant, alex.RenderingOf(Title)));

        Assert.Contains(
            "not set up for your organization", answer.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Empty(await desk.CompletionsAsync(task));
        await alex.SeesAsync(Title, "Approve");
    }

    private static object For(string assignee) =>
        new { template = "Purchase request", title = Title, assignees = new[] { assignee } };

    private static JsonObject Tap(string id, string objectId, string kind, string tenant, string rendering) => new()
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
