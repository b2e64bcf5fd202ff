using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>What the platform was seen to answer, to the person whom it is about.</summary>
public sealed class ConnectorInputStories
{
    private const string Moved = "http://127.0.0.1:5091/_connector";

    [Fact]
    public async Task After_an_administrators_refusal_all_that_waits_comes_by_itself()
    {
        await using var story = await BeginAsync();
        var refusal = Answering(story, "03-admin-disabled", _ => true);
        await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await refusal.HeardAsync(1);

        refusal.Ends();
        await story.LaunchAsync("A gate", [Person.Lynne], seenBy: []);
        await story.PassAsync(TimeSpan.FromSeconds(40));

        await story.CardAsync(Person.Lynne, "A fence");
        await story.CardAsync(Person.Lynne, "A gate");
    }

    [Fact]
    public async Task An_edit_that_is_forbidden_is_tried_again_and_stops_nothing_else()
    {
        await using var story = await BeginAsync();
        var task = await story.LaunchAsync("A fence", Person.Lynne);
        var refusal = Answering(story, "03-edit-forbidden", request => request.Method == HttpMethod.Put, most: 3);
        await story.Sandbox.EditAsync(task.Task, new { title = "A fence, green" });
        story.Sweep();
        await refusal.HeardAsync(1);

        await story.LaunchAsync("A gate", Person.Lynne);

        Assert.Equal(0, (await story.CardAsync(Person.Lynne, "A fence")).Edits);
        await story.PassAsync(TimeSpan.FromHours(1));
        await story.CardAsync(Person.Lynne, "A fence, green");
    }

    [Fact]
    public async Task A_person_whose_old_id_is_refused_is_reached_by_the_object_id()
    {
        await using var story = await BeginAsync();
        var rows = FieldInput.Read("04-channel-registered-anew", Person.Lynne).AsArray();
        story.Teams.Open = _ => (string)rows[2]!["body"]!["id"]!;
        story.Teams.Interfere = request =>
            IsTo(request, Person.Lynne.Chat) ? Answer(rows[0]!)
            : request.RequestUri!.AbsolutePath.EndsWith("/v3/conversations", StringComparison.Ordinal)
                && (string?)JsonNode.Parse(Refusal.Body(request))!["members"]![0]!["id"] == Person.Lynne.Address
                ? Answer(rows[1]!)
                : null;

        await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);

