using System.Net;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>An address is wrong, not a message: the card waits for another one, and comes by it.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class AddressFaultStories
{
    private const string Moved = "http://127.0.0.1:5091/_connector";

    private const string WrongGeo =
        "Incoming request was redirected to the wrong geo! Current geo: EMEA, Target geo: EUDB";

    [Theory]
    [InlineData("message", 400, "BadArgument", WrongGeo)]
    [InlineData("tap", 400, "BadArgument", WrongGeo)]
    [InlineData("message in a group", 400, "BadArgument", WrongGeo)]
    [InlineData("message", 403, "InvalidBotApiHost", "no")]
    [InlineData("message", 308, "Moved", "no")]
    public async Task A_card_refused_at_an_old_address_comes_with_any_activity_that_brings_the_new_one(
        string by, int status, string code, string words)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var earlier = await story.LaunchAsync("A roof", Person.Lynne);
        var wire = new Refusal(story, Person.Lynne, (HttpStatusCode)status, code, words)
        {
            Only = request => request.RequestUri!.Port == 5090,
        };
        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await wire.HeardAsync(1);

        Assert.Contains(
            "0 dead letters", (await story.CommandAsync("deliveries", "list")).Text, StringComparison.Ordinal);

        var activity = by == "tap"
            ? Activities.Execute(Person.Lynne, (await story.CardAsync(Person.Lynne, earlier.Title)).Id, "refresh", null)
            : Activities.Message(Person.Lynne, "whoami");
        activity["serviceUrl"] = Moved;
        await story.PostAsync(by.EndsWith("group", StringComparison.Ordinal)
            ? Activities.InGroup(activity, "19:group")
            : activity);

        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Theory]
    [InlineData(400, "BadSyntax")]
    [InlineData(400, "BadArgument")]
    [InlineData(403, "ForbiddenOperationException")]
    [InlineData(404, "ConversationNotFound")]
    public async Task The_chat_is_opened_with_the_object_id_where_the_old_id_is_refused(int status, string code)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.Teams.Open = _ => "a:chat-new";
        story.Teams.Interfere = request => IsTo(request, Person.Lynne.Chat)
            ? ScriptedConnector.Json(HttpStatusCode.NotFound, ScriptedConnector.Fault("ConversationNotFound"))
            : Opens(request, Person.Lynne.Address)
            ? ScriptedConnector.Json((HttpStatusCode)status, ScriptedConnector.Fault(code))
            : null;

        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);

        var card = await story.Teams.WaitForAsync(message => message.Chat == "a:chat-new");
        Assert.Contains(task.Title, card.Words, StringComparison.Ordinal);
        Assert.Equal(Person.Lynne.ObjectId, (string?)card.Activity["recipient"]!["id"]);
    }

    [Fact]
    public async Task A_post_of_the_bots_own_names_tenant_and_person()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A fence", Person.Lynne);

        var sent = (await story.CardAsync(Person.Lynne, task.Title)).Activity;

        Assert.Equal(
            (Person.Tenant, Person.Tenant, Person.Lynne.ObjectId),
            ((string?)sent["conversation"]!["tenantId"],
                (string?)sent["channelData"]!["tenant"]!["id"],
                (string?)sent["recipient"]!["aadObjectId"]));
    }

    [Fact]
    public async Task A_chat_is_opened_with_tenant_and_person()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.Teams.Open = _ => "a:chat-new";
        JsonNode? opened = null;
        story.Teams.Interfere = request =>
        {
            if (Opens(request, Person.Lynne.Address))
                opened = JsonNode.Parse(Refusal.Body(request));

            return IsTo(request, Person.Lynne.Chat)
                ? ScriptedConnector.Json(HttpStatusCode.NotFound, ScriptedConnector.Fault("ConversationNotFound"))
                : null;
        };

        await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);

        await story.Teams.WaitForAsync(message => message.Chat == "a:chat-new");
        Assert.Equal(
            (Person.Tenant, Person.Tenant, Person.Lynne.ObjectId),
            ((string?)opened!["tenantId"],
                (string?)opened["channelData"]!["tenant"]!["id"],
                (string?)opened["members"]![0]!["aadObjectId"]));
    }

    private static bool IsTo(HttpRequestMessage request, string chat) =>
        Uri.UnescapeDataString(request.RequestUri!.AbsolutePath)
            .Contains($"/{chat}/activities", StringComparison.Ordinal);

    private static bool Opens(HttpRequestMessage request, string address) =>
        request.RequestUri!.AbsolutePath.EndsWith("/v3/conversations", StringComparison.Ordinal)
        && Refusal.Body(request).Contains($"\"id\":\"{address}\"", StringComparison.Ordinal);
}
