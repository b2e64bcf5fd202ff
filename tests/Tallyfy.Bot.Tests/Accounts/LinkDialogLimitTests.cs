using Tallyfy.Bot.Linking;

namespace Tallyfy.Bot.Tests.Accounts;

/// <summary>How often somebody may try within an hour, in whichever words and however many codes.</summary>
public sealed class LinkDialogLimitTests
{
    private const string WrongCode = "AAAA-AAAA";

    [Theory]
    [InlineData("link", "yes")]
    [InlineData("cancel", "link", "yes")]
    [InlineData("start again", "yes", "link", "yes")]
    public void Another_code_brings_no_more_tries(params string[] between)
    {
        var talk = LinkTalk.WithCode();

        for (var wrong = 1; wrong < LinkDialog.MostWrongCodes; wrong++)
            talk.Say(WrongCode);

        foreach (var words in between)
            talk.Say(words);

        Assert.IsType<LinkReply.Barred>(talk.Say(WrongCode));
        Assert.IsType<LinkReply.Barred>(talk.Say(talk.Code));
        Assert.Null(talk.Known);
    }

    [Theory]
    [InlineData("the right code")]
    [InlineData("link")]
    [InlineData("yes")]
    public void Where_others_guessed_too_often_at_the_member_nothing_goes_on_either(string words)
    {
        var talk = LinkTalk.WithCode();
        talk.GuessElsewhere(LinkDialog.MostWrongCodes);

        Assert.IsType<LinkReply.Barred>(talk.Say(words == "the right code" ? talk.Code : words));
        Assert.Equal((null, 1), (talk.Known, talk.CodesSent));
    }

    [Fact]
    public void Wrong_codes_of_the_hour_before_do_not_count()
    {
        var talk = LinkTalk.WithCode();
        talk.GuessElsewhere(LinkDialog.MostWrongCodes - 1);
        talk.Wait(LinkDialog.BarredFor);
        talk.Say("link");
        talk.Say("yes");

        Assert.Equal(new LinkReply.WrongCode(4), talk.Say(WrongCode));
    }

    [Fact]
    public void There_are_five_codes_within_an_hour_and_then_no_other()
    {
        var talk = LinkTalk.WithCode();

        for (var code = 1; code < LinkDialog.MostCodes; code++)
        {
            talk.Say("start again");
            Assert.IsType<LinkReply.CodeIsThere>(talk.Say("yes"));
        }

        talk.Say("start again");
        Assert.IsType<LinkReply.TooManyCodes>(talk.Say("yes"));
        Assert.Equal(LinkDialog.MostCodes, talk.CodesSent);
    }
}
