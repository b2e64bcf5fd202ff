using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Whoever decided may take it back for a while: the task is reopened under their name and asks everybody anew.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
[Trait(Extent.Trait, Extent.Fast)]
public sealed class UndoStories
{
    private const string Reopenings = "^.*/completed-tasks/[0-9a-f]+$";

    [Fact]
    public async Task Taken_back_the_task_asks_again_with_a_new_card()
    {
        var (story, task, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;

        var answer = await story.TapAsync(Person.Lynne, card, "undo", "Wrong *year*");

        Assert.Contains(
            StoryTexts.English.ApprovalTakenBackBy("Lynne Robbins"), answer.Words, StringComparison.Ordinal);
        Assert.Contains("Wrong", answer.Words, StringComparison.Ordinal);
        var reopening = Assert.Single(await story.Sandbox.ReopeningsAsync());
        Assert.Equal(Person.Lynne.Member, reopening.TokenUser);

        var again = await story.CardAsync(Person.Lynne, task.Title, message => message.Asks && message.Id != card.Id);
        var sealedCard = await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Id == card.Id && message.Words.Contains("taken back", StringComparison.Ordinal));
        Assert.False(sealedCard.Asks);
        Assert.Contains(
            "You rejected",
            (await story.TapAsync(Person.Lynne, again, "reject", "Too dear")).Words,
            StringComparison.Ordinal);
        Assert.Equal([true, false], (await story.Sandbox.CompletionsAsync()).Select(line => line.IsApproved!.Value));
    }

