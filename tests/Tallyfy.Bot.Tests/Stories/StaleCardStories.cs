using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Stories;

public sealed class StaleCardStories
{
    private static readonly string[] Board = ["Board"];

    public static TheoryData<string> Edits => ["title", "description", "answers"];

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task What_changed_since_it_was_shown_is_asked_again_and_then_decided(string what)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.EditAsync(task.Task, Change(what));

        var asked = await story.TapAsync(Person.Alex, card, "reject", "Too expensive");

        Assert.Contains(StoryTexts.English.ChangedSomehow, asked.Words, StringComparison.Ordinal);
        Assert.Contains("Ninety-nine", asked.Words, StringComparison.Ordinal);
        Assert.Equal("Too expensive", (string?)CardWords.FindInput(asked.Card, "reason")!["value"]);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        var back = await story.TypeAsync(Person.Alex, asked.On(card), "back");
        var answer = await story.TapAsync(Person.Alex, back.On(card), "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Opened_again_it_says_too_that_it_changed_and_keeps_the_typed_reason()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.EditAsync(task.Task, Change("title"));

        await story.TapAsync(Person.Alex, card, "reject", "Too expensive");

        // Whoever opens the chat again, on another device too, finds it as it was left.
        var data = CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone();
        var shown = await story.InvokeAsync(Activities.Execute(Person.Alex, card.Id, "refresh", data));
        Assert.Contains(StoryTexts.English.ChangedSomehow, shown.Words, StringComparison.Ordinal);
        Assert.Equal("Too expensive", (string?)CardWords.FindInput(shown.Card, "reason")!["value"]);
    }

    [Fact]
    public async Task What_changed_is_shown_with_the_value_before_by_answer_and_by_message()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.Sandbox.EditAsync(task.Task, new { answers = Amount("Forty") });
        story.Sweep();
        var card = await story.CardAsync(Person.Alex, task.Title, message => Says(message, "Forty"));
        await story.Sandbox.EditAsync(task.Task, new { answers = Amount("Ninety-nine") });

        var asked = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains(FieldsChanged, asked.Words, StringComparison.Ordinal);
        Assert.Contains("Forty → Ninety-nine", asked.Words, StringComparison.Ordinal);
        await story.CardAsync(Person.Alex, task.Title, message => Says(message, "Forty → Ninety-nine"));
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Of_several_changes_each_is_shown_against_what_the_tapped_card_showed()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.Sandbox.EditAsync(task.Task, new { answers = Amount("Forty") });
        story.Sweep();
        var card = await story.CardAsync(Person.Alex, task.Title, message => Says(message, "Forty"));
        await story.Sandbox.EditAsync(task.Task, new { answers = Amount("Fifty") });
        story.Sweep();
        await story.CardAsync(Person.Alex, task.Title, message => Says(message, "Fifty"));
        await story.Sandbox.EditAsync(task.Task, new { title = "Two machines", answers = Amount("Sixty") });

        var asked = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains($"{task.Title} → Two machines", asked.Words, StringComparison.Ordinal);
        Assert.Contains("Forty → Sixty", asked.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Fifty", asked.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_back_to_what_the_card_showed_nothing_is_asked_again()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.EditAsync(task.Task, new { title = "Two machines" });
        story.Sweep();
        await story.CardAsync(Person.Alex, "Two machines");
        await story.Sandbox.EditAsync(task.Task, new { title = task.Title });

        var answer = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task A_change_that_the_sweep_finds_is_shown_on_the_card()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.EditAsync(task.Task, Change("answers"));

        story.Sweep();

        var shown = await story.Teams.WaitForAsync(message =>
            message.Id == card.Id && message.Words.Contains("Ninety-nine", StringComparison.Ordinal));
        Assert.True(shown.Asks);
    }

    [Fact]
    public async Task Reassigned_the_sweep_seals_one_card_and_posts_another()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        await story.Sandbox.EditAsync(task.Task, new { assignees = new[] { Person.Megan.Email } });

        story.Sweep();

