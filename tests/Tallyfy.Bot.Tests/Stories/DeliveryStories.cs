using System.Net;
using System.Net.Http.Headers;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// The chat platform refuses, forgets, is slow or lies: what still reaches people, and what is left alone.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class DeliveryStories
{
    [Theory]
    [InlineData("BotDisabledByAdmin")]
    [InlineData("ConversationBlockedByUser")]
    [InlineData("MessageWritesBlocked")]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("SomethingNobodyKnows")]
    public async Task Whoever_cannot_be_reached_is_hardly_asked_and_reached_once_the_app_is_installed_again(string code)
    {
        await using var story = await BeginAsync();
        var refusals = Refuse(story, HttpStatusCode.Forbidden, code);
        var task = await story.LaunchAsync("A fence", [Person.Lynne, Person.Megan], seenBy: [Person.Megan]);
        await PassAsync(story, TimeSpan.FromHours(2));

        Assert.InRange(refusals(), 1, 8);

        story.Teams.Interfere = _ => null;
        await story.InstallAsync(Person.Lynne);
        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Fact]
    public async Task A_message_that_is_gone_is_posted_again_while_it_waits()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        story.Teams.Forget(card.Id);
        await story.InstallAsync(Person.Megan);
        await story.Sandbox.EditAsync(task.Task, new { title = "A new coffee machine, but green" });

        story.Sweep();
        await PassAsync(story, TimeSpan.FromSeconds(4));

        var again = await story.CardAsync(Person.Lynne, "but green");
        Assert.NotEqual(card.Id, again.Id);
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, again, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_is_gone_is_not_posted_again_once_it_is_decided()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        story.Teams.Forget(card.Id);
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);

        story.Sweep();
        await PassAsync(story, TimeSpan.FromMinutes(10));

        Assert.DoesNotContain(
            story.Teams.In(Person.Lynne.Chat), message => message.Words.Contains(task.Title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chat_that_is_gone_is_opened_again_and_the_card_appears_there()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        Refuse(story, HttpStatusCode.NotFound, "ConversationNotFound");
        story.Teams.Open = _ => "a:another-chat";

        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);

        var card = await story.Teams.WaitForAsync(message => message.Chat == "a:another-chat");
        Assert.Contains(task.Title, card.Words, StringComparison.Ordinal);
        Assert.True(card.Asks);
    }

    [Fact]
    public async Task A_chat_that_cannot_be_opened_again_is_left_alone_and_works_after_the_next_installation()
    {
        await using var story = await BeginAsync();
        var refusals = Refuse(story, HttpStatusCode.NotFound, "ConversationNotFound");
        story.Teams.Open = _ => null;
        var task = await story.LaunchAsync("A fence", [Person.Lynne, Person.Megan], seenBy: [Person.Megan]);
        await PassAsync(story, TimeSpan.FromHours(2));

        Assert.Equal(1, refusals());

        story.Teams.Interfere = _ => null;
        await story.InstallAsync(Person.Lynne);
        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Fact]
    public async Task Throttled_it_waits_as_long_as_the_platform_says()
    {
        await using var story = await BeginAsync();
        var refusals = Refuse(story, HttpStatusCode.TooManyRequests, "TooMany", TimeSpan.FromSeconds(90));
        var task = await story.LaunchAsync("A fence", [Person.Lynne, Person.Megan], seenBy: [Person.Megan]);
        await PassAsync(story, TimeSpan.FromSeconds(80));

        Assert.Equal(1, refusals());

        story.Teams.Interfere = _ => null;
        await PassAsync(story, TimeSpan.FromMinutes(1));
        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "BadArgument", 1)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig", 4)]
    public async Task What_the_platform_calls_wrong_is_not_sent_again(HttpStatusCode status, string code, int tries)
    {
        await using var story = await BeginAsync();
        var refusals = Refuse(story, status, code);
        var task = await story.LaunchAsync("A fence", [Person.Lynne, Person.Megan], seenBy: [Person.Megan]);
        await story.UntilAsync(() => refusals() >= tries); // all at once, before a leap of the clock could end a lease
        await PassAsync(story, TimeSpan.FromHours(2));

        Assert.Equal(tries, refusals());
        Assert.Contains(code, story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_too_large_for_the_platform_is_drawn_shorter()
    {
        await using var story = await BeginAsync();
        var task = await story.LaunchAsync("A fence", Person.Lynne);
        story.Teams.Interfere = request => IsForLynne(request) && Body(request).Length > 13_000
            ? ScriptedConnector.Json(HttpStatusCode.RequestEntityTooLarge, ScriptedConnector.Fault("MessageSizeTooBig"))
            : null;

        await story.Sandbox.EditAsync(
            task.Task,
            new { description = string.Concat(Enumerable.Repeat("<p>One board, and another. </p>", 700)) });
        story.Sweep();

        var card = await story.CardAsync(Person.Lynne, task.Title, message => message.Edits > 0);
        Assert.NotNull(CardWords.FindAction(card.Card, "read"));
    }

    private static string Body(HttpRequestMessage request) =>
        request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task A_post_without_an_answer_is_repeated_after_a_while_only(HttpStatusCode status)
    {
        await using var story = await BeginAsync();
        var refusals = Refuse(story, status, "Sorry");
        var task = await story.LaunchAsync("A fence", [Person.Lynne, Person.Megan], seenBy: [Person.Megan]);
        await PassAsync(story, TimeSpan.FromSeconds(20));

        Assert.Equal(1, refusals());

        story.Teams.Interfere = _ => null;
        await PassAsync(story, TimeSpan.FromMinutes(1));
        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Fact]
    public async Task A_copy_that_was_posted_without_an_answer_decides_like_the_other_and_ends_true()
    {
        await using var story = await BeginAsync();
        story.Teams.Garble = request => IsForLynne(request) && request.Method == HttpMethod.Post
            ? ScriptedConnector.Json(HttpStatusCode.BadGateway, ScriptedConnector.Fault("Sorry"))
            : null;
        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        var lost = await story.CardAsync(Person.Lynne, task.Title);
        await PassAsync(story, TimeSpan.FromSeconds(20));
        story.Teams.Garble = _ => null;
        await PassAsync(story, TimeSpan.FromMinutes(1));
        var known = await story.CardAsync(Person.Lynne, task.Title, message => message.Id != lost.Id);

        var answer = await story.TapAsync(Person.Lynne, lost, "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        await story.CardAsync(Person.Lynne, task.Title, message => message.Id == known.Id && !message.Asks);
        await story.CardAsync(Person.Lynne, task.Title, message => message.Id == lost.Id && !message.Asks);
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, known, "approve")).Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.PreconditionFailed)]
    public async Task An_update_that_fails_is_tried_again_until_the_card_is_true(HttpStatusCode status)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var refusals = Refuse(story, status, "Sorry");
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
        story.Sweep();
        await PassAsync(story, TimeSpan.FromSeconds(10));

        Assert.True(refusals() > 1);
        Assert.True(story.Teams.Message(card.Id).Asks);

        story.Teams.Interfere = _ => null;
        await PassAsync(story, TimeSpan.FromMinutes(1));
        await story.CardAsync(Person.Lynne, task.Title, message => message.Id == card.Id && !message.Asks);
    }

    [Fact]
    public async Task While_the_registration_is_refused_it_stops_for_a_minute_and_then_all_goes_on()
    {
        await using var story = await BeginAsync();
        var refusals = Refuse(story, HttpStatusCode.Unauthorized, "BotNotRegistered");
        var first = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await story.Teams.CallAsync(() => refusals() == 1);
        await story.AnsweredAsync();
        var second = await story.LaunchAsync("A gate", [Person.Megan], seenBy: []);
        story.Advance(TimeSpan.FromSeconds(30));
        await story.AnsweredAsync();

        Assert.Equal(1, refusals());
        Assert.DoesNotContain(
            story.Teams.In(Person.Megan.Chat), message => message.Words.Contains("A gate", StringComparison.Ordinal));

        story.Teams.Interfere = _ => null;
        story.Advance(TimeSpan.FromMinutes(1));
        await story.CardAsync(Person.Lynne, first.Title);
        await story.CardAsync(Person.Megan, second.Title);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task A_chat_that_cannot_be_opened_just_now_is_opened_later(HttpStatusCode status)
    {
        await using var story = await BeginAsync();
        story.Teams.Interfere = request =>
            IsForLynne(request) ? ScriptedConnector.Json(
                HttpStatusCode.NotFound, ScriptedConnector.Fault("ConversationNotFound"))
            : IsOpening(request) ? ScriptedConnector.Json(status, ScriptedConnector.Fault("Sorry"))
            : null;
        story.Teams.Open = _ => "a:another-chat";
        var task = await story.LaunchAsync("A fence", [Person.Lynne, Person.Megan], seenBy: [Person.Megan]);
        await PassAsync(story, TimeSpan.FromSeconds(4));

        story.Teams.Interfere = request => IsForLynne(request)
            ? ScriptedConnector.Json(HttpStatusCode.NotFound, ScriptedConnector.Fault("ConversationNotFound"))
            : null;
        await PassAsync(story, TimeSpan.FromMinutes(2));

        var card = await story.Teams.WaitForAsync(message => message.Chat == "a:another-chat");
        Assert.Contains(task.Title, card.Words, StringComparison.Ordinal);
    }

    private static bool IsOpening(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post
            && request.RequestUri!.AbsolutePath.EndsWith("/v3/conversations", StringComparison.Ordinal);

    private static async Task<ApprovalStory> BeginAsync()
    {
        var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        return story;
    }

    /// <summary>Everything sent into Lynne's chat is refused; answers how often.</summary>
    private static Func<int> Refuse(
        ApprovalStory story, HttpStatusCode status, string code, TimeSpan? retryAfter = null)
    {
        var count = 0;
        story.Teams.Interfere = request =>
        {
            if (!IsForLynne(request))
                return null;

            Interlocked.Increment(ref count);
            var answer = ScriptedConnector.Json(status, ScriptedConnector.Fault(code));
            answer.Headers.RetryAfter = retryAfter is { } delay ? new RetryConditionHeaderValue(delay) : null;
            return answer;
        };
        return () => Volatile.Read(ref count);
    }

    private static bool IsForLynne(HttpRequestMessage request) => Uri.UnescapeDataString(
        request.RequestUri!.AbsolutePath)
        .Contains($"/{Person.Lynne.Chat}/activities", StringComparison.Ordinal);

    /// <summary>
    /// Lets time pass in steps, and each step be worked off: what is due goes out before the card asked for last.
    /// </summary>
    private static async Task PassAsync(ApprovalStory story, TimeSpan time)
    {
        for (var step = 1; step <= 4; step++)
        {
            await story.AnsweredAsync();
            story.Advance(time / 4);
            await story.LaunchAsync($"Meanwhile {Guid.NewGuid()}", Person.Megan);
        }
    }
}