        var card = await story.Teams.WaitForAsync(message => message.Chat == "a:chat-new");
        Assert.True(card.Asks);
    }

    [Fact]
    public async Task A_post_of_the_bots_own_names_its_tenant()
    {
        await using var story = await BeginAsync();
        var refusal = Answering(
            story,
            "04-post-without-tenant",
            request => request.Method == HttpMethod.Post && !NamesTenant(JsonNode.Parse(Refusal.Body(request))!));

        await story.LaunchAsync("A fence", Person.Lynne);

        Assert.Equal(0, refusal.Heard);
    }

    [Theory]
    [InlineData("whoami")]
    [InlineData("refresh")]
    public async Task At_a_wrong_address_a_card_waits_for_the_right_one(string by)
    {
        await using var story = await BeginAsync();
        await story.LaunchAsync("A roof", Person.Lynne);
        var roof = await story.CardAsync(Person.Lynne, "A roof");
        var refusal = Answering(story, "04-wrong-geo", request => request.RequestUri!.Port == 5090);
        await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await refusal.HeardAsync(1);
        Assert.Contains(
            "0 dead letters", (await story.CommandAsync("deliveries", "list")).Text, StringComparison.Ordinal);

        var activity = by == "refresh"
            ? Activities.Execute(Person.Lynne, roof.Id, by, null)
            : Activities.Message(Person.Lynne, by);
        activity["serviceUrl"] = Moved;
        await story.PostAsync(activity);

        Assert.True((await story.CardAsync(Person.Lynne, "A fence")).Asks);
    }

    [Fact]
    public async Task A_chat_that_is_gone_for_a_moment_keeps_its_message()
    {
        await using var story = await BeginAsync();
        var task = await story.LaunchAsync("A fence", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var refusal = Answering(
            story, "08-edit-conversation-not-found-once", request => request.Method == HttpMethod.Put, most: 1);
        await story.Sandbox.EditAsync(task.Task, new { title = "A fence, green" });
        story.Sweep();
        await refusal.HeardAsync(1);
        await story.PassAsync(TimeSpan.FromSeconds(40));

        await story.CardAsync(Person.Lynne, "A fence, green", message => message.Id == card.Id);
        await story.TapAsync(Person.Lynne, story.Teams.Message(card.Id), "approve");
        await story.CardAsync(Person.Lynne, "A fence, green", message => message.Id == card.Id && !message.Asks);
        Assert.Single(
            story.Teams.In(Person.Lynne.Chat),
            message => message.Words.Contains("A fence", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("09-posted-id-202-text")]
    [InlineData("09-posted-id-200-html")]
    [InlineData("09-posted-id-empty-text")]
    public async Task A_card_whose_id_is_not_told_is_one_message(string name)
    {
        await using var story = await BeginAsync();
        var answer = FieldInput.Read(name, Person.Lynne);
        story.Teams.Garble = request =>
            request.Method == HttpMethod.Post && IsTo(request, Person.Lynne.Chat) ? Answer(answer) : null;
        var task = await story.LaunchAsync("A fence", Person.Lynne);

        foreach (var colour in (string[])["green", "red"])
        {
            await story.Sandbox.EditAsync(task.Task, new { title = $"A fence, {colour}" });
            story.Sweep();
            await story.PassAsync(TimeSpan.FromMinutes(4));
        }

        Assert.Single(
            story.Teams.In(Person.Lynne.Chat),
            message => message.Words.Contains("A fence", StringComparison.Ordinal));
        Assert.Contains(
            "0 dead letters", (await story.CommandAsync("deliveries", "list")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("14-retry-after-zero", 2)]
    [InlineData("14-retry-after-thirty-days", 1)]
    public async Task A_wait_that_is_told_has_a_floor_and_a_ceiling(string name, int least)
    {
        await using var story = await BeginAsync();
        var refusal = Answering(story, name, request => request.Method == HttpMethod.Post);
        await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await refusal.HeardAsync(1);
        await story.PassAsync(TimeSpan.Zero, steps: 6); // each looks for what is new, which takes a second

        Assert.InRange(refusal.Heard, least, 4);

        refusal.Ends();
        await story.PassAsync(TimeSpan.FromMinutes(6));
        await story.CardAsync(Person.Lynne, "A fence");
    }

    private static async Task<ApprovalStory> BeginAsync()
    {
        var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        return story;
    }

    private static Refusal Answering(
        ApprovalStory story, string name, Func<HttpRequestMessage, bool> only, int most = int.MaxValue)
    {
        var answer = FieldInput.Read(name, Person.Lynne);
        return new Refusal(story, Person.Lynne, () => Answer(answer)) { Only = only, Most = most };
    }

    private static HttpResponseMessage Answer(JsonNode row)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)(int)row["status"]!)
        {
            Content = new StringContent(
                row["body"] is JsonValue text ? (string)text! : row["body"]!.ToJsonString(), Encoding.UTF8),
        };

        foreach (var (name, value) in row["headers"]!.AsObject())
        {
            if (name == "Content-Type")
                answer.Content.Headers.ContentType = new MediaTypeHeaderValue((string)value!);
            else
                answer.Headers.TryAddWithoutValidation(name, (string)value!);
        }

        return answer;
    }

    private static bool NamesTenant(JsonNode body) =>
        body["conversation"]?["tenantId"] is not null || body["channelData"]?["tenant"]?["id"] is not null;

    private static bool IsTo(HttpRequestMessage request, string chat) =>
        Uri.UnescapeDataString(request.RequestUri!.AbsolutePath)
            .Contains($"/{chat}/activities", StringComparison.Ordinal);
}