        var sealedCard = await story.CardAsync(Person.Alex, task.Title, message => !message.Asks);
        Assert.Contains(StoryTexts.English.NotYours, sealedCard.Words, StringComparison.Ordinal);
        Assert.True((await story.CardAsync(Person.Megan, task.Title)).Asks);
    }

    [Fact]
    public async Task Reassigned_a_moment_before_the_tap_decides_nothing()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.EditAsync(task.Task, new { assignees = new[] { Person.Megan.Email } });

        var answer = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains(StoryTexts.English.NotYours, answer.Words, StringComparison.Ordinal);
        Assert.Contains("recorded nothing: NotYours", story.Log, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await story.CardAsync(Person.Alex, task.Title, message => !message.Asks);
        var megans = await story.CardAsync(Person.Megan, task.Title);
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Megan, megans, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_left_the_group_may_not_decide_and_whoever_is_in_it_may()
    {
        List<int> members = [(int)Person.Adele.Member];
        await using var story = ApprovalStory.Begin();
        story.Sandbox.ChangePeople(people => people.Add(
            new Group
            {
                Id = SandboxState.NewId(),
                Name = "Board",
                Members = members,
                CreatedAt = story.Clock.GetUtcNow(),
            }));
        await story.InstallAsync(Person.Adele);
        await story.InstallAsync(Person.Megan);
        var task = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "A stand", groups = Board });
        story.Sweep();
        var card = await story.CardAsync(Person.Adele, task.Title);
        story.Sandbox.ChangePeople(_ => members[0] = (int)Person.Megan.Member);

        var refused = await story.TapAsync(Person.Adele, card, "approve");

        Assert.Contains(StoryTexts.English.NotYours, refused.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        var answer = await story.TapAsync(Person.Megan, await story.CardAsync(Person.Megan, task.Title), "approve");
        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hidden_it_is_on_hold_and_asks_again_when_it_is_back()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.EditAsync(task.Task, new { hidden = true });

        var answer = await story.TapAsync(Person.Alex, card, "approve");

        Assert.Contains(StoryTexts.English.HiddenByRule, answer.Words, StringComparison.Ordinal);
        await story.CardAsync(Person.Alex, task.Title, message => !message.Asks);
        await story.Sandbox.EditAsync(task.Task, new { hidden = false });
        story.Sweep();
        var back = await story.CardAsync(Person.Alex, task.Title, message => message.Asks);
        Assert.Equal(card.Id, back.Id);
        await story.TapAsync(Person.Alex, back, "approve");
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Archived_it_is_gone_by_sweep_or_at_the_tap(bool bySweep)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.ArchiveAsync(task.Task, Person.Megan.Email);

        if (bySweep)
            story.Sweep();
        else
            Assert.Contains(
                StoryTexts.English.Archived,
                (await story.TapAsync(Person.Alex, card, "approve")).Words,
                StringComparison.Ordinal);

        var gone = await story.CardAsync(Person.Alex, task.Title, message => !message.Asks);
        Assert.Contains(StoryTexts.English.Archived, gone.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Completed_in_Tallyfy_the_sweep_seals_the_card()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);

        story.Sweep();

        var card = await story.CardAsync(Person.Alex, task.Title, message => !message.Asks);
        Assert.Contains("Approved in Tallyfy by Megan Bowen", card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reopened_it_asks_with_a_new_card_and_the_old_one_decides_nothing()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var old = await story.CardAsync(Person.Alex, task.Title);
        await story.TapAsync(Person.Alex, old, "approve");
        story.Advance(TimeSpan.FromSeconds(1));
        await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
        story.Sweep();
        var young = await story.CardAsync(Person.Alex, task.Title, message => message.Asks && message.Id != old.Id);

        var stale = await story.TapAsync(Person.Alex, old, "approve");

        Assert.Contains("You approved", stale.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());

        var answer = await story.TapAsync(Person.Alex, young, "reject", "On second thoughts");

        Assert.Contains("You rejected", answer.Words, StringComparison.Ordinal);
        Assert.Equal([true, false], (await story.Sandbox.CompletionsAsync()).Select(line => line.IsApproved));
        Assert.Contains("You approved", story.Teams.Message(old.Id).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_everyone_must_complete_is_shown_without_buttons()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Alex);
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "For all of us",
            assignees = new[] { Person.Alex.Email, Person.Megan.Email },
            everyone_must_complete = true,
        });

        story.Sweep();

        var card = await story.CardAsync(Person.Alex, task.Title);
        Assert.Contains(StoryTexts.English.EveryoneMustDecideProgress(0, 2), card.Words, StringComparison.Ordinal);
        Assert.False(card.Asks);
    }

    private static string FieldsChanged =>
        StoryTexts.English.ChangedSinceShown("Amount");

    private static bool Says(ChatMessage message, string words) =>
        message.Words.Contains(words, StringComparison.Ordinal);

    private static Dictionary<string, string> Amount(string amount) => new() { ["amount"] = amount };

    private static object Change(string what) => what switch
    {
        "title" => new { title = "A new coffee machine for Ninety-nine" },
        "description" => new { description = "<p>Ninety-nine of them</p>" },
        _ => new { answers = new Dictionary<string, string> { ["amount"] = "Ninety-nine" } },
    };
}
