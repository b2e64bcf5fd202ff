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
    [InlineData("receipt of mine")]
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

    [Theory]
    [InlineData("update decisions set verdict = 'Approved', actor_name = 'Mallory'")]
    [InlineData("update decisions set verdict = 'Approved'")]
    [InlineData("update decisions set state = 'Refused'")]
    [InlineData("update decisions set claimed_at = claimed_at - 3600000")]
    [InlineData("update decisions set tallyfy_user_id = 1")]
    [InlineData("update decisions set digest = 'ff'")]
    public async Task A_row_that_says_otherwise_does_not_change_what_the_entry_says(string edit)
    {
        var (story, _, code) = await DecidedAsync();
        await using var _ = story;
        await story.SealedAsync();
        await story.ChangeStoreAsync(edit);

        var answer = await story.SayAsync(Person.Lynne, $"receipt {code}");

        Assert.Contains(StoryTexts.English.ReceiptRowDiffers, answer.Words, StringComparison.Ordinal);
        Assert.Contains("Rejected by", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Mallory", answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update decisions set actor_name = 'Mallory'", "Mallory")]
    [InlineData("update decisions set reason = 'It is fine'", "Lynne")]
    [InlineData("update approvals set content = replace(content, 'printer', 'yacht')", "yacht")]
    public async Task Names_and_titles_are_shown_only_while_they_are_those_of_then(string edit, string forged)
    {
        var (story, _, code) = await DecidedAsync();
        await using var _ = story;
        await story.SealedAsync();
        await story.ChangeStoreAsync(edit);

        var answer = await story.SayAsync(Person.Lynne, $"receipt {code}");

        Assert.Contains(StoryTexts.English.ReceiptNamesNotKept, answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(StoryTexts.English.SomebodyUnnamed, answer.Words, StringComparison.Ordinal);
        Assert.Contains("Rejected by", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(forged, answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update trail set seal = 'junk'")]
    [InlineData("update trail set sequence = -sequence")]
    [InlineData("update trail set sequence = sequence + 1000")]
    [InlineData("update trail set mac = 'junk'")]
    [InlineData("update trail set kind = 'Done' where kind = 'Claimed'")]
    [InlineData("delete from trail_heads")]
    [InlineData("update trail_heads set signature = 'junk'")]
    [InlineData("update trail_heads set sequence = 1")]
    public async Task What_is_not_sealed_as_the_bot_seals_proves_nothing(string edit)
    {
        var (story, task, code) = await DecidedAsync();
        await using var _ = story;
        await story.SealedAsync();
        await story.ChangeStoreAsync(edit);

        var answer = await story.SayAsync(Person.Lynne, $"receipt {code}");

        Assert.Contains(StoryTexts.English.ReceiptNothingProven, answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Rejected by", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(task.Title, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_somebody_removed_is_missed()
    {
        var (story, _, code) = await DecidedAsync();
        await using var _ = story;
        await story.SealedAsync();
        await story.ChangeStoreAsync("delete from trail where kind = 'Claimed'");

        var answer = await story.SayAsync(Person.Lynne, $"receipt {code}");

        Assert.Contains(StoryTexts.English.ReceiptMissing, answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Rejected by", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_somebody_who_was_forgotten_it_says_that_and_what_was_decided()
    {
        var (story, task, code) = await DecidedAsync();
        await using var _ = story;
        await story.UntilAsync(() => story.Sandbox.Comments.Count > 0);
        await story.AnsweredAsync();
        await story.SealedAsync();
        string[] lynne = ["--tenant", Person.Tenant, "--object-id", Person.Lynne.ObjectId];
        var (forgotten, text) = await story.CommandAsync(["accounts", "forget", .. lynne]);
        Assert.True(forgotten == 0, text);

        var answer = await story.SayAsync(Person.Adele, $"receipt {code}");

        Assert.Contains(
            StoryTexts.English.RejectedBy(StoryTexts.English.SomebodyForgotten),
            answer.Words,
            StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.ReceiptForgotten, answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.ReceiptDone, answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Lynne", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(task.Title, answer.Words, StringComparison.Ordinal);
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
