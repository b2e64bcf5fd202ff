using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Tests.Accounts;

/// <summary>The same conversation where people sign in to Tallyfy instead of reading a code there.</summary>
public sealed class LinkBySignInTests
{
    [Fact]
    public void It_names_the_member_and_where_to_sign_in()
    {
        var talk = new LinkTalk(AccountProof.SignIn);

        Assert.Equal(new LinkReply.SignIn(LinkTalk.Alex, LinkTalk.SignInAddress), talk.Say("link"));
        Assert.Equal((0, null), (talk.CodesSent, talk.Known));
        Assert.Equal(new LinkReply.Linked(LinkTalk.Alex), talk.SignIn(LinkTalk.Alex.TallyfyUserId));
        Assert.Equal((LinkTalk.Alex, LinkProgress.None), (talk.Known, talk.Progress));
    }

    [Fact]
    public void Another_member_is_linked_with_nobody()
    {
        var talk = new LinkTalk(AccountProof.SignIn);
        talk.Say("link");

        Assert.IsType<LinkReply.SignedInAsAnother>(talk.SignIn(LinkTalk.Alex.TallyfyUserId + 1));
        Assert.IsType<LinkReply.NothingToConfirm>(talk.SignIn(LinkTalk.Alex.TallyfyUserId));
        Assert.Null(talk.Known);
    }

    [Fact]
    public void A_yes_gives_the_link_again_and_ten_more_minutes()
    {
        var talk = new LinkTalk(AccountProof.SignIn);
        talk.Say("link");
        talk.Wait(LinkDialog.GoodFor - TimeSpan.FromSeconds(1));

        Assert.IsType<LinkReply.SignIn>(talk.Say("yes"));
        talk.Wait(LinkDialog.GoodFor - TimeSpan.FromSeconds(1));
        Assert.IsType<LinkReply.Linked>(talk.SignIn(LinkTalk.Alex.TallyfyUserId));
    }

    [Theory]
    [InlineData("late")]
    [InlineData("cancelled")]
    [InlineData("never asked")]
    public void Nobody_is_linked_who_is_not_asked(string when)
    {
        var talk = new LinkTalk(AccountProof.SignIn);

        if (when != "never asked")
            talk.Say("link");

        if (when == "late")
            talk.Wait(LinkDialog.GoodFor);
        else if (when == "cancelled")
            talk.Say("cancel");

        talk.SignIn(LinkTalk.Alex.TallyfyUserId);

        Assert.Null(talk.Known);
    }

    [Fact]
    public void Where_a_code_is_the_proof_a_sign_in_links_nobody()
    {
        var talk = new LinkTalk();
        talk.Say("link");

        Assert.IsType<LinkReply.NothingToConfirm>(talk.SignIn(LinkTalk.Alex.TallyfyUserId));
        Assert.Null(talk.Known);
    }
}
