using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Browser;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;
using static Tallyfy.Bot.Tests.Infrastructure.StepUpWalk;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What matters most is decided by a person who signs in for it: a stolen phone with Teams open decides nothing.
/// </summary>
public sealed class StepUpStories
{
    private const string OtherTenant = "00000000-0000-0000-0000-00000000000f";

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task After_a_fresh_sign_in_the_tap_goes_on_and_everybody_sees_it(CredentialMode mode)
    {
        await using var story = Begin(mode);
        var card = await WaitingAsync(story);
        var link = await LinkOfAsync(story, card, "approve");
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        var page = await SignInAsync(story, link, AsLynne(story));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("<h1>Approved</h1>", page.Text, StringComparison.Ordinal);
        var completion = Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.Equal((Person.Lynne.Member, true), (completion.Completer, completion.IsApproved));
        await story.CardAsync(
            Person.Lynne,
            "A lamp",
            message => message.Words.Contains("You approved", StringComparison.Ordinal));
        Assert.Equal("StepUp", await AskAsync<string>(story, "select proof from trail where kind = 'Claimed'"));
    }

    [Fact]
    public async Task Microsoft_is_asked_for_a_new_sign_in_that_comes_back_to_the_public_address()
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");

        var sent = await story.OpenBrowser().OpenAsync(link);

        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        Assert.StartsWith($"{OwnIssuer.Authority}/authorize?", sent.SentTo!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(
            ("login", "0", "code", "openid", "https://localhost/step-up/signed-in", "S256"),
            (sent.Asked("prompt"), sent.Asked("max_age"), sent.Asked("response_type"), sent.Asked("scope"),
                sent.Asked("redirect_uri"), sent.Asked("code_challenge_method")));
        Assert.DoesNotContain(link[^43..], sent.SentTo.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_takes_its_reason_along()
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "reject", "Too bright");

        var page = await SignInAsync(story, link, AsLynne(story));

        Assert.Contains("<h1>Rejected</h1>", page.Text, StringComparison.Ordinal);
        await story.CardAsync(
            Person.Lynne, "A lamp", message => message.Words.Contains("Too bright", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_can_have_typed_to_confirm_it_keeps_nobody_from_signing_in()
    {
        await using var story = Begin();
        var card = await WaitingAsync(story);
        var data = CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone().AsObject();
        data["confirm"] = "Appr\0ove";
        data["reason"] = "Bright\0 enough";

        var answer = await story.InvokeAsync(Activities.Execute(Person.Lynne, card.Id, "approve", data));

        Assert.Contains("/step-up/", answer.Card.ToJsonString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> NotThem => new()
    {
        { "another person", "not the person who tapped" },
        { "another tenant", "not the person who tapped" },
        { "no tenant", "not the person who tapped" },
        { "no person", "not the person who tapped" },
        { "five minutes ago", "signed in before" },
        { "in five minutes", "signed in before" },
        { "no time", "signed in before" },
        { "another application", "not signed in" },
        { "another issuer", "not signed in" },
        { "another key", "not signed in" },
        { "another nonce", "not signed in" },
        { "an old token", "not signed in" },
    };

    [Theory]
    [MemberData(nameof(NotThem))]
    public async Task Whatever_else_the_sign_in_says_decides_nothing_and_the_right_person_still_can(
        string who, string sentence)
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");
        var lynne = AsLynne(story);

        var page = await SignInAsync(story, link, who switch
        {
            "another person" => lynne with { ObjectId = Person.Alex.ObjectId },
            "another tenant" => lynne with { Tenant = OtherTenant },
            "no tenant" => lynne with { Tenant = null },
            "no person" => lynne with { ObjectId = null },
            "five minutes ago" => lynne with { SignedInAt = lynne.SignedInAt - MicrosoftIdentity.MostAge },
            "in five minutes" => lynne with { SignedInAt = lynne.SignedInAt + MicrosoftIdentity.MostAge },
            "no time" => lynne with { SignedInAt = null },
            "another application" => lynne with { Audience = "another" },
            "another issuer" => lynne with { Issuer = "https://issuer.test/other/v2.0" },
            "another key" => lynne with { Signature = TokenSignature.OfAnotherKey },
            "another nonce" => lynne with { Nonce = "another" },
            _ => lynne with { Age = TimeSpan.FromHours(2) },
        });

        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Contains("othing was recorded", page.Text, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Contains("Approved", (await SignInAsync(story, link, lynne)).Text, StringComparison.Ordinal);
    }

    public static TheoryData<TokenSignature> NotSigned =>
        [.. Enum.GetValues<TokenSignature>().Where(how => how is not TokenSignature.Right)];

    [Theory]
    [MemberData(nameof(NotSigned))]
    public async Task A_token_that_Microsofts_key_did_not_sign_decides_nothing_wherever_it_came_from(TokenSignature how)
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");

        var page = await SignInAsync(story, link, AsLynne(story) with { Signature = how });

        Assert.Contains("not signed in", page.Text, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(200)]
    public async Task One_sign_in_is_not_shown_for_two_decisions(int secondsBetween)
    {
        await using var story = Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("A lamp", Person.Lynne);
        await story.LaunchAsync("A chair", Person.Lynne);
        var chair = await story.CardAsync(Person.Lynne, "A chair");
        var first = await LinkOfAsync(story, await story.CardAsync(Person.Lynne, "A lamp"), "approve");
        var signedIn = AsLynne(story);
        await SignInAsync(story, first, signedIn);
        var decided = await story.CardAsync(
            Person.Lynne, "A lamp", message => CardWords.FindAction(message.Card, "undo") is not null);
        story.Advance(TimeSpan.FromSeconds(secondsBetween));

        var next = await LinkOfAsync(story, chair, "approve");
        var back = await LinkOfAsync(story, decided, "undo", "A slip");
        Page[] pages = [await SignInAsync(story, next, signedIn), await SignInAsync(story, back, signedIn)];

        Assert.All(pages, page => Assert.Contains("signed in before", page.Text, StringComparison.Ordinal));
        Assert.Single(await story.Sandbox.CompletionsAsync());
        Assert.Empty(await story.Sandbox.ReopeningsAsync());
        story.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("Approved", (await SignInAsync(story, next, AsLynne(story))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_of_before_the_tap_decides_nothing()
    {
        await using var story = Begin();
        var card = await WaitingAsync(story);
        var before = AsLynne(story);
        story.Advance(MicrosoftIdentity.MostBehind + TimeSpan.FromSeconds(1));

        var page = await SignInAsync(story, await LinkOfAsync(story, card, "approve"), before);

        Assert.Contains("signed in before", page.Text, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task A_tap_of_a_tenant_that_is_not_served_any_more_does_not_go_on()
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");
        var browser = story.OpenBrowser();
        var sent = await browser.OpenAsync(link);

        await story.RestartAsync(TimeSpan.Zero, KeyValuePair.Create("Tallyfy:Tenants:0", (string?)OtherTenant));

        Assert.Equal(HttpStatusCode.NotFound, (await BackAsync(story, browser, sent, AsLynne(story))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await story.OpenBrowser().OpenAsync(link)).Status);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task A_link_is_good_once()
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");
        var (slow, quick) = (story.OpenBrowser(), story.OpenBrowser());
        var waiting = await slow.OpenAsync(link);

        await BackAsync(story, quick, await quick.OpenAsync(link), AsLynne(story));
        var late = await BackAsync(story, slow, waiting, AsLynne(story));

        Assert.Equal(HttpStatusCode.NotFound, late.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await quick.OpenAsync(link)).Status);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Of_browsers_that_come_back_at_once_one_takes_the_link()
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");
        var tickets = story.Services.GetRequiredService<SignInTicketStore>();
        var nonce = new SignInNonce(link[^43..]);

        // Each with a sign-in of its own: that one sign-in serves once is another guard.
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => tickets.TakeAsync(
            nonce,
            new PersonId(Person.Tenant, Person.Lynne.ObjectId),
            story.Clock.GetUtcNow().AddSeconds(number),
            TestContext.Current.CancellationToken))));

        Assert.Single(taken, wasFirst => wasFirst);
    }

    [Fact]
    public async Task A_link_is_good_for_ten_minutes_and_then_its_row_is_gone()
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");

        story.Advance(SignInTicket.GoodFor);
        var page = await story.OpenBrowser().OpenAsync(link);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("not good any more", page.Text, StringComparison.Ordinal);
        await story.UntilAsync("nothing is left of it", async () => await CountAsync(story) == 0);
    }

    [Theory]
    [InlineData("/step-up/{0}x")]
    [InlineData("/step-up/unknown")]
    [InlineData("/link/{0}")]
    public async Task No_other_address_opens_it(string path)
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");

        var page = await story.OpenBrowser().OpenAsync("https://localhost" + string.Format(null, path, link[^43..]));

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.StartsWith("default-src 'none'", page.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_browser_that_began_finishes_and_who_turns_back_has_recorded_nothing()
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");
        var browser = story.OpenBrowser();

        var turned = await browser.OpenAsync(
            "https://localhost/step-up/signed-in?error=access_denied&state="
            + Uri.EscapeDataString((await browser.OpenAsync(link)).Asked("state")));
        var sent = await browser.OpenAsync(link);
        browser.ForgetCookies();
        var other = await BackAsync(story, browser, sent, AsLynne(story));
        var forged = await browser.OpenAsync("https://localhost/step-up/signed-in?code=1&state=forged");

        Assert.All(
            [turned, other, forged], page => Assert.Contains("not signed in", page.Text, StringComparison.Ordinal));
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task What_was_decided_meanwhile_stays_decided()
    {
        await using var story = Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var link = await LinkOfAsync(story, await story.CardAsync(Person.Lynne, task.Title), "approve");
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: false);

        var page = await SignInAsync(story, link, AsLynne(story));

        Assert.Contains("no longer be decided like that", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await story.Sandbox.CompletionsAsync(), line => line.Completer == Person.Lynne.Member);
    }

    [Theory]
    [InlineData("unlink")]
    [InlineData("(the app removed)")]
    public async Task A_tap_that_waits_for_a_sign_in_ends_with_the_link_also_where_it_is_made_again(string how)
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");
        var browser = story.OpenBrowser();
        var sent = await browser.OpenAsync(link);

        if (how == "unlink")
            await story.SayAsync(Person.Lynne, how);
        else
            await story.RemoveAsync(Person.Lynne);

        await story.SayAsync(Person.Lynne, "link");
        var page = await BackAsync(story, browser, sent, AsLynne(story));

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task A_sign_in_that_one_process_began_another_finishes()
    {
        await using var story = Begin();
        var link = await LinkOfAsync(story, await WaitingAsync(story), "approve");
        var browser = story.OpenBrowser();
        var sent = await browser.OpenAsync(link);

        await story.RestartAsync();

        Assert.Contains(
            "Approved", (await BackAsync(story, browser, sent, AsLynne(story))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_card_can_say_that_somebody_signed_in()
    {
        await using var story = Begin();
        var card = await WaitingAsync(story);
        var data = CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone().AsObject();

        foreach (var name in new[] { "isSignedIn", "IsSignedIn", "signedIn", "proof" })
            data[name] = true;

        var answer = await story.InvokeAsync(Activities.Execute(Person.Lynne, card.Id, "approve", data));

        Assert.Contains("Sign in once more", answer.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Nobody_signs_in_for_what_they_may_not_decide()
    {
        await using var story = Begin();
        var card = await WaitingAsync(story);
        await story.InstallAsync(Person.Megan);

        await story.TapAsync(Person.Megan, card, "approve");
        Assert.Contains("Why?", (await story.TapAsync(Person.Lynne, card, "reject")).Words, StringComparison.Ordinal);

        Assert.Equal(0, await CountAsync(story));
    }

    private static ApprovalStory Begin(CredentialMode mode = CredentialMode.PersonalToken) => ApprovalStory.Begin(
        mode,
        new Dictionary<string, string?>(StepUpWalk.Settings)
        {
            ["Tallyfy:Tenants:0"] = Person.Tenant,
            [$"Approvals:Templates:{DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id}:StepUp"] = "true",
        });

    private static async Task<ChatMessage> WaitingAsync(ApprovalStory story)
    {
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("A lamp", Person.Lynne);
        return await story.CardAsync(Person.Lynne, "A lamp");
    }

    private static Task<long> CountAsync(ApprovalStory story) => AskAsync<long>(story, "select count(*) from sign_ins");

    private static Task<T?> AskAsync<T>(ApprovalStory story, string sql) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<T>(sql, new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
}
