using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class LostAnswerStories
{
    private const string Completions = "^.*/completed-tasks$";

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task When_the_task_cannot_be_read_nothing_is_recorded_and_the_reason_stays(CredentialMode mode)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex, mode);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 500 });

        var answer = await story.TapAsync(Person.Alex, card, "reject", "Too expensive");

        AssertNothingRecorded(answer);
        await story.Sandbox.ClearFaultsAsync();
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        var again = await story.TapAsync(Person.Alex, answer.On(card), "reject", "Too expensive");

        Assert.Contains("✗ You rejected", again.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task When_the_read_hangs_the_tap_is_answered_after_four_seconds_and_nothing_is_recorded()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var read = story.Sandbox.Wire.HoldNext(HttpMethod.Get, task.Task);
        var tap = story.TapAsync(Person.Alex, card, "reject", "Too expensive");
        await read.ArrivedAsync();

        story.Advance(TimeSpan.FromSeconds(3.9));
        Assert.False(tap.IsCompleted);
        story.Advance(TimeSpan.FromSeconds(0.2));

        AssertNothingRecorded(await tap);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        var again = await story.TapAsync(Person.Alex, card, "approve");
        Assert.Contains("✓ You approved", again.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submitted_into_the_silence_the_message_keeps_the_typed_reason()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 500 });

        await story.SubmitAsync(Person.Alex, card, "reject", "Too expensive");

        var shown = story.Teams.Message(card.Id);
        Assert.Contains(StoryTexts.English.TallyfyUnavailable, shown.Words, StringComparison.Ordinal);
        Assert.Equal("Too expensive", (string?)CardWords.FindInput(shown.Card, "reason")!["value"]);
    }

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task An_answer_lost_after_the_effect_is_settled_without_sending_again(CredentialMode mode)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex, mode);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, times = 1, drop = true, when = "after" });

        var answer = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains("being sent to Tallyfy", answer.Words, StringComparison.Ordinal);
        story.Advance(TimeSpan.FromSeconds(10));
        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("being sent to Tallyfy", StringComparison.Ordinal));

        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("✓ You approved", StringComparison.Ordinal));
        Assert.Equal(1002, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task A_request_lost_before_its_effect_is_sent_again_after_the_quiet_period(CredentialMode mode)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex, mode);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = Completions, times = 1, drop = true });
        var answer = await story.TapAsync(Person.Alex, card, "approve");
        Assert.Contains("being sent to Tallyfy", answer.Words, StringComparison.Ordinal);

        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("✓ You approved", StringComparison.Ordinal));
        var completions = await story.Sandbox.CompletionsAsync();
        Assert.Equal(2, completions.Count);
        Assert.Equal(1002, Assert.Single(completions, line => line.Completer is not null).Completer);
    }

    [Fact]
    public async Task While_it_is_being_sent_a_second_tap_sends_nothing()
    {
        var (story, task, card) = await LostAsync();
        await using var _ = story;

        var same = await story.TapAsync(Person.Alex, card, "approve");
        var other = await story.TapAsync(Person.Alex, card, "reject", "No");

        Assert.Contains("being sent to Tallyfy", same.Words, StringComparison.Ordinal);
        Assert.Contains("being sent to Tallyfy", other.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task A_completion_that_hangs_is_answered_after_four_seconds_and_ends_by_itself()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var sending = story.Sandbox.Wire.HoldNext(HttpMethod.Post, "completed-tasks");
        var tap = story.TapAsync(Person.Alex, card, "approve");
        await sending.ArrivedAsync();

        story.Advance(TimeSpan.FromSeconds(4.1));
        Assert.Contains("being sent to Tallyfy", (await tap).Words, StringComparison.Ordinal);
        sending.Release();
        var settled = await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("✓ You approved", StringComparison.Ordinal));
        Assert.Single(await story.Sandbox.CompletionsAsync());

        // A client may put the answer over an update that was sent after it.
        await story.AnsweredAsync();
        await story.LoggedAsync("is drawn once more");
        story.Advance(TimeSpan.FromSeconds(3));
        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Edits > settled.Edits
                && message.Words.Contains("✓ You approved", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bot_that_dies_right_after_the_claim_is_finished_by_the_next(bool hadEffect)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        var sending = hadEffect
            ? story.Sandbox.Wire.HoldNextAnswer(HttpMethod.Post, "completed-tasks")
            : story.Sandbox.Wire.HoldNext(HttpMethod.Post, "completed-tasks");
        var tap = story.TapAsync(Person.Alex, card, "approve");
        await sending.ArrivedAsync();
        story.Advance(TimeSpan.FromSeconds(4.1));
        await tap;

        await story.RestartAsync();
        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("✓ You approved", StringComparison.Ordinal));
        Assert.Equal(
            1002, Assert.Single(await story.Sandbox.CompletionsAsync(), line => line.Completer is not null).Completer);
    }

    [Theory]
    [InlineData(422)]
    [InlineData(403)]
    public async Task Refused_the_card_carries_Tallyfys_words_and_a_later_approval_works(int status)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.SetFaultAsync(new
        {
            method = "POST",
            path = Completions,
            times = 1,
            status,
            body = new { message = "The budget is closed." },
        });

        var answer = await story.TapAsync(Person.Alex, card, "reject", "Too expensive");

        Assert.Contains("The budget is closed", answer.Words, StringComparison.Ordinal);
        Assert.Equal("Too expensive", (string?)CardWords.FindInput(answer.Card, "reason")!["value"]);
        var shown = (await story.TypeAsync(Person.Alex, answer.On(card), "back")).On(card);

        var again = await story.TapAsync(Person.Alex, shown, "approve");

        Assert.Contains("✓ You approved", again.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync(), line => line.Completer is not null);
    }

    [Fact]
    public async Task Asked_too_often_the_decision_is_kept_and_sent_later()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.SetFaultAsync(
            new { method = "POST", path = Completions, times = 1, status = 429, retry_after = 20 });

        Assert.Contains(
            "being sent to Tallyfy",
            (await story.TapAsync(Person.Alex, card, "approve")).Words,
            StringComparison.Ordinal);
        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("✓ You approved", StringComparison.Ordinal));
        Assert.Single(await story.Sandbox.CompletionsAsync(), line => line.Completer is not null);
    }

    [Fact]
    public async Task What_changed_while_the_answer_was_lost_is_not_sent_again_and_the_card_says_so()
    {
        var (story, task, _) = await LostAsync();
        await using var end = story;
        await story.Sandbox.EditAsync(task.Task, new { description = "<p>Ten of them</p>" });

        story.PassQuietPeriod();

        var shown = await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("did not confirm your decision in time", StringComparison.Ordinal));
        Assert.True(shown.Asks);
        Assert.DoesNotContain(await story.Sandbox.CompletionsAsync(), line => line.Completer is not null);
    }

    [Fact]
    public async Task Who_is_disabled_while_the_answer_was_lost_signs_nothing_any_more()
    {
        var (story, task, _) = await LostAsync();
        await using var end = story;
        story.Sandbox.ChangePeople(
            people => people.Add(people.Find((int)Person.Alex.Member)! with { Status = "disabled" }));

        story.PassQuietPeriod();

        await story.UntilAsync(
            "it has ended", async () => await story.CountAsync("decisions where state = 'Claimed'") == 0);
        var shown = await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.NotYoursMeans, StringComparison.Ordinal)
                || message.Words.Contains(StoryTexts.English.UnlinkedCardMeans, StringComparison.Ordinal)); // by then
        Assert.False(shown.Asks);
        Assert.Null(Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Fact]
    public async Task Who_is_disabled_while_it_is_about_to_be_sent_again_signs_nothing_any_more()
    {
        var (story, task, _) = await LostAsync();
        await using var end = story;
        var path = $"/tasks/{task.Task}";
        var evidence = story.Sandbox.Wire.HoldNext(HttpMethod.Get, path);
        story.PassQuietPeriod();
        await evidence.ArrivedAsync();
        var wanted = story.Sandbox.Wire.HoldNext(HttpMethod.Get, path); // the link was there when it was asked for
        evidence.Release();
        await wanted.ArrivedAsync();

        story.Sandbox.ChangePeople(
            people => people.Add(people.Find((int)Person.Alex.Member)! with { Status = "disabled" }));
        wanted.Release();

        await story.UntilAsync(
            "it has ended", async () => await story.CountAsync("decisions where state = 'Claimed'") == 0);
        Assert.Null(Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Fact]
    public async Task Decided_by_somebody_else_while_the_answer_was_lost_the_card_says_by_whom()
    {
        var (story, task, _) = await LostAsync();
        await using var end = story;
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);

        story.PassQuietPeriod();

        await story.CardAsync(
            Person.Alex,
            task.Title,
            message => message.Words.Contains("Rejected in Tallyfy by Megan Bowen", StringComparison.Ordinal));
    }

    /// <summary>Alex approved, and what was sent to Tallyfy never arrived.</summary>
    private static async Task<(ApprovalStory Story, LaunchedTask Task, ChatMessage Card)> LostAsync()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.SetFaultAsync(new { method = "POST", path = Completions, times = 1, drop = true });
        await story.TapAsync(Person.Alex, card, "approve");
        return (story, task, card);
    }

    private static void AssertNothingRecorded(TapAnswer answer)
    {
        Assert.Contains(StoryTexts.English.TallyfyUnavailable, answer.Words, StringComparison.Ordinal);
        Assert.Equal("Too expensive", (string?)CardWords.FindInput(answer.Card, "reason")!["value"]);
    }
}
