using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Where everyone must complete, each person decides once, under their own name, and reads how far it is.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class VoteStories
{
    private const string Completions = "^.*/completed-tasks$";

    [Fact]
    public async Task Each_person_decides_once_and_the_last_one_closes_it()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        var lynnes = await story.CardAsync(Person.Lynne, task.Title);
        Assert.Contains(StoryTexts.English.EveryoneMustDecideProgress(0, 2), lynnes.Words, StringComparison.Ordinal);

        var first = await story.TapAsync(Person.Lynne, lynnes, "approve");

        Assert.Contains(StoryTexts.English.YouApproved, first.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.VotesSoFar(1, 2), first.Words, StringComparison.Ordinal);
        var adeles = await story.CardAsync(
            Person.Adele,
            task.Title,
            message => message.Asks
                && message.Words.Contains(
                    StoryTexts.English.EveryoneMustDecideProgress(1, 2), StringComparison.Ordinal));

        var last = await story.TapAsync(Person.Adele, adeles, "reject", "Too dear");

        Assert.Contains(StoryTexts.English.RejectedTogether, last.Words, StringComparison.Ordinal);
        await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.RejectedTogether, StringComparison.Ordinal));
        var completions = await story.Sandbox.CompletionsAsync();
        Assert.Equal([Person.Lynne.Member, Person.Adele.Member], completions.Select(line => line.Completer!.Value));
        Assert.Equal([Person.Lynne.Member, Person.Adele.Member], completions.Select(line => line.TokenUser!.Value));
    }

    [Fact]
    public async Task A_person_votes_once_however_often_they_tap()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            number => story.TapAsync(Person.Lynne, card, number % 2 == 0 ? "approve" : "reject", "Twice")));

        Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.All(answers, answer => Assert.Null(Infrastructure.Cards.CardWords.FindAction(answer.Card, "approve")));
    }

    [Fact]
    public async Task Many_vote_in_the_same_moment_and_none_is_lost()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        var lynnes = await story.CardAsync(Person.Lynne, task.Title);
        var adeles = await story.CardAsync(Person.Adele, task.Title);

        await Task.WhenAll(
            story.TapAsync(Person.Lynne, lynnes, "approve"), story.TapAsync(Person.Adele, adeles, "approve"));

        Assert.Equal(2, (await story.Sandbox.CompletionsAsync()).Count(line => line.Completer is not null));
        await story.CardAsync(
            Person.Adele,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.ApprovedTogether, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_has_decided_finds_it_under_pending_no_more()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");

        var lynnes = await story.SayAsync(Person.Lynne, "pending");
        var adeles = await story.SayAsync(Person.Adele, "pending");

        Assert.DoesNotContain(task.Title, lynnes.Words, StringComparison.Ordinal);
        Assert.Contains(task.Title, adeles.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_decides_it_in_Tallyfy_only()
    {
        await using var story = await InstalledAsync();
        story.Sandbox.ChangePeople(people =>
        {
            var lynne = people.Find((int)Person.Lynne.Member)!;
            people.Add(lynne with { Role = MemberRole.Admin });
        });
        story.Advance(TimeSpan.FromMinutes(2)); // longer than names and roles are remembered
        var task = await LaunchAsync(story);

        var card = await story.CardAsync(Person.Lynne, task.Title);

        Assert.False(card.Asks);
        Assert.Contains(StoryTexts.English.DecideInTallyfy, card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_by_Tallyfy_it_asks_again_with_the_words_kept()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new
        {
            method = "POST",
            path = Completions,
            times = 1,
            status = 403,
            body = new { error = true, message = "Only assigned members can complete this." },
        });

        var refused = await story.TapAsync(Person.Lynne, card, "reject", "Too dear");
        var shown = await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains("Only assigned members", StringComparison.Ordinal));
        var again = await story.TapAsync(Person.Lynne, shown, "reject", "Too dear");

        Assert.Contains("Only assigned members", refused.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.YouRejected, again.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task Without_an_answer_it_is_not_sent_again_and_ends_unconfirmed(string when)
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = Completions, status = 502, times = 1, when });

        var answer = await story.TapAsync(Person.Lynne, card, "approve");
        Assert.Contains("being sent to Tallyfy", answer.Words, StringComparison.Ordinal);

        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.VoteUnconfirmed, StringComparison.Ordinal));
        Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.Contains("is unconfirmed", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_task_of_the_process_that_they_did_is_not_taken_for_their_vote()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, status = 502, times = 1, when = "before" });

        await story.TapAsync(Person.Lynne, card, "approve");
        await story.Sandbox.CompleteAsync(
            story.Sandbox.FindTask(task.Run!, "Describe what is needed"), Person.Lynne.Email, isApproved: null);
        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.VoteUnconfirmed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_ones_lost_answer_is_found_by_what_the_task_says()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        await story.TapAsync(Person.Adele, await story.CardAsync(Person.Adele, task.Title), "approve");
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, status = 502, times = 1, when = "after" });

        await story.TapAsync(Person.Lynne, card, "approve");
        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.ApprovedTogether, StringComparison.Ordinal));
        Assert.DoesNotContain("is unconfirmed", story.Log, StringComparison.Ordinal);
    }

    private static async Task<ApprovalStory> InstalledAsync()
    {
        var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        return story;
    }

    private static async Task<LaunchedTask> LaunchAsync(ApprovalStory story)
    {
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "A common matter",
            assignees = new[] { Person.Lynne.Email, Person.Adele.Email },
            everyone_must_complete = true,
        });
        story.Sweep();
        await story.CardAsync(Person.Adele, task.Title);
        return task;
    }
}
