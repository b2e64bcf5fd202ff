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

    [Theory]
    [InlineData("link")]
    [InlineData("start again")]
    public void While_nobody_can_say_who_they_are_a_code_that_waits_stays_good(string words)
    {
        var talk = LinkTalk.WithCode();
        talk.Found = new LinkResult.Refused(new LinkProblem.TallyfyUnavailable());

        talk.Say(words);

        Assert.Empty(talk.Archived);
        Assert.IsType<LinkReply.Linked>(talk.Say(talk.Code));
    }

    [Fact]
    public void Who_asks_for_a_link_while_nobody_can_say_who_they_are_reads_that_a_code_waits()
    {
        var talk = LinkTalk.WithCode();
        talk.Found = new LinkResult.Refused(new LinkProblem.TeamsUnavailable());

        Assert.Equal(new LinkReply.CodeIsThere(LinkTalk.Alex), talk.Say("link"));
    }

    [Theory]
    [InlineData("yes but that's not me")]
    [InlineData("yes — wrong person")]
    [InlineData("ja aber das bin nicht ich")]
    [InlineData("oui mais pas moi")]
    [InlineData("Sure?")]
    [InlineData("OK?")]
    [InlineData("ok？")]
    [InlineData("نعم؟")]
    [InlineData("ok, who is asking?")]
    [InlineData("right, what is Tallyfy")]
    [InlineData("no idea")]
    [InlineData("no?")]
    public void An_answer_with_a_doubt_in_it_is_none(string words)
    {
        var talk = new LinkTalk();
        talk.Say("link");

        Assert.Equal(new LinkReply.Proposal(LinkTalk.Alex), talk.Say(words));
        Assert.Equal(0, talk.CodesSent);
    }

    [Theory]
    [InlineData("No idea where that is")]
    [InlineData("no, it is not there")]
    [InlineData("no code arrived")]
    [InlineData("nein, da ist nichts")]
    [InlineData("stop?")]
    [InlineData("I work part-time")]
    [InlineData("the long-term one?")]
    [InlineData("I was in room 2345 then")]
    [InlineData("it is 2026")]
    [InlineData("part-time")]
    public void What_is_neither_a_no_nor_a_code_is_told_where_the_code_lies(string words)
    {
        var talk = LinkTalk.WithCode();

        Assert.IsType<LinkReply.CodeIsThere>(talk.Say(words));
        Assert.Equal(new LinkReply.WrongCode(4), talk.Say(WrongCode));
    }

    [Theory]
    [InlineData("20261130")]
    [InlineData("room 2345")]
    public void A_date_or_a_number_is_no_try(string words)
    {
        var talk = LinkTalk.WithCode();

        Assert.IsType<LinkReply.NoCode>(talk.Say(words));
        Assert.Equal(new LinkReply.WrongCode(4), talk.Say(WrongCode));
    }

    [Theory]
    [InlineData("The code is {0} {1}")]
    [InlineData("code: {0} - {1}")]
    [InlineData("code: {0} – {1}, thanks")]
    [InlineData("{0} {1}")]
    [InlineData("it says {0} -{1} I think")]
    public void A_code_in_two_halves_is_found(string sentence)
    {
        for (var code = 0; code < 20; code++)
        {
            var talk = LinkTalk.WithCode();
            var halves = talk.Code.Split('-');
            var typed = string.Format(null, sentence, halves[0], halves[1]);

            Assert.IsType<LinkReply.Linked>(talk.Say(code % 2 == 0 ? typed : typed.ToLowerInvariant()));
        }
    }
}
