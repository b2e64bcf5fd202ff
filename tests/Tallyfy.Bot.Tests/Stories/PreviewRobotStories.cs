using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;
using Tallyfy.Bot.Work;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Link previews, mail scanners and proxies that click first fetch every address that is ever sent, before the person
/// whom it is for. Nothing is decided, linked or used up by that, and they learn nothing.
/// </summary>
public sealed partial class PreviewRobotStories
{
    private const string PublicHost = "localhost";

    // What a bot does without a reason, and what says nothing of people: its pulse, leases and keys.
    private static readonly string[] Tables =
    [
        "accounts", "approvals", "card_copies", "chats", "comments", "decisions", "forgotten_people", "hints",
        "installations", "link_dialogs", "link_tries", "operator_notices", "outbox", "posted_cards", "renderings",
        "sign_ins", "tenants", "used_sign_ins",
    ];

    private static readonly string[] Robots =
        ["SkypeUriPreview Preview/0.5", "Microsoft Office", "Slackbot-LinkExpanding 1.0", "curl/8.5.0"];

    public static TheoryData<string> Methods => ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PROPFIND"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_link_to_link_oneself_is_good_after_every_robot_was_there(string method)
    {
        await using var story = ApprovalStory.Begin(settings: Settings);
        var walk = await SignInWalk.BeginAsync(story);
        await story.SayAsync(Person.Alex, "help");
        var sent = Collect(story);
        Assert.Contains(walk.Link, sent);

        await VisitAsync(story, sent, method);

        Assert.Contains(
            "You are linked", (await walk.SignInAsync(Person.Alex, Person.Alex)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_link_to_sign_in_for_a_decision_is_good_after_every_robot_was_there(string method)
    {
        await using var story = ApprovalStory.Begin(settings: Settings);
        var (card, sent) = await WaitingAsync(story);
        var asked = await story.TapAsync(Person.Alex, card, "approve");
        var link = Take(story, asked);
        sent.UnionWith([.. Collect(story), .. AddressesIn(asked.Card.ToJsonString())]);

        await VisitAsync(story, sent, method);

        Assert.Contains("<h1>Approved</h1>", (await SignInAsync(story, link)).Text, StringComparison.Ordinal);
        Assert.Equal(Person.Alex.Member, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_link_to_sign_in_for_an_undo_is_good_after_every_robot_was_there(string method)
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application, Settings);
        var (card, sent) = await WaitingAsync(story);
        await SignInAsync(story, Take(story, await story.TapAsync(Person.Alex, card, "approve")));
        var decided = await story.CardAsync(
            Person.Alex, "A lamp", message => CardWords.FindAction(message.Card, "undo") is not null);
        await story.SayAsync(Person.Alex, "whoami");
        await story.SayAsync(Person.Alex, "pending");
        await story.SayAsync(Person.Alex, $"receipt {Code().Match(decided.Words).Value}");
        var asked = await story.TapAsync(Person.Alex, decided, "undo", "A slip");
        var link = Take(story, asked);
        sent.UnionWith([.. Collect(story), .. AddressesIn(asked.Card.ToJsonString())]);

        await VisitAsync(story, sent, method);
        story.Advance(TimeSpan.FromSeconds(1)); // or it is the sign-in of the decision

        Assert.Contains("taken back", (await SignInAsync(story, link)).Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Tallyfy's page is Tallyfy's; nothing else but a sign-in is ever linked to.</summary>
    [Fact]
    public async Task Every_address_is_Tallyfys_or_a_sign_in_of_ours()
    {
        await using var story = ApprovalStory.Begin(settings: Settings);
        var (card, sent) = await WaitingAsync(story);
        sent.UnionWith(AddressesIn((await story.TapAsync(Person.Alex, card, "approve")).Card.ToJsonString()));

        Assert.All(sent, address => Assert.Matches(
            "^(https://tallyfy\\.test/|http://adaptivecards\\.io/schemas/|"
            + "https://localhost/(step-up|link)/[-_A-Za-z0-9]{43}$)",
            address));
        Assert.Contains(sent, address => address.StartsWith("https://tallyfy.test/", StringComparison.Ordinal));
        Assert.Contains(sent, address => address.StartsWith("https://localhost/step-up/", StringComparison.Ordinal));
        Assert.Contains(sent, address => address.StartsWith("https://localhost/link/", StringComparison.Ordinal));
    }

    private static Dictionary<string, string?> Settings => new(SignInWalk.Settings)
    {
        [$"Approvals:Templates:{DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id}:StepUp"] = "true",
    };

    /// <summary>Alex is linked and has a card; all addresses that were sent on the way.</summary>
    private static async Task<(ChatMessage Card, HashSet<string> Sent)> WaitingAsync(ApprovalStory story)
    {
        var walk = await SignInWalk.BeginAsync(story);
        var sent = Collect(story);
        await walk.SignInAsync(Person.Alex, Person.Alex);
        await story.LaunchAsync("A lamp", Person.Alex);
        var card = await story.CardAsync(Person.Alex, "A lamp");
        sent.UnionWith(Collect(story));
        return (card, sent);
    }

    private static async Task VisitAsync(ApprovalStory story, HashSet<string> sent, string method)
    {
        await story.QuietAsync();
        await story.UntilAsync("all that is due was sent", async () => await CountDueAsync(story) == 0);
        await story.AnsweredAsync();
        var before = await RowsAsync(story);
        var writes = (await story.Sandbox.WritesAsync()).Count;

        // Twice each, with another name each time, and with what trackers add.
        foreach (var address in sent.Select(address => new Uri(address)).Where(address => address.Host == PublicHost))
        {
            foreach (var robot in Robots)
            {
                foreach (var query in new[] { "", "?utm_source=x&code=1&state=2" })
                    await FetchAsync(story, new HttpMethod(method), address.AbsolutePath + query, robot);
            }
        }

        foreach (var path in new[] { "/step-up/signed-in", "/link/signed-in", "/link/go-on", "/step-up/", "/link/" })
            await FetchAsync(story, new HttpMethod(method), path, Robots[0]);

        Assert.Equal(before, await RowsAsync(story));
        Assert.Equal(writes, (await story.Sandbox.WritesAsync()).Count);
    }

    private static async Task FetchAsync(ApprovalStory story, HttpMethod method, string path, string robot)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("User-Agent", robot);

        if (method == HttpMethod.Post || method == HttpMethod.Put)
            request.Content = new StringContent("", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        client.BaseAddress = story.Address;
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, $"{method} {path}: {answer.StatusCode}");
        Assert.DoesNotContain("<form", text, StringComparison.Ordinal);

        foreach (var word in new[] { Person.Alex.Email, Person.Alex.Name, "A lamp" })
            Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<string> RowsAsync(ApprovalStory story) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            async unit =>
            {
                var rows = new StringBuilder();

                foreach (var table in Tables)
                {
                    var found = await unit.QueryAsync<object>(
                        $"select * from {table}", new { }, TestContext.Current.CancellationToken);

                    foreach (var row in found.Select(row => $"{table}: {row}").Order(StringComparer.Ordinal))
                        rows.AppendLine(row);
                }

                return rows.ToString();
            },
            TestContext.Current.CancellationToken);

    private static Task<long> CountDueAsync(ApprovalStory story) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(
                "select count(*) from outbox where state = @due and due_at <= @now",
                new { due = nameof(WorkState.Due), now = story.Clock.GetUtcNow().ToUnixTimeMilliseconds() },
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

    // But where the chat platform itself is, which the SDK writes into what it sends there.
    private static HashSet<string> Collect(ApprovalStory story) =>
    [
        .. story.Teams.Messages.SelectMany(message => AddressesIn(message.Activity.ToJsonString()))
            .Where(address => address != Activities.ServiceUrl),
    ];

    private static IEnumerable<string> AddressesIn(string json) =>
        Address().Matches(Regex.Unescape(json)).Select(match => match.Value);

    private static string Take(ApprovalStory story, TapAnswer asked)
    {
        var link = AddressesIn(asked.Card.ToJsonString()).Single(
            address => address.StartsWith("https://localhost/step-up/", StringComparison.Ordinal));
        story.Sandbox.Forbidden.Add(LeakKind.AccessToken, link[^43..]);
        return link;
    }

    private static async Task<Page> SignInAsync(ApprovalStory story, string link)
    {
        var browser = story.OpenBrowser();
        var sent = await browser.OpenAsync(link);
        return await browser.OpenAsync(
            "https://localhost/step-up/signed-in"
            + story.Issuer.SignIn(
                sent.SentTo!, new IssuedToken(Person.Tenant, Person.Alex.ObjectId, story.Clock.GetUtcNow())));
    }

    [GeneratedRegex("""https?://[^\s"'<>()\[\]\\]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex("[0-9A-Z]{5}-[0-9A-Z]{5}", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