    [Fact]
    public async Task Its_reason_reaches_Tallyfy_as_a_comment()
    {
        var (story, _, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;

        await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");

        var comment = await story.Sandbox.CommentAsync();
        Assert.StartsWith(
            "Lynne Robbins via Teams: Approval taken back. Wrong year", comment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_taken_back()
    {
        var (story, _, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;

        var asked = await story.TapAsync(Person.Lynne, card, "undo");
        var answer = await story.TapAsync(Person.Lynne, asked.On(card), "undo");

        Assert.Contains(StoryTexts.English.UndoReasonMissing, answer.Words, StringComparison.Ordinal);
        Assert.NotNull(CardWords.FindAction(answer.Card, "undo"));
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Fact]
    public async Task The_offer_ends_with_its_window_and_leaves_the_card()
    {
        var (story, task, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;

        // A clock that leaps while it is written when the card changes would make that late.
        await story.AnsweredAsync();

        story.Advance(TimeSpan.FromMinutes(11));

        var later = await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Id == card.Id && CardWords.FindAction(message.Card, "undo") is null);
        Assert.Contains("You approved", later.Words, StringComparison.Ordinal);
        var answer = await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");
        Assert.Contains(StoryTexts.English.UndoTooLate, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Fact]
    public async Task Signed_with_an_administrators_token_it_is_not_offered_and_not_done()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne, CredentialMode.PersonalToken);
        await using var _ = story;
        var asks = await story.CardAsync(Person.Lynne, task.Title);
        var answer = await story.TapAsync(Person.Lynne, asks, "approve");
        Assert.Null(CardWords.FindAction(answer.Card, "undo"));

        var forged = await story.InvokeAsync(Activities.Execute(
            Person.Lynne, asks.Id, "undo", CardWithReason(CardWords.FindAction(asks.Card, "approve")!["data"]!)));

        Assert.Contains(StoryTexts.English.UndoOnlyInTallyfy, forged.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Fact]
    public async Task Nobody_takes_back_what_another_person_decided()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.LaunchAsync("A shared printer", Person.Lynne, Person.Adele);
        var adeles = await story.CardAsync(Person.Adele, task.Title);
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        var lynnes = await story.CardAsync(
            Person.Lynne, task.Title, message => CardWords.FindAction(message.Card, "undo") is not null);

        var withLynnes = await story.TapAsync(Person.Adele, lynnes, "undo", "Ha");
        var withOwn = await story.InvokeAsync(Activities.Execute(
            Person.Adele, adeles.Id, "undo", CardWithReason(CardWords.FindAction(adeles.Card, "approve")!["data"]!)));

        Assert.Null(CardWords.FindAction(withLynnes.Card, "undo"));
        Assert.Contains("Approved by Lynne Robbins", withLynnes.Words, StringComparison.Ordinal);
        Assert.Contains("Approved by Lynne Robbins", withOwn.Words, StringComparison.Ordinal);
        Assert.Null(CardWords.FindAction(withOwn.Card, "undo"));
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Fact]
    public async Task Who_is_another_member_by_now_takes_nothing_back()
    {
        var (story, _, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;
        story.Sandbox.ChangePeople(people =>
        {
            var lynne = people.Find((int)Person.Lynne.Member)!;
            people.Remove(lynne);
            people.Add(lynne with { Id = 2007 });
        });

        Assert.Contains(
            "No member of",
            (await story.TapAsync(Person.Lynne, card, "undo", "Wrong year")).Words,
            StringComparison.Ordinal);
        await story.SayAsync(Person.Lynne, "link");
        var again = await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");

        Assert.Contains("You approved", again.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.UndoDecidedAsAnother, again.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Fact]
    public async Task After_work_went_on_it_is_not_taken_back()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        story.Sandbox.AddTemplate(RuledTemplate.Create());
        var task = await story.LaunchFromAsync(RuledTemplate.Title, "May the inspectors come?", Person.Lynne);
        var card = await DecidedAsync(story, Person.Lynne, task);
        await story.Sandbox.CompleteAsync(
            story.Sandbox.FindTask(task.Run!, "Make coffee"), Person.Adele.Email, isApproved: null);

        var answer = await story.TapAsync(Person.Lynne, card, "undo", "Wrong day");

        Assert.Contains(StoryTexts.English.UndoWorkWentOn, answer.Words, StringComparison.Ordinal);
        Assert.Null(CardWords.FindInput(answer.Card, "reason"));
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Fact]
    public async Task Decided_anew_in_Tallyfy_there_is_nothing_to_take_back()
    {
        var (story, task, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;
        await story.Sandbox.ReopenAsync(task.Task, Person.Megan.Email);
        story.Advance(TimeSpan.FromSeconds(5));
        await story.Sandbox.CompleteAsync(task.Task, Person.Lynne.Email, isApproved: false);

        var answer = await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");

        Assert.Contains(StoryTexts.English.UndoNoLongerStands, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
    }

    [Fact]
    public async Task Refused_by_Tallyfy_the_decision_stands_and_the_words_are_kept()
    {
        var (story, _, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;
        await story.Sandbox.SetFaultAsync(new
        {
            method = "DELETE",
            path = Reopenings,
            status = 403,
            body = new { error = true, message = "Only managers may reopen." },
        });

        var answer = await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");

        Assert.Contains(StoryTexts.English.UndoRefused, answer.Words, StringComparison.Ordinal);
        Assert.Contains("Only managers may reopen.", answer.Words, StringComparison.Ordinal);
        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Equal("Wrong year", (string?)CardWords.FindInput(answer.Card, "reason")!["value"]);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task An_answer_that_never_comes_is_settled_by_what_the_task_says(string when)
    {
        var (story, task, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;
        await story.Sandbox.SetFaultAsync(new { method = "DELETE", path = Reopenings, status = 502, times = 1, when });

        var answer = await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");
        Assert.Contains("Taken back by you", answer.Words, StringComparison.Ordinal);

        story.PassQuietPeriod();

        await story.CardAsync(Person.Lynne, task.Title, message => message.Asks && message.Id != card.Id);
        await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.TakenBackMeans, StringComparison.Ordinal));
        Assert.Equal(when == "after" ? 1 : 2, (await story.Sandbox.ReopeningsAsync()).Count);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("not theirs")]
    [InlineData("not in a chat")]
    public async Task Without_an_answer_it_is_not_sent_again_for_whom_it_is_not_any_more(string why)
    {
        var (story, task, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;
        await story.Sandbox.SetFaultAsync(
            new { method = "DELETE", path = Reopenings, status = 502, times = 1, when = "before" });
        await story.TapAsync(Person.Lynne, card, "undo", "Wrong year");

        if (why == "disabled")
            story.Sandbox.ChangePeople(people =>
                people.Add(people.Find((int)Person.Lynne.Member)! with { Status = "disabled" }));
        else if (why == "not theirs")
            await story.Sandbox.EditAsync(task.Task, new { assignees = new[] { Person.Megan.Email } });
        else
            await story.RestartAsync(TimeSpan.Zero, KeyValuePair.Create(
                $"Approvals:Templates:{DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id}:InChat",
                (string?)"false"));

        story.PassQuietPeriod();
        await story.UntilAsync("it ended", async () => (await story.TrailOfAsync(task)).Count == 4);

        Assert.Equal(
            ["Claimed", "Done", "Claimed", "Refused"], (await story.TrailOfAsync(task)).Select(entry => entry.Kind));
        Assert.Single(await story.Sandbox.ReopeningsAsync()); // the one that was lost
        Assert.False(story.Sandbox.IsOpen(task.Task));
    }

    [Fact]
    public async Task Two_taps_reopen_once()
    {
        var (story, _, card) = await ApprovedAsync(Person.Lynne);
        await using var _ = story;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => story.TapAsync(Person.Lynne, card, "undo", "Wrong year")));

        Assert.Single(await story.Sandbox.ReopeningsAsync());
        Assert.All(answers, answer => Assert.Contains("aken back", answer.Words, StringComparison.Ordinal));
    }

    private static async Task<(ApprovalStory Story, LaunchedTask Task, ChatMessage Card)> ApprovedAsync(Person person)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(person, CredentialMode.Application);
        return (story, task, await DecidedAsync(story, person, task));
    }

    /// <summary>Approved, with the offer to undo on the message itself.</summary>
    private static async Task<ChatMessage> DecidedAsync(ApprovalStory story, Person person, LaunchedTask task)
    {
        await story.TapAsync(person, await story.CardAsync(person, task.Title), "approve");
        return await story.CardAsync(
            person, task.Title, message => CardWords.FindAction(message.Card, "undo") is not null);
    }

    private static JsonNode CardWithReason(JsonNode data)
    {
        var copy = data.DeepClone();
        copy["reason"] = "Ha";
        return copy;
    }
}
