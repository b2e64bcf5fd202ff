using System.Text;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>Nothing that somebody typed is refused, cut or flattened without a word.</summary>
public sealed class TypedStories
{
    [Theory]
    [InlineData("too dear \\ud83d", "too dear \uFFFD")]
    [InlineData("\\ude00 too dear", "\uFFFD too dear")]
    [InlineData("a \\ud83d\\ud83d\\ude00 b", "a \uFFFD\U0001F600 b")]
    [InlineData("a \\uD83D b", "a \uFFFD b")]
    [InlineData("\\\\ud83d", "\\ud83d")]
    public async Task Half_a_character_is_marked_and_the_rest_is_the_reason(string typed, string shown)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var data = CardWords.FindAction(card.Card, "reject")!["data"]!.DeepClone().AsObject();
        data["reason"] = "<reason>";
        var body = Activities.Execute(Person.Lynne, card.Id, "reject", data).ToJsonString()
            .Replace("\\u003Creason\\u003E", typed, StringComparison.Ordinal);

        var (_, answer) = await story.PostAsync(new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.False(Assert.Single(await story.Sandbox.CompletionsAsync()).IsApproved);
        Assert.Contains(
            shown, await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("SomethingWentWrong", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lines_of_a_reason_are_lines_in_Tallyfy()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await story.InvokeAsync(FieldInput.About(FieldInput.Activity("15-lines", Person.Lynne), card));

        Assert.Contains(
            "Rejected. Too dear.\nAsk again in May. [", await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Unseen =>
    [
        "\u200D", "\u200C", "\u200B", " \u200D \n", "\u2060", "\uFEFF", "\u00AD", "\u3164", "\u2800", "\u115F",
        "\u0301", "\uFE0F", "\u202E\u202C", "\u00A0", "\u3000", "\t\r\n", "\u200D\u0301", "\U000E0041",
    ];

    [Theory]
    [MemberData(nameof(Unseen))]
    public async Task What_nobody_sees_is_no_reason(string typed)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;

        var answer = await story.TapAsync(
            Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", typed);

        Assert.Contains(StoryTexts.English.ReasonMissing, answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData(1_000, 0)]
    [InlineData(1_001, 1)]
    [InlineData(3_000, 2_000)]
    public async Task A_reason_that_is_too_long_says_by_how_much_and_comes_back_whole(int length, int excess)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var typed = string.Concat(Enumerable.Repeat("価格が高い", length / 5)) + new string('x', length % 5);

        var answer = await story.TapAsync(
            Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", typed);

        if (excess == 0)
        {
            Assert.Single(await story.Sandbox.CompletionsAsync());
            return;
        }

        Assert.Contains(
            StoryTexts.English.ReasonTooLong(excess, CardAction.MaxReasonLength),
            answer.Words,
            StringComparison.Ordinal);
        Assert.Equal(typed, (string?)CardWords.FindInput(answer.Card, "reason")!["value"]);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData(3_001)]
    [InlineData(20_000)]
    [InlineData(200_000)]
    public async Task What_no_card_can_carry_stays_on_the_one_that_was_tapped(int length)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var answer = await story.TapAsync(Person.Lynne, card, "reject", new string('x', length));
        await story.SubmitAsync(Person.Lynne, card, "reject", new string('x', length));

        Assert.True(answer.IsSentence); // the client keeps its card, and the field what was typed
        Assert.Contains(
            StoryTexts.English.ReasonTooLong(length - 1_000, 1_000), answer.Words, StringComparison.Ordinal);
        Assert.Equal(0, story.Teams.Message(card.Id).Edits);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData("👩‍👩‍👧")]
    [InlineData("نعم")]
    [InlineData("नहीं")]
    [InlineData("é")]
    [InlineData("?")]
    [InlineData("<b>no</b>")]
    public async Task What_can_be_seen_is_a_reason(string typed)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;

        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", typed);

        Assert.Single(await story.Sandbox.CompletionsAsync());
    }
}
