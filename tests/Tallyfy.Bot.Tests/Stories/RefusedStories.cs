using System.Net;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Teams refuses: one message, or whatever goes to one person. What is refused rests and is probed, and comes by
/// itself.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class RefusedStories
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData("BotDisabledByAdmin")]
    [InlineData("ConversationBlockedByUser")]
    [InlineData("MessageWritesBlocked")]
    [InlineData("209")]
    [InlineData("BotNotInConversationRoster")]
    [InlineData("ForbiddenOperationException")]
    [InlineData("InvalidBotApiHost")]
    [InlineData("SomethingNobodyKnows")]
    public async Task Soon_after_a_refusal_ends_all_that_waits_comes_without_the_person_writing(string code)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var wire = new Refusal(story, Person.Lynne, HttpStatusCode.Forbidden, code);
        var first = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await wire.HeardAsync(1);
        var meanwhile = await story.LaunchAsync("A gate", [Person.Lynne], seenBy: []);
        await story.AnsweredAsync();

        wire.Ends();
        var afterwards = await story.LaunchAsync("A door", [Person.Lynne], seenBy: []);
        story.Advance(Soon);

        foreach (var task in (LaunchedTask[])[first, meanwhile, afterwards])
            Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Fact]
    public async Task Whoever_is_refused_for_long_is_probed_after_minutes_then_after_hours_and_never_given_up()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var wire = new Refusal(story, Person.Lynne, HttpStatusCode.Forbidden, "ConversationBlockedByUser");
        var tasks = new List<LaunchedTask>();

        foreach (var title in (string[])["A fence", "A gate", "A door"])
            tasks.Add(await story.LaunchAsync(title, [Person.Lynne], seenBy: []));

        await wire.HeardAsync(1);
        await story.PassAsync(TimeSpan.FromHours(1), steps: 12);
        var inTheFirstHour = wire.Heard;
        await story.PassAsync(TimeSpan.FromDays(2), steps: 12);

        Assert.InRange(inTheFirstHour, 4, 9);
        Assert.InRange(wire.Heard - inTheFirstHour, 5, 14);

        wire.Ends();
        await story.PassAsync(TimeSpan.FromHours(5), steps: 1);

        foreach (var task in tasks)
            Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Fact]
    public async Task An_activity_of_the_person_wakes_all_that_waits_at_once()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var wire = new Refusal(story, Person.Lynne, HttpStatusCode.Forbidden, "ConversationBlockedByUser");
        var first = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await wire.HeardAsync(1);
        var second = await story.LaunchAsync("A gate", [Person.Lynne], seenBy: []);
        await story.AnsweredAsync();
        wire.Ends();

        await story.SayAsync(Person.Lynne, "whoami");

        await story.CardAsync(Person.Lynne, first.Title);
        await story.CardAsync(Person.Lynne, second.Title);
    }

    [Theory]
    [InlineData("Forbidden")]
    [InlineData("ForbiddenOperationException")]
    [InlineData("SomethingNobodyKnows")]
    public async Task Three_refusals_of_one_edit_stop_nothing_else_of_that_person(string code)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var wire = new Refusal(story, Person.Lynne, HttpStatusCode.Forbidden, code)
        {
            Only = request => request.Method == HttpMethod.Put,
            Most = 3,
        };
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
        story.Sweep();
        await wire.HeardAsync(1);

        var other = await story.LaunchAsync("A gate", Person.Lynne);
        Assert.True((await story.CardAsync(Person.Lynne, other.Title)).Asks);

        await story.PassAsync(TimeSpan.FromMinutes(10), steps: 10);
        await story.CardAsync(Person.Lynne, task.Title, message => message.Id == card.Id && !message.Asks);
    }

    [Fact]
    public async Task A_message_that_nobody_takes_holds_up_no_other_of_its_person()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var wire = new Refusal(story, Person.Lynne, HttpStatusCode.Forbidden, "BlockedByPolicy")
        {
            Only = request => Refusal.Body(request).Contains("A fence", StringComparison.Ordinal),
        };
        await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await wire.HeardAsync(1);

        await story.LaunchAsync("A gate", [Person.Lynne], seenBy: []);
        await story.PassAsync(TimeSpan.FromMinutes(3), steps: 6);

        Assert.True((await story.CardAsync(Person.Lynne, "A gate")).Asks);
    }

    [Fact]
    public async Task What_rests_is_counted_and_outlives_a_restart()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var wire = new Refusal(story, Person.Lynne, HttpStatusCode.Forbidden, "BotDisabledByAdmin");
        await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await wire.HeardAsync(1);
        await story.LaunchAsync("A gate", [Person.Lynne], seenBy: []);
        await story.AnsweredAsync();

        Assert.Contains(
            "2 for people who cannot be reached", (await story.CommandAsync("deliveries", "list")).Text,
            StringComparison.Ordinal);

        wire.Ends();
        await story.RestartAsync();
        story.Advance(Soon);
        await story.CardAsync(Person.Lynne, "A fence");
        await story.CardAsync(Person.Lynne, "A gate");
    }
}
