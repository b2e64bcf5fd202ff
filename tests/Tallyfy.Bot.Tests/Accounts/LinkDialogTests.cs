using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Tests.Accounts;

/// <summary>
/// How a person in Teams becomes a member in Tallyfy, and everything that keeps somebody else from it.
/// </summary>
public sealed class LinkDialogTests
{
    private const string WrongCode = "AAAA-AAAA";

    [Fact]
    public void Asked_to_link_it_names_the_member_and_waits_for_a_yes()
    {
        var talk = new LinkTalk();

        Assert.Equal(new LinkReply.Proposal(LinkTalk.Alex), talk.Say("link"));
        Assert.Equal((0, null), (talk.CodesSent, talk.Known));
    }

    [Fact]
    public void A_yes_puts_a_code_into_Tallyfy_and_links_nobody_yet()
    {
        var talk = new LinkTalk();
        talk.Say("link");

        Assert.IsType<LinkReply.CodeIsThere>(talk.Say("yes"));
        Assert.Equal((1, null), (talk.CodesSent, talk.Known));
    }

    [Fact]
    public void The_code_links_and_its_task_goes()
    {
        var talk = LinkTalk.WithCode();

        Assert.Equal(new LinkReply.Linked(LinkTalk.Alex), talk.Say(talk.Code));
        Assert.Equal(LinkTalk.Alex, talk.Known);
        Assert.Equal(["task-1"], talk.Archived);
        Assert.Equal(LinkProgress.None, talk.Progress);
    }

    [Theory]
    [InlineData("{0}", "lower")]
    [InlineData("  {0} ", "as it is")]
    [InlineData("{0}", "without dash")]
    [InlineData("{0}", "with spaces")]
    [InlineData("{0}", "letters for digits")]
    public void A_code_is_read_as_people_type_it(string around, string how)
    {
        var talk = LinkTalk.WithCode();
        var typed = how switch
        {
            "lower" => talk.Code.ToLowerInvariant(),
            "without dash" => talk.Code.Replace("-", "", StringComparison.Ordinal),
            "with spaces" => string.Join(' ', talk.Code.ToCharArray()),
            "letters for digits" => talk.Code.Replace('0', 'o').Replace('1', 'l'),
            _ => talk.Code,
        };

        Assert.IsType<LinkReply.Linked>(talk.Say(string.Format(null, around, typed)));
    }

    [Fact]
    public void A_code_works_once()
    {
        var talk = LinkTalk.WithCode();
        var code = talk.Code;
        talk.Say(code);
        talk.Say("unlink");
        talk.Say("link");
        talk.Say("yes");

        Assert.IsType<LinkReply.WrongCode>(talk.Say(code));
    }

    [Fact]
    public void A_wrong_code_says_how_many_tries_are_left_and_the_right_one_still_works()
    {
        var talk = LinkTalk.WithCode();

        Assert.Equal(new LinkReply.WrongCode(4), talk.Say(WrongCode));
        Assert.Equal(new LinkReply.WrongCode(3), talk.Say(WrongCode));
        Assert.IsType<LinkReply.Linked>(talk.Say(talk.Code));
    }

    [Fact]
    public void The_fifth_wrong_code_ends_it_and_even_the_right_one_is_refused()
    {
        var talk = LinkTalk.WithCode();

        for (var wrong = 1; wrong < LinkDialog.MostWrongCodes; wrong++)
            Assert.IsType<LinkReply.WrongCode>(talk.Say(WrongCode));

        Assert.IsType<LinkReply.Barred>(talk.Say(WrongCode));
        Assert.IsType<LinkReply.Barred>(talk.Say(talk.Code));
        Assert.Null(talk.Known);
        Assert.Equal(["task-1"], talk.Archived);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("yes")]
    [InlineData("cancel")]
    [InlineData("start again")]
    public void Who_is_barred_cannot_begin_again_within_the_hour(string words)
    {
        var talk = Barred();
        talk.Wait(LinkDialog.BarredFor - TimeSpan.FromSeconds(1));

        Assert.IsType<LinkReply.Barred>(talk.Say(words));
        Assert.Equal(1, talk.CodesSent);
    }

    [Fact]
    public void A_bar_does_not_end_by_unlinking()
    {
        var talk = Barred();
        talk.Known = LinkTalk.Alex;
        talk.Say("unlink");

        Assert.IsType<LinkReply.Barred>(talk.Say("link"));
    }

