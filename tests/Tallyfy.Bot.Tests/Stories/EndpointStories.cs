using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Whatever is sent to the endpoint: a clear status and sentence, ids only in the log, nothing at Tallyfy.
/// </summary>
public sealed class EndpointStories
{
    private const string Secret = "What only its sender knows";

    public static TheoryData<string, HttpStatusCode> Broken => new()
    {
        { "", HttpStatusCode.BadRequest },
        { "   ", HttpStatusCode.BadRequest },
        { "{", HttpStatusCode.BadRequest },
        { "null", HttpStatusCode.BadRequest },
        { "[]", HttpStatusCode.BadRequest },
        { $"\"{Secret}\"", HttpStatusCode.BadRequest },
        { $$"""{"type":"message","text":"{{Secret}}"}""", HttpStatusCode.BadRequest },
        { $$"""{"type":7,"text":"{{Secret}}"}""", HttpStatusCode.BadRequest },
        { $$"""{"type":"message","text":"{{Secret}}"} and more""", HttpStatusCode.BadRequest },
        { $"<html>{Secret}</html>", HttpStatusCode.BadRequest },
        { new string('[', 10_000), HttpStatusCode.BadRequest },
        { $$"""{"type":"message","text":"{{new string('x', 1024 * 1024)}}"}""", HttpStatusCode.RequestEntityTooLarge },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public async Task What_is_no_activity_is_refused_with_a_sentence(string body, HttpStatusCode expected)
    {
        await using var story = ApprovalStory.Begin();

        var (status, text) = await story.PostAsync(new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(expected, status);
        Assert.InRange(text.Length, 10, 500);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, text + story.Log, StringComparison.Ordinal);
        Assert.Empty(story.Teams.Messages);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("channelId")]
    [InlineData("serviceUrl")]
    [InlineData("from")]
    [InlineData("conversation")]
    public async Task An_activity_without_a_member_it_needs_is_told_which(string member)
    {
        await using var story = ApprovalStory.Begin();
        var activity = Activities.Message(Person.Alex, "pending");
        activity.Remove(member);

        var (status, text) = await story.PostAsync(activity);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(member, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net.evil.example/teams/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/teams/")]
    [InlineData("http://10.0.0.5/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//evil.example")]
    [InlineData("not an address")]
    public async Task A_service_url_elsewhere_is_refused_and_nobody_is_called(string serviceUrl)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var before = story.Teams.Messages.Count;
        var activity = Activities.Message(Person.Lynne, "pending");
        activity["serviceUrl"] = serviceUrl;

        var (status, _) = await story.PostAsync(activity);

        Assert.InRange((int)status, 400, 403);
        Assert.Equal(before, story.Teams.Messages.Count);
    }

    [Theory]
    [InlineData("Host", "bot.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("x-forwarded-proto", "http")]
    public async Task Without_an_identity_nobody_is_heard_who_comes_from_elsewhere(string header, string value)
    {
        await using var story = ApprovalStory.Begin();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = JsonContent.Create(Activities.Installation(Person.Lynne, "add")),
        };
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await story.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(story.Teams.Messages);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    public async Task What_a_web_page_could_send_unasked_is_refused(string type)
    {
        await using var story = ApprovalStory.Begin();
        var body = Activities.Message(Person.Alex, "pending").ToJsonString();

        var (status, _) = await story.PostAsync(new StringContent(body, Encoding.UTF8, type));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("endOfConversation")]
    [InlineData("somethingNew")]
    public async Task An_activity_of_an_unknown_kind_is_taken_and_ignored(string type)
    {
        var (story, _) = await ApprovalStory.WaitingForAsync(Person.Adele);
        await using var _ = story;
        var before = story.Teams.Messages.Count;
        var reads = story.Teams.RosterReads;
        var asked = story.Spent.TapsInMinute; // without what the sweep goes on reading

        var answer = await story.PostAsync(Activities.Of(Person.Adele, type));

        Assert.Equal((HttpStatusCode.OK, ""), answer);
        Assert.Equal(before, story.Teams.Messages.Count);
        Assert.Equal(reads, story.Teams.RosterReads);
        Assert.Equal(asked, story.Spent.TapsInMinute);
    }

    [Fact]
    public async Task An_invoke_of_an_unknown_name_is_answered_in_the_shape_teams_reads()
    {
        await using var story = ApprovalStory.Begin();
        var activity = Activities.Of(Person.Alex, "invoke");
        activity["name"] = "composeExtension/query";

        var answer = await story.InvokeAsync(activity);

        Assert.Equal((400, "application/vnd.microsoft.error"), (answer.StatusCode, answer.Type));
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("Approve A new coffee machine")]
    [InlineData("reject")]
    [InlineData("yes")]
    [InlineData("👍")]
    public async Task Text_never_decides(string text)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;

        await story.SayAsync(Person.Alex, text);

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.True((await story.CardAsync(Person.Alex, task.Title)).Asks);
    }

    [Fact]
    public async Task Text_that_is_written_as_a_card_answers_never_decides()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var submitted = CardWords.FindAction(card.Card, "approve")!["fallback"]!["data"]!;

        await story.SayAsync(Person.Alex, submitted.ToJsonString());

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.True((await story.CardAsync(Person.Alex, task.Title)).Asks);
    }

    [Fact]
    public async Task Words_of_others_are_shown_as_they_are_and_steer_nothing()
    {
        const string Title =
            "<at>everyone</at> **Free** [money](https://evil.example) \u202Eeerf\u0007 مرحبا <img src=x>";
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Alex);

        await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = Title, assignees = new[] { Person.Alex.Email } });
        story.Sweep();

        var card = await story.CardAsync(Person.Alex, "everyone");
        var json = card.Activity.ToJsonString(
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.All(
            (string[])["<at>", "\u202E", "\u0007"],
            text => Assert.DoesNotContain(text, json, StringComparison.Ordinal));
        Assert.Contains("مرحبا", json, StringComparison.Ordinal);
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Alex, card, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_Emulator_the_bot_greets_where_it_joins_and_not_where_somebody_else_does()
    {
        await using var story = ApprovalStory.Begin();

        await story.PostAsync(Joining("emulator-user"));
        Assert.Empty(story.Teams.Messages);

        await story.PostAsync(Joining("28:bot"));
        Assert.NotEmpty(story.Teams.In(Activities.EmulatorChat));
    }

    private static JsonObject Joining(string member)
    {
        var activity = Activities.InEmulator(Activities.Of(Person.Alex, "conversationUpdate"));
        activity["membersAdded"] = new JsonArray(new JsonObject { ["id"] = member });
        return activity;
    }
}
