using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Tests.Accounts;

/// <summary>What is written beside the answer is answered with the question; a code is found in a sentence.</summary>
public sealed class LinkDialogWordTests
{
    private const string WrongCode = "AAAA-AAAA";

    [Theory]
    [InlineData("help")]
    [InlineData("pending")]
    [InlineData("hello there")]
    [InlineData("link")]
    [InlineData("Yes please")]
    [InlineData("where is it?")]
    [InlineData("approve")]
    [InlineData("")]
    public void Other_words_in_between_are_answered_with_the_question_and_change_nothing(string words)
    {
        var talk = LinkTalk.WithCode();

        Assert.IsType<LinkReply.CodeIsThere>(talk.Say(words));
        Assert.Equal(1, talk.CodesSent);
        Assert.IsType<LinkReply.Linked>(talk.Say(talk.Code));
    }

    [Theory]
    [InlineData("QJ72-CDJ")]
    [InlineData("QJ72")]
    [InlineData("QJ72-CDJEE")]
    [InlineData("QJ72 CDJ")]
    [InlineData("12")]
    public void A_code_of_another_length_is_no_try(string words)
    {
        var talk = LinkTalk.WithCode();

        Assert.IsType<LinkReply.NoCode>(talk.Say(words));
        Assert.Equal(new LinkReply.WrongCode(4), talk.Say(WrongCode));
        Assert.IsType<LinkReply.Linked>(talk.Say(talk.Code));
    }

    [Theory]
    [InlineData("the code is {0}")]
    [InlineData("code {0}")]
    [InlineData("it's {0}, thanks")]
    [InlineData("\"{0}\"")]
    [InlineData("**{0}**")]
    [InlineData("Code: {0}.")]
    [InlineData("Der Code ist {0}!")]
    [InlineData("私のコードは {0} です")]
    public void A_code_is_found_in_a_sentence(string sentence)
    {
        var talk = LinkTalk.WithCode();

        Assert.IsType<LinkReply.Linked>(talk.Say(string.Format(null, sentence, talk.Code)));
    }

    [Theory]
    [InlineData("cancel it")]
    [InlineData("no, not me")]
    public void Words_of_eight_letters_are_not_taken_for_a_code(string words) =>
        Assert.IsType<LinkReply.Cancelled>(LinkTalk.WithCode().Say(words));

    [Theory]
    [InlineData("AAAA-AAAA")]
    [InlineData("pending")]
    [InlineData("what is this?")]
    [InlineData("maybe")]
    [InlineData("yes and no")]
    public void Other_words_than_yes_and_no_are_asked_again(string words)
    {
        var talk = new LinkTalk();
        talk.Say("link");

        Assert.Equal(new LinkReply.Proposal(LinkTalk.Alex), talk.Say(words));
        Assert.Equal(0, talk.CodesSent);
    }

    [Fact]
    public void A_code_for_whom_they_seem_to_be_no_more_is_given_up()
    {
        var talk = LinkTalk.WithCode();
        talk.Found = new LinkResult.Linked(LinkTalk.Alex with { TallyfyUserId = 2001 });

        Assert.IsType<LinkReply.Proposal>(talk.Say("link"));
        Assert.Equal(["task-1"], talk.Archived);
    }
}