    [Fact]
    public void After_the_hour_it_begins_again_with_five_tries_and_a_new_code()
    {
        var talk = Barred();
        var old = talk.Code;
        talk.Wait(LinkDialog.BarredFor);

        Assert.IsType<LinkReply.Proposal>(talk.Say("link"));
        talk.Say("yes");
        Assert.NotEqual(old, talk.Code);
        Assert.Equal(new LinkReply.WrongCode(4), talk.Say(WrongCode));
    }

    [Fact]
    public void A_code_is_good_for_ten_minutes_and_not_a_moment_longer()
    {
        var talk = LinkTalk.WithCode();
        talk.Wait(LinkDialog.GoodFor);

        Assert.IsType<LinkReply.Expired>(talk.Say(talk.Code));
        Assert.Null(talk.Known);
        Assert.Equal(["task-1"], talk.Archived);
    }

    [Fact]
    public void Right_before_the_ten_minutes_are_over_it_still_works()
    {
        var talk = LinkTalk.WithCode();
        talk.Wait(LinkDialog.GoodFor - TimeSpan.FromSeconds(1));

        Assert.IsType<LinkReply.Linked>(talk.Say(talk.Code));
    }

    [Fact]
    public void A_yes_that_comes_too_late_sends_no_code()
    {
        var talk = new LinkTalk();
        talk.Say("link");
        talk.Wait(LinkDialog.GoodFor);

        Assert.IsType<LinkReply.Expired>(talk.Say("yes"));
        Assert.Equal(0, talk.CodesSent);
    }

    [Fact]
    public void A_yes_at_the_end_of_the_code_is_not_told_that_the_code_is_there()
    {
        var talk = LinkTalk.WithCode();
        talk.Wait(LinkDialog.GoodFor);

        Assert.IsType<LinkReply.Expired>(talk.Say("yes"));
        Assert.Equal(1, talk.CodesSent);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("cancel")]
    [InlineData("Stop.")]
    public void A_no_ends_it(string words)
    {
        var talk = new LinkTalk();
        talk.Say("link");

        Assert.IsType<LinkReply.Cancelled>(talk.Say(words));
        Assert.Null(talk.Say("yes"));
    }

    [Fact]
    public void Cancelled_while_a_code_waits_its_task_goes_and_the_code_is_dead()
    {
        var talk = LinkTalk.WithCode();

        Assert.IsType<LinkReply.Cancelled>(talk.Say("cancel"));
        Assert.Equal(["task-1"], talk.Archived);
        Assert.Null(talk.Say(talk.Code));
    }

    [Fact]
    public void Starting_again_asks_again_and_the_first_code_is_dead()
    {
        var talk = LinkTalk.WithCode();
        var first = talk.Code;

        Assert.IsType<LinkReply.Proposal>(talk.Say("start again"));
        Assert.Equal(["task-1"], talk.Archived);
        talk.Say("yes");
        Assert.IsType<LinkReply.WrongCode>(talk.Say(first));
        Assert.IsType<LinkReply.Linked>(talk.Say(talk.Code));
    }

    [Fact]
    public void A_second_yes_sends_no_second_code()
    {
        var talk = LinkTalk.WithCode();

        Assert.IsType<LinkReply.CodeIsThere>(talk.Say("yes"));
        Assert.Equal(1, talk.CodesSent);
    }

    [Fact]
    public void When_Tallyfy_takes_no_code_another_yes_tries_again()
    {
        var talk = new LinkTalk { TallyfyAnswers = false };
        talk.Say("link");

        Assert.IsType<LinkReply.CodeNotSent>(talk.Say("yes"));
        talk.TallyfyAnswers = true;
        Assert.IsType<LinkReply.CodeIsThere>(talk.Say("yes"));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("cancel")]
    [InlineData("ABCD-EFGH")]
    [InlineData("pending")]
    [InlineData("help")]
    [InlineData("approve")]
    [InlineData("")]
    public void Without_a_question_such_words_belong_to_others(string words) => Assert.Null(new LinkTalk().Say(words));

