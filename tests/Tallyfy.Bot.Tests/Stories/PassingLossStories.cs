using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Teams says that a chat is gone and it is not, takes a message and does not say its id, or says how long to wait and
/// cannot mean it.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class PassingLossStories
{
    [Theory]
    [InlineData(404, "ConversationNotFound", "no", 1)]
    [InlineData(404, "ConversationNotFound", "no", 3)]
    [InlineData(404, "NotFound", "no", 1)]
    [InlineData(400, "BadSyntax", "Bad format of conversation ID", 1)]
    public async Task The_same_chat_again_is_the_same_message_edited(int status, string code, string words, int times)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var wire = new Refusal(story, Person.Lynne, (HttpStatusCode)status, code, words)
        {
            Only = request => request.Method == HttpMethod.Put,
            Most = times,
        };

        await story.Sandbox.EditAsync(task.Task, new { title = "A new coffee machine, but green" });
        story.Sweep();
        await wire.HeardAsync(1);
        await story.PassAsync(TimeSpan.FromSeconds(40));

        await story.CardAsync(Person.Lynne, "but green", message => message.Id == card.Id);
        await story.TapAsync(Person.Lynne, story.Teams.Message(card.Id), "approve");
        await story.CardAsync(Person.Lynne, "but green", message => message.Id == card.Id && !message.Asks);
        Assert.Single(
            story.Teams.In(Person.Lynne.Chat),
            message => message.Words.Contains("coffee machine", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_another_chat_is_a_new_card()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        story.Teams.Open = _ => "a:another-chat";
        var wire = new Refusal(story, Person.Lynne, HttpStatusCode.NotFound, "ConversationNotFound")
        {
            Only = request => request.Method == HttpMethod.Put,
        };

        await story.Sandbox.EditAsync(task.Task, new { title = "A new coffee machine, but green" });
        story.Sweep();

        var card = await story.Teams.WaitForAsync(message => message.Chat == "a:another-chat");
        Assert.Contains("but green", card.Words, StringComparison.Ordinal);
        Assert.Equal(1, wire.Heard);
    }

    [Theory]
    [InlineData(202, "text/plain", "Accepted")]
    [InlineData(200, "text/html", "<html>ok</html>")]
    [InlineData(201, "application/json", "{}")]
    [InlineData(201, "application/json", """{"id":""}""")]
    [InlineData(201, "application/json", """{"id":" "}""")]
    [InlineData(201, "application/json", """{"id":null}""")]
    [InlineData(201, "application/json", """{"id":["1"]}""")]
    [InlineData(201, "application/json", """{"id":".."}""")]
    [InlineData(201, "application/json", """{"id":"a\u0000b"}""")]
    [InlineData(201, "application/json", """{"id":"\ud800"}""")]
    [InlineData(201, "application/json", """{"id":"1" """)]
    [InlineData(201, "application/json", "[1]")]
    [InlineData(201, "application/json", "null")]
    [InlineData(204, "text/plain", "")]
    public async Task A_message_whose_id_nobody_told_is_not_posted_again_and_is_true_once_it_is_opened(
        int status, string type, string body)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        story.Teams.Garble = request => IsPostFor(Person.Lynne, request)
            ? new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) }
            : null;
        var task = await story.LaunchAsync("A fence", Person.Lynne);

        foreach (var colour in (string[])["green", "red"])
        {
            await story.Sandbox.EditAsync(task.Task, new { title = $"A fence, {colour}" });
            story.Sweep();
            await story.PassAsync(TimeSpan.FromMinutes(4));
        }

        var card = await story.CardAsync(Person.Lynne, "A fence");
        Assert.Equal(("A fence", 0), (task.Title, card.Edits));
        Assert.Single(
            story.Teams.In(Person.Lynne.Chat),
            message => message.Words.Contains("A fence", StringComparison.Ordinal));
        Assert.Contains(
            "0 dead letters", (await story.CommandAsync("deliveries", "list")).Text, StringComparison.Ordinal);

        var rendering = CardWords.FindAction(card.Card, "approve")!["data"]!["rendering"]!.DeepClone();
        await story.InvokeAsync(Activities.Execute(
            Person.Lynne, card.Id, "refresh", new JsonObject { ["rendering"] = rendering }));

        await story.CardAsync(Person.Lynne, "A fence, red", message => message.Id == card.Id);
    }

    [Fact]
    public async Task A_number_is_an_id()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.Teams.Garble = request => IsPostFor(Person.Lynne, request)
            ? new HttpResponseMessage(HttpStatusCode.Created)
            {
                Content = new StringContent(
                    $$"""{"id":{{story.Teams.Messages[^1].Id}}}""", Encoding.UTF8, "application/json"),
            }
            : null;
        var task = await story.LaunchAsync("A fence", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await story.Sandbox.EditAsync(task.Task, new { title = "A fence, green" });
        story.Sweep();

        await story.CardAsync(Person.Lynne, "A fence, green", message => message.Id == card.Id);
    }

    [Theory]
    [InlineData(429, 0)]
    [InlineData(429, 2_592_000)]
    [InlineData(429, null)]
    [InlineData(503, 0)]
    [InlineData(503, 2_592_000)]
    public async Task A_wait_that_is_told_is_a_second_at_least_grows_and_is_minutes_at_most(int status, int? told)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var task = await story.LaunchAsync("A fence", Person.Lynne);
        var wire = new Refusal(story, Person.Lynne, (HttpStatusCode)status, "Throttled")
        {
            RetryAfter = told is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        await story.Sandbox.EditAsync(task.Task, new { title = "A fence, green" });
        story.Sweep();
        await wire.HeardAsync(1);
        await story.PassAsync(TimeSpan.Zero, steps: 6); // each looks for what is new, which takes a second

        Assert.InRange(wire.Heard, told > 0 ? 1 : 2, 4);

        wire.Ends();
        await story.PassAsync(TimeSpan.FromMinutes(6));
        await story.CardAsync(Person.Lynne, "A fence, green");
    }

    private static bool IsPostFor(Person person, HttpRequestMessage request) =>
        request.Method == HttpMethod.Post
        && Uri.UnescapeDataString(request.RequestUri!.AbsolutePath)
            .Contains($"/{person.Chat}/activities", StringComparison.Ordinal);
}
