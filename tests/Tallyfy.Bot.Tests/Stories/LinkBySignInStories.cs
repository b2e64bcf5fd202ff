using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Who signs in to Tallyfy as the member they seem to be, is.</summary>
public sealed class LinkBySignInStories
{
    private static readonly Dictionary<string, string?> BySignIn = new()
    {
        ["Accounts:Proof"] = "SignIn",
        ["SignIn:PublicUrl"] = "https://localhost",
        ["SignIn:Tallyfy:AuthorizeUrl"] = "http://localhost/oauth/authorize",
        ["SignIn:Tallyfy:ClientId"] = WellKnown.ClientId,
        ["SignIn:Tallyfy:ClientSecret"] = WellKnown.ClientSecret,
    };

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task Signed_in_as_that_member_a_person_is_linked_and_decides_under_that_name(CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(mode, BySignIn);
        var link = await LinkOfAsync(story);

        var page = await SignInAsync(story, link, Person.Alex);

        Assert.Contains("You are linked", page.Text, StringComparison.Ordinal);
        var task = await story.LaunchAsync("A lamp", Person.Alex);
        await story.TapAsync(Person.Alex, await story.CardAsync(Person.Alex, task.Title), "approve");
        Assert.Equal(Person.Alex.Member, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Fact]
    public async Task Somebody_else_who_opens_the_link_is_linked_with_nobody()
    {
        await using var story = ApprovalStory.Begin(settings: BySignIn);
        var link = await LinkOfAsync(story);

        var page = await SignInAsync(story, link, Person.Megan);

        Assert.Contains("That is somebody else", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            "do not know yet", (await story.SayAsync(Person.Alex, "whoami")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await story.OpenBrowser().OpenAsync(link)).Status);
    }

    [Fact]
    public async Task A_link_that_was_cancelled_or_is_over_links_nobody()
    {
        await using var story = ApprovalStory.Begin(settings: BySignIn);
        var cancelled = await LinkOfAsync(story);
        await story.SayAsync(Person.Alex, "cancel");
        var page = await SignInAsync(story, cancelled, Person.Alex);
        var late = LinkIn((await story.SayAsync(Person.Alex, "link")).Card);

        story.Advance(SignIn.SignInTicket.GoodFor);

        Assert.Contains("not good any more", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await story.OpenBrowser().OpenAsync(late)).Status);
        Assert.Contains(
            "do not know yet", (await story.SayAsync(Person.Alex, "whoami")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_again_with_a_yes_it_gives_another_link()
    {
        await using var story = ApprovalStory.Begin(settings: BySignIn);
        var first = await LinkOfAsync(story);

        var second = LinkIn((await story.SayAsync(Person.Alex, "yes")).Card);

        Assert.NotEqual(first, second);
        Assert.Contains(
            "You are linked", (await SignInAsync(story, second, Person.Alex)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_Tallyfy_does_not_say_who_it_was_nobody_is_linked()
    {
        await using var story = ApprovalStory.Begin(settings: BySignIn);
        var link = await LinkOfAsync(story);
        await story.Sandbox.SetFaultAsync(new { path = "/api/me", status = 403 });

        Assert.Contains("not signed in", (await SignInAsync(story, link, Person.Alex)).Text, StringComparison.Ordinal);
        await story.Sandbox.ClearFaultsAsync();
        Assert.Contains("You are linked", (await SignInAsync(story, link, Person.Alex)).Text, StringComparison.Ordinal);
    }

    private static async Task<string> LinkOfAsync(ApprovalStory story)
    {
        await story.InstallAsync(Person.Alex);
        var asked = Assert.Single(story.Teams.In(Person.Alex.Chat));
        Assert.Contains("sign in to Tallyfy", asked.Words, StringComparison.Ordinal);
        var link = LinkIn(asked.Card);
        story.Sandbox.Forbidden.Add(LeakKind.AccessToken, link[^43..]);
        return link;
    }

    private static string LinkIn(JsonObject card) =>
        (string)card["body"]!.AsArray().Single(part => (string?)part!["type"] == "ActionSet")!["actions"]![0]!["url"]!;

    private static async Task<Page> SignInAsync(ApprovalStory story, string link, Person person)
    {
        var browser = story.OpenBrowser();
        var sent = await browser.OpenAsync(link);
        using var tallyfy = story.Sandbox.CreateClient(new() { AllowAutoRedirect = false });
        using var choice = new FormUrlEncodedContent([new("user", $"{person.Member}")]);
        using var back = await tallyfy.PostAsync(
            sent.SentTo!.PathAndQuery, choice, TestContext.Current.CancellationToken);

        Assert.Equal("https://localhost/link/signed-in", sent.Asked("redirect_uri"));
        Assert.NotEmpty(QueryHelpers.ParseQuery(back.Headers.Location!.Query)["code"].ToString());
        return await browser.OpenAsync(back.Headers.Location.OriginalString);
    }
}
