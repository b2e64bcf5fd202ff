using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Members;
using static Tallyfy.Bot.Tests.Infrastructure.EveryoneScenario;

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
        Assert.Equal("Too dear", (string?)CardWords.FindInput(refused.Card, "reason")!["value"]);
        var again = await story.TypeAsync(Person.Lynne, refused.On(card), "reject");

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

        await AssertUnconfirmedAsync(story, task);
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

        await AssertUnconfirmedAsync(story, task);
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

    [Theory]
    [InlineData("title")]
    [InlineData("assignees")]
    public async Task A_vote_about_what_was_changed_while_it_was_prepared_is_not_sent(string what)
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var held = story.Sandbox.Wire.HoldNext(HttpMethod.Post, $"{Person.Lynne.Email}/token");
        var tap = story.TapAsync(Person.Lynne, card, "reject", "Too dear");
        await held.ArrivedAsync();

        if (what == "title")
            await story.Sandbox.RetitleAsync(task, "Another matter");
        else
            await story.Sandbox.EditAsync(
                task.Task, new { assignees = new[] { Person.Adele.Email, Person.Megan.Email } });

        await story.TellOfLaunchAsync(task);
        await story.CardAsync(
            Person.Adele,
            what == "title" ? "Another matter" : task.Title,
            message => what == "title" || message.Edits > 0);
        held.Release();
        var answer = await tap;

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.DoesNotContain(StoryTexts.English.YouRejected, answer.Words, StringComparison.Ordinal);
        Assert.Equal(
            what == "title", answer.Words.Contains(StoryTexts.English.ChangedMeans, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vote_in_an_opening_before_is_not_taken_for_this_one()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        await story.TapAsync(Person.Adele, await story.CardAsync(Person.Adele, task.Title), "approve");
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        story.Advance(TimeSpan.FromSeconds(5));
        await story.Sandbox.ReopenAsync(task.Task, Person.Adele.Email);
        await story.TellOfLaunchAsync(task);
        var again = await story.CardAsync(Person.Lynne, task.Title, message => message.Asks);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, status = 502, times = 1, when = "before" });

        await story.TapAsync(Person.Lynne, again, "reject", "Too dear");
        story.PassQuietPeriod();

        await AssertUnconfirmedAsync(story, task);
    }

    [Fact]
    public async Task That_an_administrator_completed_it_for_all_is_no_evidence_of_a_vote()
    {
        await using var story = await InstalledAsync();
        var task = await LaunchAsync(story);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, status = 502, times = 1, when = "before" });

        await story.TapAsync(Person.Lynne, card, "reject", "Too dear");
        await story.Sandbox.CompleteAsync(task.Task, WellKnown.AdministratorEmail, isApproved: true);
        Assert.False(story.Sandbox.IsOpen(task.Task));
        story.PassQuietPeriod();

        await story.UntilAsync("it ended", async () => (await story.TrailOfAsync(task)).Count == 2);
        Assert.Equal(["Claimed", "Unconfirmed"], (await story.TrailOfAsync(task)).Select(entry => entry.Kind));
    }

    private static Task AssertUnconfirmedAsync(ApprovalStory story, LaunchedTask task) => story.CardAsync(
        Person.Lynne,
        task.Title,
        message => message.Words.Contains(StoryTexts.English.VoteUnconfirmed, StringComparison.Ordinal));
}
