using System.Text.RegularExpressions;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>The code on a decided card, written to the bot, says who decided what, to whoever may know.</summary>
public sealed partial class ReceiptStories
{
    [Fact]
    public async Task Whoever_decided_is_told_what_their_code_stands_for()
    {
        var (story, task, code) = await DecidedAsync();
        await using var _ = story;
        await story.SealedAsync();

        var answer = await story.SayAsync(Person.Lynne, $"receipt {code}");

        Assert.Contains(StoryTexts.English.RejectedBy("Lynne Robbins"), answer.Words, StringComparison.Ordinal);
        Assert.Contains(task.Title, answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.ReceiptDone, answer.Words, StringComparison.Ordinal);
        var claim = (await story.TrailOfAsync(task))[0];
        Assert.Contains(
            StoryTexts.English.ReceiptSealed(claim.Sequence!.Value), answer.Words, StringComparison.Ordinal);
        Assert.Contains($"[{code}]", await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_may_be_typed_as_it_was_read_aloud()
    {
        var (story, task, code) = await DecidedAsync();
        await using var _ = story;
        var spoken = code.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l').Replace(
            "-", " ", StringComparison.Ordinal);

        var answer = await story.SayAsync(Person.Lynne, $"Receipt {spoken}.");

        Assert.Contains(task.Title, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_had_a_card_of_it_is_told_and_nobody_else()
    {
        var (story, task, code) = await DecidedAsync();
        await using var _ = story;
        await story.InstallAsync(Person.Megan);

        await story.PostAsync(Activities.Message(Person.Adele, $"receipt {code}"));
        await story.PostAsync(Activities.Message(Person.Megan, $"receipt {code}"));

        await AnsweredAsync(story, Person.Adele, StoryTexts.English.ReceiptDone);
        await AnsweredAsync(story, Person.Megan, StoryTexts.English.NoSuchReceipt);
        Assert.DoesNotContain(
            story.Teams.In(Person.Megan.Chat), message => message.Words.Contains(task.Title, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("receipt")]
    [InlineData("receipt 00000-00000")]
    [InlineData("receipt what?")]
    public async Task A_code_that_nobody_has_is_answered_the_same(string text)
    {
        var (story, _, _) = await DecidedAsync();
        await using var _ = story;

        Assert.Contains(
            StoryTexts.English.NoSuchReceipt,
            (await story.SayAsync(Person.Lynne, text)).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_was_changed_since_does_not_pass_for_the_receipts()
    {
        var (story, _, code) = await DecidedAsync();
        await using var _ = story;
        await story.ChangeStoreAsync("update trail set verdict = 'Approved' where kind = 'Claimed'");

        var answer = await story.SayAsync(Person.Lynne, $"receipt {code}");

        Assert.Contains(StoryTexts.English.ReceiptAltered, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pruned_entry_is_said_to_be_kept_no_longer()
    {
        var (story, _, code) = await DecidedAsync();
        await using var _ = story;
        await story.SealedAsync();
        await story.CommandAsync("trail", "prune", "--before", "2027-01-01");

        Assert.Contains(
            StoryTexts.English.ReceiptNoEntry,
            (await story.SayAsync(Person.Lynne, $"receipt {code}")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_card_of_a_decision_shows_the_same_code()
    {
        var (story, task, code) = await DecidedAsync();
        await using var _ = story;

        var adeles = await story.CardAsync(
            Person.Adele, task.Title, message => message.Words.Contains("Rejected by", StringComparison.Ordinal));

        Assert.Contains(code, adeles.Words, StringComparison.Ordinal);
    }

    // The seed's approvals arrive in between.
    private static Task AnsweredAsync(ApprovalStory story, Person person, string words) => story.Teams.WaitForAsync(
        message => message.Chat == person.Chat && message.Words.Contains(words, StringComparison.Ordinal));

    private static async Task<(ApprovalStory Story, LaunchedTask Task, string Code)> DecidedAsync()
    {
        var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.LaunchAsync("A shared printer", Person.Lynne, Person.Adele);
        var answer = await story.TapAsync(
            Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", "Too dear");
        return (story, task, Code().Match(CardWords.Of(answer.Card)).Value);
    }

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")]
    private static partial Regex Code();
}
