using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Nobody is sent for a button that is not there, or offered one that does nothing for them now.</summary>
public sealed class VainWordStories
{
    private const string NotAwaited = "I am not waiting for a code";
    private const string NotLinked = "You are not linked with a member";

    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    [Theory]
    [InlineData(CredentialMode.PersonalToken, "00:10:00", false)]
    [InlineData(CredentialMode.Application, "00:00:00", false)]
    [InlineData(CredentialMode.Application, "00:10:00", true)]
    public async Task The_word_undo_names_the_button_only_where_cards_can_have_it(
        CredentialMode mode, string window, bool isThere)
    {
        await using var story = ApprovalStory.Begin(
            mode, new Dictionary<string, string?> { ["Approvals:UndoWindow"] = window });
        await story.InstallAsync(Person.Lynne);

        var answer = await story.SayAsync(Person.Lynne, "take it back");

        Assert.Equal(isThere, answer.Words.Contains("tap **Undo**", StringComparison.Ordinal));
        Assert.Equal(!isThere, answer.Words.Contains("reopen the task in Tallyfy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("undo")]
    [InlineData("thanks")]
    [InlineData("receipt 00000-00000")]
    [InlineData("recipt 00000-00000")]
    public async Task Nobody_who_is_not_linked_is_offered_what_waits(string words)
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);

        var asked = await story.SayAsync(Person.Lynne, words);
        await story.SayAsync(Person.Lynne, "no");
        var declined = await story.SayAsync(Person.Lynne, words);

        Assert.Null(CardWords.FindAction(asked.Card, CardAction.PendingVerb));
        Assert.Null(CardWords.FindAction(declined.Card, CardAction.PendingVerb));
    }

    [Theory]
    [InlineData("whoami")]
    [InlineData("unlink")]
    [InlineData("undo")]
    [InlineData("receipt 00000-00000")]
    public async Task Whoever_is_barred_is_told_until_when_and_offered_nothing_that_waits_for_that(string words)
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "yes");
        var code = LinkCodes.CodeIn(story.Sandbox.NewestCodeTask());

        for (var wrong = 0; wrong < LinkDialog.MostWrongCodes; wrong++)
            await story.SayAsync(Person.Alex, code == "0000-0000" ? "1111-1111" : "0000-0000");

        var answer = await story.SayAsync(Person.Alex, words);

        Assert.Equal(
            words is not "receipt 00000-00000",
            answer.Words.Contains("nothing goes on until", StringComparison.Ordinal));
        Assert.Null(CardWords.FindAction(answer.Card, CardAction.LinkVerb));
        Assert.Null(CardWords.FindAction(answer.Card, CardAction.PendingVerb));
    }

    [Theory]
    [InlineData("whoami")]
    [InlineData("unlink")]
    public async Task While_a_question_is_open_who_they_are_is_answered_with_it(string words)
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);

        var asked = await story.SayAsync(Person.Lynne, words);
        await story.SayAsync(Person.Lynne, "yes");
        var awaited = await story.SayAsync(Person.Lynne, words);

        Assert.StartsWith(NotLinked, asked.Words, StringComparison.Ordinal);
        Assert.NotNull(CardWords.FindAction(asked.Card, CardAction.YesVerb));
        Assert.Null(CardWords.FindAction(asked.Card, CardAction.LinkVerb));
        Assert.StartsWith(NotLinked, awaited.Words, StringComparison.Ordinal);
        Assert.NotNull(CardWords.FindAction(awaited.Card, CardAction.CodeVerb));
        Assert.Null(CardWords.FindAction(awaited.Card, CardAction.LinkVerb));
    }

    [Theory]
    [InlineData("resend")]
    [InlineData("new code")]
    [InlineData("start again")]
    [InlineData("ABCD-2345")]
    public async Task Where_no_code_is_awaited_one_links_nobody_and_it_is_said_what_to_write(string words)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        var linked = await story.SayAsync(Person.Lynne, words);
        await story.SayAsync(Person.Lynne, "unlink");
        var unlinked = await story.SayAsync(Person.Lynne, words);

        Assert.StartsWith(NotAwaited, linked.Words, StringComparison.Ordinal);
        Assert.NotNull(CardWords.FindAction(linked.Card, CardAction.PendingVerb));
        Assert.StartsWith(NotAwaited, unlinked.Words, StringComparison.Ordinal);
        Assert.NotNull(CardWords.FindAction(unlinked.Card, CardAction.LinkVerb));
        Assert.Contains(
            NotLinked, (await story.SayAsync(Person.Lynne, "whoami")).Words, StringComparison.Ordinal);
    }
}
