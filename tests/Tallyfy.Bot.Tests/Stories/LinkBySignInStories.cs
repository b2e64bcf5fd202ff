using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Who signs in at Microsoft as themselves and to Tallyfy as the member they seem to be, is. Nobody else gets there.
/// </summary>
public sealed class LinkBySignInStories
{
    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task Signed_in_at_both_as_that_person_and_member_they_are_linked_and_decide_under_that_name(
        CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(mode, SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);

        var page = await walk.SignInAsync(Person.Alex, Person.Alex);

        Assert.Contains("You are linked", page.Text, StringComparison.Ordinal);
        var task = await story.LaunchAsync("A lamp", Person.Alex);
        await story.TapAsync(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve");
        Assert.Equal(Person.Alex.Member, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Fact]
    public async Task It_begins_at_Microsoft_and_the_page_in_between_names_the_person_and_the_member()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);

        var sent = await walk.Browser.OpenAsync(walk.Link);
        var asked = await walk.BackFromMicrosoftAsync(sent, walk.As(Person.Alex));

        Assert.StartsWith($"{OwnIssuer.Authority}/authorize?", sent.SentTo!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(
            ("login", "0", "https://localhost/step-up/signed-in"),
            (sent.Asked("prompt"), sent.Asked("max_age"), sent.Asked("redirect_uri")));
        Assert.Equal((HttpStatusCode.OK, null), (asked.Status, asked.SentTo));
        Assert.Contains("Is this you in Teams?", asked.Text, StringComparison.Ordinal);
        Assert.Contains(Person.Alex.Email, asked.Text, StringComparison.Ordinal);
        Assert.Contains(Person.Alex.Name, asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(walk.Link[^43..], asked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_the_link_was_sent_on_to_is_told_so_and_links_nobody_and_the_right_person_still_can()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        story.Teams.Roster = AsIfMeganHadAlexsAddress;
        var walk = await SignInWalk.BeginAsync(story, Person.Megan);

        var page = await walk.BackFromMicrosoftAsync(await walk.Browser.OpenAsync(walk.Link), walk.As(Person.Alex));

        Assert.Contains("This link is for somebody else", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page.Text, StringComparison.Ordinal);
        Assert.Contains("Somebody else signed in at the link of", story.Log, StringComparison.Ordinal);
        await AssertNobodyAsync(story, Person.Megan);
        await AssertNobodyAsync(story, Person.Alex);
        story.Teams.Roster = ScriptedConnector.RosterEntry;
    }

    [Theory]
    [InlineData("another person", "somebody else")]
    [InlineData("another tenant", "somebody else")]
    [InlineData("no tenant", "somebody else")]
    [InlineData("an empty tenant", "somebody else")]
    [InlineData("no person", "somebody else")]
    [InlineData("an empty person", "somebody else")]
    [InlineData("five minutes ago", "signed in before")]
    [InlineData("in five minutes", "signed in before")]
    [InlineData("no time", "signed in before")]
    [InlineData("another application", "not signed in")]
    [InlineData("another issuer", "not signed in")]
    [InlineData("another nonce", "not signed in")]
    [InlineData("another key", "not signed in")]
    [InlineData("no signature", "not signed in")]
    [InlineData("an old token", "not signed in")]
    public async Task Whatever_else_Microsoft_says_asks_nothing_and_uses_nothing_up(string who, string sentence)
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        var alex = walk.As(Person.Alex);

        var page = await walk.BackFromMicrosoftAsync(await walk.Browser.OpenAsync(walk.Link), who switch
        {
            "another person" => alex with { ObjectId = Person.Megan.ObjectId },
            "another tenant" => alex with { Tenant = "00000000-0000-0000-0000-00000000000f" },
            "no tenant" => alex with { Tenant = null },
            "an empty tenant" => alex with { Tenant = "" },
            "no person" => alex with { ObjectId = null },
            "an empty person" => alex with { ObjectId = "" },
            "five minutes ago" => alex with { SignedInAt = alex.SignedInAt - Browser.MicrosoftIdentity.MostAge },
            "in five minutes" => alex with { SignedInAt = alex.SignedInAt + Browser.MicrosoftIdentity.MostAge },
            "no time" => alex with { SignedInAt = null },
            "another application" => alex with { Audience = "another" },
            "another issuer" => alex with { Issuer = "https://issuer.test/other/v2.0" },
            "another nonce" => alex with { Nonce = "another" },
            "another key" => alex with { Signature = TokenSignature.OfAnotherKey },
            "no signature" => alex with { Signature = TokenSignature.None },
            _ => alex with { Age = TimeSpan.FromHours(2) },
        });

        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page.Text, StringComparison.Ordinal);
        await AssertNobodyAsync(story, Person.Alex);
        Assert.Contains(
            "You are linked", (await walk.SignInAsync(Person.Alex, Person.Alex)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Robots_that_fetch_every_address_use_nothing_up_and_see_nobodys_name()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);

        for (var round = 0; round < 3; round++)
        {
            foreach (var address in new[]
            {
                walk.Link, walk.Link + "?utm_source=preview", "https://localhost/link/go-on",
                "https://localhost/link/signed-in", "https://localhost/step-up/signed-in",
                $"https://localhost/step-up/{walk.Link[^43..]}",
            })
            {
                var seen = await story.OpenBrowser().OpenAsync(address);
                Assert.DoesNotContain(Person.Alex.Email, seen.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("<form", seen.Text, StringComparison.Ordinal);
            }
        }

        await AssertNobodyAsync(story, Person.Alex);
        Assert.Contains(
            "You are linked", (await walk.SignInAsync(Person.Alex, Person.Alex)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another browser")]
    [InlineData("the cookie of another question")]
    [InlineData("an answer that was made up")]
    [InlineData("an empty answer")]
    [InlineData("the nonce alone")]
    [InlineData("a cancelled question")]
    [InlineData("an hour later")]
    public async Task A_yes_is_only_taken_where_it_was_asked_and_while_it_is(string how)
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        var asked = await walk.AskedAsync(Person.Alex);
        var browser = walk.Browser;

        switch (how)
        {
            case "another browser":
                browser = story.OpenBrowser();
                break;
            case "the cookie of another question":
                await walk.AskedAsync(Person.Alex);
                break;
            case "a cancelled question":
                await story.SayAsync(Person.Alex, "unlink");
                await story.SayAsync(Person.Alex, "cancel");
                break;
            case "an hour later":
                story.Advance(TimeSpan.FromHours(1));
                break;
        }

        var page = await browser.GoOnAsync(asked, how switch
        {
            "an answer that was made up" => "CfDJ8" + new string('A', 120),
            "an empty answer" => "",
            "the nonce alone" => walk.Link[^43..],
            _ => null,
        });

        if (how == "a cancelled question")
            page = await walk.BackFromTallyfyAsync(page, Person.Alex);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Null(page.SentTo);
        await AssertNobodyAsync(story, Person.Alex);
    }

    [Fact]
    public async Task Who_signs_in_to_Tallyfy_as_another_member_is_linked_with_nobody_and_the_link_is_used_up()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);

        var page = await walk.SignInAsync(Person.Alex, Person.Megan);

        Assert.Contains("That is somebody else", page.Text, StringComparison.Ordinal);
        await AssertNobodyAsync(story, Person.Alex);
        Assert.Equal(HttpStatusCode.NotFound, (await story.OpenBrowser().OpenAsync(walk.Link)).Status);
    }

    [Fact]
    public async Task A_link_that_was_cancelled_or_is_over_links_nobody()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        var asked = await walk.AskedAsync(Person.Alex);
        await story.SayAsync(Person.Alex, "cancel");

        var page = await walk.BackFromTallyfyAsync(await walk.Browser.GoOnAsync(asked), Person.Alex);
        var again = await walk.AskedAsync(Person.Alex);
        var late = await walk.AnewAsync("link");
        story.Advance(SignIn.SignInTicket.GoodFor);

        Assert.Contains("not good any more", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, again.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await story.OpenBrowser().OpenAsync(late)).Status);
        await AssertNobodyAsync(story, Person.Alex);
    }

    [Fact]
    public async Task An_unlink_ends_a_link_by_sign_in_that_is_under_way_at_Tallyfy()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        var sent = await walk.Browser.GoOnAsync(await walk.AskedAsync(Person.Alex));
        await story.CommandAsync(
            "accounts", "unlink", "--tenant", Person.Tenant, "--object-id", Person.Alex.ObjectId,
            "--organization", WellKnown.OrganizationId);

        var page = await walk.BackFromTallyfyAsync(sent, Person.Alex);

        Assert.Contains("not good any more", page.Text, StringComparison.Ordinal);
        await AssertNobodyAsync(story, Person.Alex);
    }

