using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>The way of a person who is linked by signing in: the card, Microsoft, the question, Tallyfy.</summary>
internal sealed class SignInWalk
{
    public static readonly Dictionary<string, string?> Settings = new()
    {
        ["Accounts:Proof"] = "SignIn",
        ["SignIn:PublicUrl"] = "https://localhost",
        ["SignIn:Microsoft:Authority"] = OwnIssuer.Authority,
        ["SignIn:Microsoft:ClientId"] = OwnIssuer.ClientId,
        ["SignIn:Microsoft:ClientSecret"] = OwnIssuer.ClientSecret,
        ["SignIn:Tallyfy:AuthorizeUrl"] = "http://localhost/oauth/authorize",
        ["SignIn:Tallyfy:ClientId"] = WellKnown.ClientId,
        ["SignIn:Tallyfy:ClientSecret"] = WellKnown.ClientSecret,
    };

    private readonly ApprovalStory story;
    private readonly Person person;

    private SignInWalk(ApprovalStory story, Person person, JsonObject card)
    {
        (this.story, this.person) = (story, person);
        Browser = story.OpenBrowser();
        Link = Take(card);
    }

    /// <summary>The address on the card.</summary>
    public string Link { get; private set; }

    public PersonBrowser Browser { get; }

    /// <summary>The app comes to a person, Alex unless said, and asks them.</summary>
    public static async Task<SignInWalk> BeginAsync(ApprovalStory story, Person? person = null)
    {
        var who = person ?? Person.Alex;
        await story.InstallAsync(who);
        var asked = Assert.Single(story.Teams.In(who.Chat));
        Assert.Contains("sign in to Tallyfy", asked.Words, StringComparison.Ordinal);
        return new SignInWalk(story, who, asked.Card);
    }

    /// <summary>The person says it, and gets another link.</summary>
    public async Task<string> AnewAsync(string words) => Link = Take((await story.SayAsync(person, words)).Card);

    public IssuedToken As(Person one) => new(Person.Tenant, one.ObjectId, story.Clock.GetUtcNow());

    /// <summary>All the way, as one person at Microsoft and as one member in Tallyfy.</summary>
    public async Task<Page> SignInAsync(Person atMicrosoft, Person inTallyfy) =>
        await BackFromTallyfyAsync(await Browser.GoOnAsync(await AskedAsync(atMicrosoft)), inTallyfy);

    /// <summary>Up to the question.</summary>
    public async Task<Page> AskedAsync(Person atMicrosoft)
    {
        var sent = await Browser.OpenAsync(Link);
        return sent.SentTo is null ? sent : await BackFromMicrosoftAsync(sent, As(atMicrosoft));
    }

    public Task<Page> BackFromMicrosoftAsync(Page sent, IssuedToken issued) =>
        Browser.OpenAsync("https://localhost/step-up/signed-in" + story.Issuer.SignIn(sent.SentTo!, issued));

    /// <summary>They choose themselves at once, and the browser goes back to the bot after this time.</summary>
    public async Task<Page> BackFromTallyfyAsync(Page sent, Person member, TimeSpan after = default)
    {
        if (sent.SentTo is null)
            return sent;

        using var tallyfy = story.Sandbox.CreateClient(new() { AllowAutoRedirect = false });
        using var choice = new FormUrlEncodedContent([new("user", $"{member.Member}")]);
        using var back = await tallyfy.PostAsync(
            sent.SentTo.PathAndQuery, choice, TestContext.Current.CancellationToken);

        Assert.Equal("https://localhost/link/signed-in", sent.Asked("redirect_uri"));
        story.Advance(after);
        Assert.NotEmpty(QueryHelpers.ParseQuery(back.Headers.Location!.Query)["code"].ToString());
        return await Browser.OpenAsync(back.Headers.Location.OriginalString);
    }

    private string Take(JsonObject card)
    {
        var link = (string)card["body"]!.AsArray()
            .Single(part => (string?)part!["type"] == "ActionSet")!["actions"]![0]!["url"]!;
        story.Sandbox.Forbidden.Add(LeakKind.AccessToken, link[^43..]);
        return link;
    }
}
