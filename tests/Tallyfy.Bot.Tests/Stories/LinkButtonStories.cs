using System.Text.Json.Nodes;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// A tap answers a question about who somebody is as safely as a word does: it is its person's, it is that question's,
/// and it is once.
/// </summary>
[Trait(Extent.Trait, Extent.Fast)]
public sealed class LinkButtonStories
{
    private const string Asks = "Is this you in Tallyfy?";
    private const string CodeIsThere = "Your code is in Tallyfy";

    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    [Fact]
    public async Task Yes_puts_the_code_into_Tallyfy_and_no_puts_none()
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        await story.InstallAsync(Person.Megan);
        var megans = story.Teams.In(Person.Megan.Chat).Single();

        var yes = await story.TapAsync(Person.Alex, question, CardAction.YesVerb);
        var no = await story.TapAsync(Person.Megan, megans, CardAction.NoVerb);

        Assert.Contains(CodeIsThere, yes.Words, StringComparison.Ordinal);
        Assert.Contains("Stopped", no.Words, StringComparison.Ordinal);
        Assert.Equal([(int)Person.Alex.Member], Assert.Single(story.Sandbox.CodeTasks()).Owners.Users);
    }

    [Fact]
    public async Task An_older_client_that_submits_is_answered_by_a_message()
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;

        await story.SubmitAsync(Person.Alex, question, CardAction.YesVerb);

        await story.Teams.WaitForAsync(message => message.Chat == Person.Alex.Chat
            && message.Words.Contains(CodeIsThere, StringComparison.Ordinal));
        Assert.Single(story.Sandbox.CodeTasks());
    }

    [Theory]
    [InlineData(CardAction.YesVerb)]
    [InlineData(CardAction.NoVerb)]
    [InlineData(CardAction.CodeVerb)]
    public async Task Another_persons_tap_answers_nothing_and_is_told_of_themselves_alone(string verb)
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        await story.InstallAsync(Person.Megan);

        var answer = await story.InvokeAsync(Activities.Execute(Person.Megan, question.Id, verb, DataOf(question)));

        Assert.Contains(StoryTexts.English.FormerQuestion, answer.Words, StringComparison.Ordinal);
        Assert.Contains(Person.Megan.Email, answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Person.Alex.Email, answer.Words, StringComparison.Ordinal);
        Assert.Empty(story.Sandbox.CodeTasks());
        Assert.Contains(
            CodeIsThere,
            (await story.TapAsync(Person.Alex, question, CardAction.YesVerb)).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_questions_button_does_nothing_and_shows_the_one_that_is_open()
    {
        var (story, former) = await AskedAsync();
        await using var _ = story;
        await story.TapAsync(Person.Alex, former, CardAction.NoVerb);
        story.Advance(TimeSpan.FromSeconds(1));
        await story.SayAsync(Person.Alex, "link");

        var answer = await story.TapAsync(Person.Alex, former, CardAction.YesVerb);

        Assert.Contains(StoryTexts.English.FormerQuestion, answer.Words, StringComparison.Ordinal);
        Assert.Contains(Asks, answer.Words, StringComparison.Ordinal);
        Assert.Empty(story.Sandbox.CodeTasks());
    }

    [Fact]
    public async Task A_second_tap_puts_no_second_code_and_shows_where_the_first_one_led()
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        await story.TapAsync(Person.Alex, question, CardAction.YesVerb);

        var again = await story.TapAsync(Person.Alex, question, CardAction.YesVerb);

        Assert.Contains(CodeIsThere, again.Words, StringComparison.Ordinal);
        Assert.Single(story.Sandbox.CodeTasks());
    }

    [Fact]
    public async Task Of_two_taps_at_once_one_puts_a_code_and_both_are_told_where_it_is()
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        var onItsWay = story.Sandbox.Wire.HoldNextAnswer(HttpMethod.Post, "/tasks");
        var first = story.TapAsync(Person.Alex, question, CardAction.YesVerb);
        await onItsWay.ArrivedAsync();

        var second = await story.TapAsync(Person.Alex, question, CardAction.YesVerb);
        onItsWay.Release();

        Assert.Contains(CodeIsThere, second.Words, StringComparison.Ordinal);
        Assert.Contains(CodeIsThere, (await first).Words, StringComparison.Ordinal);
        Assert.False(Assert.Single(story.Sandbox.CodeTasks()).IsArchived);
    }

    [Theory]
    [InlineData("no", "Stopped")]
    [InlineData("start again", Asks)]
    public async Task Given_up_while_it_is_on_its_way_a_code_is_taken_away(string words, string answered)
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        var onItsWay = story.Sandbox.Wire.HoldNextAnswer(HttpMethod.Post, "/tasks");
        var yes = story.TapAsync(Person.Alex, question, CardAction.YesVerb);
        await onItsWay.ArrivedAsync();

        story.Advance(TimeSpan.FromSeconds(1)); // another moment, another question
        var given = await story.SayAsync(Person.Alex, words);
        onItsWay.Release();

        Assert.Contains(answered, given.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.FormerQuestion, (await yes).Words, StringComparison.Ordinal);
        Assert.True(Assert.Single(story.Sandbox.CodeTasks()).IsArchived);
    }

    [Fact]
    public async Task A_wrong_code_typed_while_the_code_is_on_its_way_loses_it_not()
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        var onItsWay = story.Sandbox.Wire.HoldNextAnswer(HttpMethod.Post, "/tasks");
        var yes = story.TapAsync(Person.Alex, question, CardAction.YesVerb);
        await onItsWay.ArrivedAsync();
        await story.SayAsync(Person.Alex, "AAAA-AAAA");
        onItsWay.Release();

        Assert.Contains(CodeIsThere, (await yes).Words, StringComparison.Ordinal);
        await story.SayAsync(Person.Alex, LinkCodes.CodeIn(story.Sandbox.NewestCodeTask()));
        await story.Teams.WaitForAsync(
            message => message.Words.Contains(StoryTexts.English.LinkedHeading, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_client_sends_by_itself_answers_nothing()
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        var byItself = Activities.Execute(Person.Alex, question.Id, CardAction.YesVerb, DataOf(question));
        byItself["value"]!["trigger"] = "automatic";

        Assert.Contains(
            StoryTexts.English.NotOurCard, (await story.InvokeAsync(byItself)).Words, StringComparison.Ordinal);
        Assert.Empty(story.Sandbox.CodeTasks());
    }

    [Theory]
    [InlineData(CardAction.YesVerb, "{}", false)]
    [InlineData(CardAction.YesVerb, """{"question":17}""", false)]
    [InlineData(CardAction.YesVerb, """{"question":"Zm9yLXRlc3RzLW9ubHkhIQ"}""", false)]
    [InlineData(CardAction.YesVerb, """{"question":"00000000000000000000000000000000"}""", true)]
    [InlineData("yes", """{"question":"@"}""", false)]
    [InlineData("LINK-YES", """{"question":"@"}""", false)]
    [InlineData(CardAction.YesVerb, """{"question":"@","verb":"link-no"}""", false)]
    [InlineData(CardAction.ApproveVerb, """{"question":"@"}""", false)]
    public async Task What_no_card_of_ours_sends_answers_nothing(string verb, string data, bool isWellFormed)
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        var forged = JsonNode.Parse(
            data.Replace("@", (string)DataOf(question)["question"]!, StringComparison.Ordinal));

        var answer = await story.InvokeAsync(Activities.Execute(Person.Alex, question.Id, verb, forged));

        Assert.Contains(
            isWellFormed ? StoryTexts.English.FormerQuestion : StoryTexts.English.NotOurCard,
            answer.Words,
            StringComparison.Ordinal);
        Assert.Empty(story.Sandbox.CodeTasks());
    }

    [Fact]
    public async Task A_question_that_nobody_answered_in_time_is_over()
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        story.Advance(LinkDialog.GoodFor + TimeSpan.FromSeconds(1));

        var answer = await story.TapAsync(Person.Alex, question, CardAction.YesVerb);

        Assert.Contains("took too long", answer.Words, StringComparison.Ordinal);
        Assert.Empty(story.Sandbox.CodeTasks());
    }

    [Fact]
    public async Task With_the_app_the_question_goes_too_and_a_restart_leaves_it_open()
    {
        var (story, question) = await AskedAsync();
        await using var _ = story;
        await story.RestartAsync();
        Assert.Contains(
            CodeIsThere,
            (await story.TapAsync(Person.Alex, question, CardAction.YesVerb)).Words,
            StringComparison.Ordinal);
        await story.RemoveAsync(Person.Alex);

        var answer = await story.TapAsync(Person.Alex, question, CardAction.YesVerb);

        Assert.Contains(StoryTexts.English.FormerQuestion, answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.LinkedNowhere, answer.Words, StringComparison.Ordinal);
    }

    private static JsonObject DataOf(ChatMessage question) =>
        CardWords.FindAction(question.Card, CardAction.YesVerb)!["data"]!.DeepClone().AsObject();

    private static async Task<(ApprovalStory Story, ChatMessage Question)> AskedAsync()
    {
        var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        return (story, story.Teams.In(Person.Alex.Chat).Single());
    }
}
