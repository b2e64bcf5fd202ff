using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Whoever is not linked is answered what they wrote; only what needs a link says how to get one.
/// </summary>
public sealed class PlainWordStories
{
    private const string Question = "Is this you in Tallyfy?";
    private const string CodeTitle = "Your code is in Tallyfy";

    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    [Theory]
    [InlineData("help", "How this works")]
    [InlineData("the weather is nice today", "How this works")]
    [InlineData("hi", "Hello! Your Tallyfy approvals come here")]
    [InlineData("thanks", "You are welcome.")]
    [InlineData("ok thanks", "You are welcome.")]
    [InlineData("undo", "reopen the task in Tallyfy")]
    [InlineData("unlink?", "ends the link")]
    [InlineData("start again?", "asks anew who you are")]
    [InlineData("yes", "I am not asking you anything")]
    [InlineData("no", "I am not asking you anything")]
    [InlineData("pending", "Write “link”")]
    [InlineData("approve", "Write “link”")]
    [InlineData("whoami", "Write **link**")]
    public async Task After_a_no_each_word_is_answered_for_itself(string words, string answer)
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "no");

        var said = await story.SayAsync(Person.Lynne, words);

        Assert.Contains(answer, said.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("our own chat", said.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Question, said.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help", "You can write to me:")]
    [InlineData("pending", "as soon as you are linked")]
    [InlineData("start again?", "asks anew who you are")]
    [InlineData("new code?", "asks anew who you are")]
    [InlineData("undo", "reopen the task in Tallyfy")]
    [InlineData("ok thanks", "")]
    [InlineData("whoami", "You are not linked with a member")]
    [InlineData("unlink", "You are not linked with a member")]
    public async Task In_a_dialog_they_are_answered_and_its_question_stays_open(
        string words, string answer)
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);

        var asked = await story.SayAsync(Person.Lynne, words);
        await story.SayAsync(Person.Lynne, "yes");
        var code = LinkCodes.CodeIn(story.Sandbox.NewestCodeTask());
        var awaited = await story.SayAsync(Person.Lynne, words);
        var linked = await story.SayAsync(Person.Lynne, code);

        Assert.Contains(answer, asked.Words, StringComparison.Ordinal);
        Assert.Contains(answer, awaited.Words, StringComparison.Ordinal);
        Assert.Contains(Question, asked.Words, StringComparison.Ordinal);
        Assert.Contains(CodeTitle, awaited.Words, StringComparison.Ordinal);
        Assert.Contains("Now I know who you are", linked.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_thanks_is_a_no_and_ok_thanks_confirms_nothing()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);

        var repeated = await story.SayAsync(Person.Lynne, "ok thanks");
        var stopped = await story.SayAsync(Person.Lynne, "no thanks");

        Assert.Contains(Question, repeated.Words, StringComparison.Ordinal);
        Assert.StartsWith("Stopped", stopped.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_written_takes_nothing_back_and_says_where_it_is_tapped()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("A new coffee machine", Person.Lynne);
        await story.TapAsync(
            Person.Lynne, await story.CardAsync(Person.Lynne, "A new coffee machine"), "approve");

        var answer = await story.SayAsync(Person.Lynne, "undo");

        Assert.Contains("tap **Undo** on the card", answer.Words, StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task A_number_in_a_sentence_is_no_receipt()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        var answer = await story.SayAsync(Person.Lynne, "call me 0301234567");

        Assert.DoesNotContain("receipt for you", answer.Words, StringComparison.Ordinal);
    }
}
