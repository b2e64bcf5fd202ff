using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

public sealed class ForgedCardStories
{
    private const string Title = "A new coffee machine";

    [Theory]
    [InlineData("approve", """{"rendering":"short"}""", "I do not recognise this card")]
    [InlineData("approve", """{"rendering":42}""", "I do not recognise this card")]
    [InlineData("approve", """{"rendering":null}""", "I do not recognise this card")]
    [InlineData("approve", """{}""", "I do not recognise this card")]
    [InlineData("approve", """[]""", "I do not recognise this card")]
    [InlineData("approve", "\"text\"", "I do not recognise this card")]
    [InlineData("approve", "null", "I do not recognise this card")]
    [InlineData("delete", """{"rendering":"@"}""", "I do not recognise this card")]
    [InlineData("APPROVE", """{"rendering":"@"}""", "I do not recognise this card")]
    [InlineData("", """{"rendering":"@"}""", "I do not recognise this card")]
    [InlineData("approve", """{"rendering":"@","verb":"reject"}""", "I do not recognise this card")]
    [InlineData("approve", """{"rendering":"@","reason":{"a":1}}""", "I do not recognise this card")]
    public async Task Data_that_no_card_of_ours_holds_is_answered_with_a_sentence(
        string verb, string data, string sentence)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var forged = JsonNode.Parse(data.Replace("@", RenderingOf(card), StringComparison.Ordinal));

        var answer = await story.InvokeAsync(Activities.Execute(Person.Alex, card.Id, verb, forged));

        Assert.True(answer.IsSentence);
        Assert.Contains(sentence, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("----------------------")]
    [InlineData("______________________")]
    public async Task An_id_that_never_was_shows_its_person_the_card_anew_and_decides_nothing(string id)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.AnsweredAsync(); // the bot knows which message it is

        var answer = await story.InvokeAsync(
            Activities.Execute(Person.Alex, card.Id, "approve", new JsonObject { ["rendering"] = id }));

        Assert.True(answer.On(card).Asks);
        Assert.Contains(StoryTexts.English.ChangedMeans, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Fields_that_come_twice_are_refused_at_the_door()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var rendering = RenderingOf(card);
        var activity = Activities.Execute(Person.Alex, card.Id, "approve", new JsonObject { ["rendering"] = "@" })
            .ToJsonString()
            .Replace(
                "\"rendering\":\"@\"",
                $"\"rendering\":\"{rendering}\",\"rendering\":\"{rendering}\"",
                StringComparison.Ordinal);

        var (status, _) = await story.PostAsync(new StringContent(activity, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Task_run_and_person_named_in_the_data_are_ignored_and_our_store_decides()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var other = await story.LaunchAsync("Something else", Person.Alex);
        var card = await story.CardAsync(Person.Alex, task.Title);

        var answer = await story.InvokeAsync(Activities.Execute(Person.Alex, card.Id, "approve", new JsonObject
        {
            ["rendering"] = RenderingOf(card),
            ["task_id"] = other.Task,
            ["run_id"] = other.Run,
            ["override_user"] = 1003,
            ["organization"] = "0000",
            ["generation"] = 7,
        }));

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Equal(
            new JournalLine(
                task.Task, 1001, 1002, true, 1002, 200), Assert.Single(await story.Sandbox.CompletionsAsync()));
    }

    [Theory]
    [InlineData("approve", null)]
    [InlineData("reject", null)]
    [InlineData("reject", "No")]
    [InlineData("refresh", null)]
    [InlineData("reject", TooLong)]
    public async Task Another_persons_card_opens_nothing(string verb, string? reason)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);

        var answer = await MegansTapAsync(story, await story.CardAsync(Person.Alex, task.Title), verb, reason);

        await AssertNothingLearntAsync(answer, story);
    }

    [Fact]
    public async Task Another_persons_card_opens_nothing_while_Tallyfy_is_silent()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 500 });

        var answer = await MegansTapAsync(story, await story.CardAsync(Person.Alex, task.Title), "approve", null);

        await AssertNothingLearntAsync(answer, story);
    }

    [Fact]
    public async Task Another_persons_card_opens_nothing_after_it_was_decided()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.TapAsync(Person.Alex, card, "approve");

        var answer = await MegansTapAsync(story, card, "approve", null);

        Assert.DoesNotContain(Title, answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Another_persons_card_opens_nothing_after_a_reopen()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.TapAsync(Person.Alex, card, "approve");
        story.Advance(TimeSpan.FromSeconds(1));
        await story.Sandbox.ReopenAsync(task.Task, Person.Alex.Email);
        story.Sweep();
        await story.CardAsync(Person.Alex, task.Title, message => message.Asks && message.Id != card.Id);

        var answer = await MegansTapAsync(story, card, "approve", null);

        Assert.DoesNotContain(Title, answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Whoever_was_never_seen_before_learns_nothing_from_anothers_card()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;

        var answer = await MegansTapAsync(story, await story.CardAsync(Person.Alex, task.Title), "approve", null);

        await AssertNothingLearntAsync(answer, story);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("refresh")]
    public async Task Another_tenant_is_refused_before_anything_is_asked(string verb)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var (rosterReads, reads) = (story.Teams.RosterReads, ReadsOf(task, story));
        var activity = Tap(Person.Alex, card, verb, null);
        activity["conversation"]!["tenantId"] = "11111111-86f1-41af-91ab-2d7cd011db47";
        activity["channelData"]!["tenant"]!["id"] = "11111111-86f1-41af-91ab-2d7cd011db47";

        var answer = await story.InvokeAsync(activity);

        Assert.Contains("not set up for your organization", answer.Words, StringComparison.Ordinal);
        Assert.Equal((rosterReads, reads), (story.Teams.RosterReads, ReadsOf(task, story)));
        await AssertNothingLearntAsync(answer, story);
    }

    [Fact]
    public async Task An_activity_without_an_object_id_is_nobodys()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var activity = Tap(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve", null);
        activity["from"]!.AsObject().Remove("aadObjectId");

        await AssertNothingLearntAsync(await story.InvokeAsync(activity), story);
    }

    private const string TooLong = "longer than a card admits";

    private static Task<TapAnswer> MegansTapAsync(ApprovalStory story, ChatMessage card, string verb, string? reason) =>
        story.InvokeAsync(Tap(Person.Megan, card, verb, reason == TooLong ? new string('x', 1_500) : reason));

    private static JsonObject Tap(Person person, ChatMessage card, string verb, string? reason) => Activities.Execute(
        person, card.Id, verb, new JsonObject { ["rendering"] = RenderingOf(card), ["reason"] = reason });

    private static string RenderingOf(ChatMessage card) =>
        (string)CardWords.FindAction(card.Card, "approve")!["data"]!["rendering"]!;

    private static int ReadsOf(LaunchedTask task, ApprovalStory story) =>
        story.Sandbox.Wire.Passed.Count(request => request.Contains(task.Task, StringComparison.Ordinal));

    private static async Task AssertNothingLearntAsync(TapAnswer answer, ApprovalStory story)
    {
        Assert.True(answer.IsSentence);
        Assert.DoesNotContain(Title, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }
}