    [Theory]
    [InlineData("the link")]
    [InlineData("Microsoft")]
    [InlineData("the question")]
    [InlineData("Tallyfy")]
    public async Task Nobody_of_a_tenant_that_is_not_served_any_more_is_linked_wherever_they_were(string where)
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(SignInWalk.Settings)
        {
            ["Tallyfy:Tenants:0"] = Person.Tenant,
        });
        var walk = await SignInWalk.BeginAsync(story);
        var page = where == "the link" ? null : await walk.Browser.OpenAsync(walk.Link);

        if (where is "the question" or "Tallyfy")
            page = await walk.BackFromMicrosoftAsync(page!, walk.As(Person.Alex));

        if (where == "Tallyfy")
            page = await walk.Browser.GoOnAsync(page!);

        await story.RestartAsync(
            TimeSpan.Zero, KeyValuePair.Create("Tallyfy:Tenants:0", (string?)"00000000-0000-0000-0000-00000000000f"));
        page = where switch
        {
            "the link" => await story.OpenBrowser().OpenAsync(walk.Link),
            "Microsoft" => await walk.BackFromMicrosoftAsync(page!, walk.As(Person.Alex)),
            "the question" => await walk.Browser.GoOnAsync(page!),
            _ => await walk.BackFromTallyfyAsync(page!, Person.Alex),
        };

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal(0, await story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(
                "select count(*) from accounts", new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Asked_again_with_a_yes_it_gives_another_link()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        var first = walk.Link;

        Assert.NotEqual(first, await walk.AnewAsync("yes"));
        Assert.Contains(
            "You are linked", (await walk.SignInAsync(Person.Alex, Person.Alex)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_Tallyfy_does_not_say_who_it_was_nobody_is_linked()
    {
        await using var story = ApprovalStory.Begin(settings: SignInWalk.Settings);
        var walk = await SignInWalk.BeginAsync(story);
        await story.Sandbox.SetFaultAsync(new { path = "/api/me", status = 403 });

        Assert.Contains(
            "not signed in", (await walk.SignInAsync(Person.Alex, Person.Alex)).Text, StringComparison.Ordinal);
        await story.Sandbox.ClearFaultsAsync();
        Assert.Contains(
            "You are linked", (await walk.SignInAsync(Person.Alex, Person.Alex)).Text, StringComparison.Ordinal);
    }

    private static System.Text.Json.Nodes.JsonObject AsIfMeganHadAlexsAddress(Person person)
    {
        var entry = ScriptedConnector.RosterEntry(person);
        entry["email"] = Person.Alex.Email;
        return entry;
    }

    private static async Task AssertNobodyAsync(ApprovalStory story, Person person) => Assert.Contains(
        StoryTexts.English.NotLinkedNow, (await story.SayAsync(person, "whoami")).Words, StringComparison.Ordinal);
}