    [Fact]
    public void Who_is_linked_already_is_told_so_and_asked_nothing()
    {
        var talk = new LinkTalk { Known = LinkTalk.Alex };

        Assert.Equal(new LinkReply.AlreadyLinked(LinkTalk.Alex), talk.Say("link"));
        Assert.Equal(LinkProgress.None, talk.Progress);
    }

    public static TheoryData<string> Problems => ["none", "two", "inactive", "guest", "no address", "Tallyfy", "Teams"];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Whom_nobody_vouches_for_is_told_why_and_nothing_begins(string what)
    {
        LinkProblem problem = what switch
        {
            "none" => new LinkProblem.NoMember("a@example.com"),
            "two" => new LinkProblem.Ambiguous("a@example.com"),
            "inactive" => new LinkProblem.Inactive("a@example.com"),
            "guest" => new LinkProblem.Guest(),
            "no address" => new LinkProblem.NoAddress(),
            "Tallyfy" => new LinkProblem.TallyfyUnavailable(),
            _ => new LinkProblem.TeamsUnavailable(),
        };
        var talk = new LinkTalk { Found = new LinkResult.Refused(problem) };

        Assert.Equal(new LinkReply.Problem(problem), talk.Say("link"));
        Assert.Null(talk.Say("yes"));
        Assert.Equal(0, talk.CodesSent);
    }

    [Fact]
    public void Asked_again_it_is_the_member_of_now_and_not_of_before()
    {
        var talk = new LinkTalk();
        talk.Say("link");
        var other = LinkTalk.Alex with { TallyfyUserId = 2001, DisplayName = "Another Alex" };
        talk.Found = new LinkResult.Linked(other);
        talk.Say("link");
        talk.Say("yes");

        Assert.Equal(new LinkReply.Linked(other), talk.Say(talk.Code));
    }

    [Fact]
    public void Where_an_administrator_links_nothing_begins()
    {
        var talk = new LinkTalk(AccountProof.Admin);

        Assert.Equal(new LinkReply.AskAdministrator(LinkTalk.Alex), talk.Say("link"));
        Assert.Null(talk.Say("yes"));
    }

    [Fact]
    public void A_code_that_was_sent_before_the_operator_changed_the_proof_links_nobody()
    {
        var talk = LinkTalk.WithCode();

        var step = LinkDialog.Take(
            talk.Progress, new LinkEvent.CodeTyped(talk.Code), LinkTries.None, AccountProof.Admin, talk.Now);

        Assert.Equal((LinkEffect.None, "task-1"), (step.Effect, step.Archive));
        Assert.IsType<LinkReply.NothingToConfirm>(step.Reply);
    }

    [Theory]
    [InlineData("whoami")]
    [InlineData("Who am I?")]
    public void It_says_who_somebody_is(string words)
    {
        Assert.Equal(new LinkReply.IsLinked(LinkTalk.Alex), new LinkTalk { Known = LinkTalk.Alex }.Say(words));
        Assert.IsType<LinkReply.NotLinked>(new LinkTalk().Say(words));
    }

    [Fact]
    public void Unlinked_somebody_is_nobody()
    {
        var talk = new LinkTalk { Known = LinkTalk.Alex };

        Assert.Equal(new LinkReply.Unlinked(LinkTalk.Alex), talk.Say("unlink"));
        Assert.Null(talk.Known);
        Assert.IsType<LinkReply.NotLinked>(talk.Say("unlink"));
    }

    [Fact]
    public void Asking_who_one_is_in_between_keeps_the_code()
    {
        var talk = LinkTalk.WithCode();
        talk.Say("whoami");

        Assert.IsType<LinkReply.Linked>(talk.Say(talk.Code));
    }

    [Fact]
    public void Two_codes_are_never_alike_and_the_store_never_holds_one()
    {
        var talks = Enumerable.Range(0, 20).Select(_ => LinkTalk.WithCode()).ToList();

        Assert.Equal(20, talks.Select(talk => talk.Code).Distinct().Count());
        Assert.All(talks, talk => Assert.DoesNotContain(
            LinkCode.Read(talk.Code)!,
            $"{talk.Progress.Code!.Digest}{talk.Progress.Code.Salt}",
            StringComparison.Ordinal));
    }

    private static LinkTalk Barred()
    {
        var talk = LinkTalk.WithCode();

        for (var wrong = 0; wrong < LinkDialog.MostWrongCodes; wrong++)
            talk.Say(WrongCode);

        return talk;
    }
}
