using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>The way of Lynne, who signs in anew for a decision: the tap, its link, Microsoft, the last page.</summary>
internal static class StepUpWalk
{
    private const string Beginning = "https://localhost/step-up/";

    public static readonly Dictionary<string, string?> Settings = new()
    {
        ["SignIn:PublicUrl"] = "https://localhost",
        ["SignIn:Microsoft:Authority"] = OwnIssuer.Authority,
        ["SignIn:Microsoft:ClientId"] = OwnIssuer.ClientId,
        ["SignIn:Microsoft:ClientSecret"] = OwnIssuer.ClientSecret,
    };

    /// <summary>What Microsoft says of her who signs in at this moment.</summary>
    public static IssuedToken AsLynne(ApprovalStory story) =>
        new(Person.Tenant, Person.Lynne.ObjectId, story.Clock.GetUtcNow());

    public static async Task<string> LinkOfAsync(
        ApprovalStory story, ChatMessage card, string verb, string? reason = null)
    {
        var answer = await story.TapAsync(Person.Lynne, card, verb, reason);
        Assert.Contains("Sign in once more", answer.Words, StringComparison.Ordinal);
        return FindLink(story, answer.Card)!;
    }

    /// <summary>Null on a card that wants no sign-in.</summary>
    public static string? FindLink(ApprovalStory story, JsonNode card)
    {
        var link = Links(card).SingleOrDefault(link => link.StartsWith(Beginning, StringComparison.Ordinal));

        if (link is not null)
            story.Sandbox.Forbidden.Add(LeakKind.AccessToken, link[^43..]);

        return link;
    }

    public static async Task<Page> SignInAsync(ApprovalStory story, string link, IssuedToken issued)
    {
        var browser = story.OpenBrowser();
        return await BackAsync(story, browser, await browser.OpenAsync(link), issued);
    }

    public static Task<Page> BackAsync(ApprovalStory story, PersonBrowser browser, Page sent, IssuedToken issued) =>
        browser.OpenAsync($"{Beginning}signed-in{story.Issuer.SignIn(sent.SentTo!, issued)}");

    private static IEnumerable<string> Links(JsonNode? node) => node switch
    {
        JsonObject json =>
            json.SelectMany(member => member is { Key: "url", Value: { } url } ? [(string)url!] : Links(member.Value)),
        JsonArray list => list.SelectMany(Links),
        _ => [],
    };
}
