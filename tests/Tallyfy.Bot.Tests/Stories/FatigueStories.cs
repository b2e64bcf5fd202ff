using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Somebody who wants a yes can ask again and again. What limits that: an approval has one card that asks, a change of
/// it is no new message, and nothing is repeated by the bot itself. What does not: each new opening is a new question.
/// </summary>
public sealed class FatigueStories
{
    private const string Title = "A fence";

    [Fact]
    public async Task However_often_it_is_edited_there_is_one_message()
    {
        await using var story = ApprovalStory.Begin();
        var (task, before) = await WaitingAsync(story);

        for (var number = 1; number <= 10; number++)
        {
            await story.Sandbox.EditAsync(task.Task, new { title = $"{Title}, version {number}" });
            story.Sweep();
            await story.CardAsync(
                Person.Lynne,
                Title,
                message => message.Words.Contains($"version {number}", StringComparison.Ordinal));
        }

        await story.AnsweredAsync();
        Assert.Equal(before, story.Teams.In(Person.Lynne.Chat).Count());
    }

    [Fact]
    public async Task However_often_it_is_taken_away_and_given_back_it_is_the_same_message()
    {
        await using var story = ApprovalStory.Begin();
        var (task, before) = await WaitingAsync(story);
        await story.InstallAsync(Person.Megan);

        for (var round = 0; round < 5; round++)
        {
            await AssignAsync(story, task, Person.Megan);
            await story.CardAsync(Person.Lynne, Title, message => !message.Asks);
            await AssignAsync(story, task, Person.Lynne);
            await story.CardAsync(Person.Lynne, Title, message => message.Asks);
        }

        await story.AnsweredAsync();
        Assert.Equal(before, story.Teams.In(Person.Lynne.Chat).Count());
    }

    [Fact]
    public async Task Hidden_and_shown_again_without_end_it_is_the_same_message()
    {
        await using var story = ApprovalStory.Begin();
        var (task, before) = await WaitingAsync(story);

        for (var round = 0; round < 5; round++)
        {
            await story.Sandbox.EditAsync(task.Task, new { hidden = true });
            story.Sweep();
            await story.CardAsync(Person.Lynne, Title, message => !message.Asks);
            await story.Sandbox.EditAsync(task.Task, new { hidden = false });
            story.Sweep();
            await story.CardAsync(Person.Lynne, Title, message => message.Asks);
        }

        await story.AnsweredAsync();
        Assert.Equal(before, story.Teams.In(Person.Lynne.Chat).Count());
    }

    [Fact]
    public async Task Reopened_without_end_each_opening_asks_once_and_only_the_last_card_asks()
    {
        await using var story = ApprovalStory.Begin();
        var (task, before) = await WaitingAsync(story);

        for (var round = 1; round <= 4; round++)
        {
            await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);
            story.Sweep();
            await story.UntilAsync(() => !story.Teams.In(Person.Lynne.Chat).Any(message => message.Asks));
            await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
            story.Sweep();
            await story.CardAsync(Person.Lynne, Title, message => message.Asks);
            await story.AnsweredAsync();

            Assert.Single(story.Teams.In(Person.Lynne.Chat), message => message.Asks);
            Assert.Equal(before + round, story.Teams.In(Person.Lynne.Chat).Count());
        }
    }

    [Fact]
    public async Task Nothing_is_asked_again_and_nothing_decided_by_itself_however_long_it_waits()
    {
        // Days in which every second is swept would take minutes.
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>
        {
            ["Intake:SweepEvery"] = "06:00:00",
            ["Intake:FeedEvery"] = "06:00:00",
        });
        await story.InstallAsync(Person.Lynne);
        await story.LaunchUnseenAsync(Title, Person.Lynne);
        await story.CardAsync(Person.Lynne, Title, whenQuiet: () => story.Advance(TimeSpan.FromHours(6)));
        await story.AnsweredAsync();
        var before = story.Teams.In(Person.Lynne.Chat).Count();

        for (var day = 0; day < 7; day++)
        {
            story.Advance(TimeSpan.FromDays(1));
            await story.AnsweredAsync();
        }

        Assert.Equal(before, story.Teams.In(Person.Lynne.Chat).Count());
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    /// <summary>No limit of ours: each is an approval of its own, with whoever launched it on its card.</summary>
    [Fact]
    public async Task Launched_again_it_is_another_approval_and_says_who_asks()
    {
        await using var story = ApprovalStory.Begin();
        var (_, before) = await WaitingAsync(story);

        for (var number = 2; number <= 4; number++)
        {
            await story.Sandbox.LaunchAsync(new
            {
                template = "Purchase request",
                title = $"{Title} {number}",
                assignees = new[] { Person.Lynne.Email },
                launched_by = Person.Patti.Email,
            });
            story.Sweep();
            var card = await story.CardAsync(Person.Lynne, $"{Title} {number}");
            Assert.Contains(Person.Patti.Name, card.Words, StringComparison.Ordinal);
        }

        Assert.Equal(before + 3, story.Teams.In(Person.Lynne.Chat).Count());
    }

    private static async Task<(LaunchedTask Task, int Messages)> WaitingAsync(ApprovalStory story)
    {
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync(Title, Person.Lynne);
        await story.AnsweredAsync();
        return (task, story.Teams.In(Person.Lynne.Chat).Count());
    }

    private static async Task AssignAsync(ApprovalStory story, LaunchedTask task, Person person)
    {
        await story.Sandbox.EditAsync(task.Task, new { assignees = new[] { person.Email } });
        story.Sweep();
    }
}
