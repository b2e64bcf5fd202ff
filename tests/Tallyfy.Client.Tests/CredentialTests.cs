using System.Net;
using Tallyfy.Client.Credentials;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Http;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class CredentialTests
{
    private const string Mint = "/applications/org/users/ana%2Bx%40b.example/token";

    [Fact]
    public async Task A_members_token_is_minted_with_the_applications_and_used()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("app")).Post(Mint, Token("user")).Get("/me", Sample.Text("me.get.response"));

        await Client(story).GetMeAsync(ClientStory.Token);

        var (application, mint, me) = (story.Tallyfy.Seen[0], story.Tallyfy.Seen[1], story.Tallyfy.Seen[2]);
        Assert.Equal("grant_type=client_credentials&client_id=12&client_secret=s%26cret&scope=%2A", application.Body);
        Assert.Equal("application/x-www-form-urlencoded", application.ContentType);
        Assert.Equal((null, "app", "user"), (application.AccessToken, mint.AccessToken, me.AccessToken));
        Assert.Null(mint.Body);
        Assert.All(
            story.Tallyfy.Seen,
            seen => Assert.Contains("X-Tallyfy-Client: APIClient", seen.Headers, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_documented_token_answers_are_read()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Sample.Text("oauth-token.client-credentials.response"));
        story.Tallyfy.Post(Mint, Sample.Text("application.user-token.response"));

        var token = await Credential(story).GetAccessTokenAsync(ClientStory.Token);

        Assert.Equal("eyJ0eXAiOiJKV1Q...", token);
    }

    [Fact]
    public async Task Tokens_are_kept_and_one_application_serves_all_members()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("app")).Post(Mint, Token("ana"));
        story.Tallyfy.Post("/applications/org/users/lee%40b.example/token", Token("lee"));
        var application = story.Factory.CreateApplication("12", "secret");
        var ana = story.Factory.CreateUserToken(application, "org", "ana+x@b.example");
        var lee = story.Factory.CreateUserToken(application, "org", "lee@b.example");

        var tokens = await Task.WhenAll(
            ((ITallyfyCredential[])[ana, lee, ana, lee])
                .Select(one => one.GetAccessTokenAsync(ClientStory.Token).AsTask()));

        Assert.Equal(["ana", "lee", "ana", "lee"], tokens);
        Assert.Equal(3, story.Tallyfy.Seen.Count);
    }

    [Theory]
    [InlineData(3600, 3299, 3300)]
    [InlineData(60, 53, 54)]
    [InlineData(null, 3299, 3300)]
    [InlineData(-1, 3299, 3300)]
    public async Task A_token_is_renewed_shortly_before_it_expires(int? lifetime, int stillGood, int tooOld)
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("app")).Post(Mint, Token("first", lifetime)).Post(Mint, Token("second"));
        var credential = Credential(story);
        await credential.GetAccessTokenAsync(ClientStory.Token);

        story.Time.Advance(TimeSpan.FromSeconds(stillGood));
        var before = await credential.GetAccessTokenAsync(ClientStory.Token);
        story.Time.Advance(TimeSpan.FromSeconds(tooOld - stillGood));
        var after = await credential.GetAccessTokenAsync(ClientStory.Token);

        Assert.Equal(("first", "second"), (before, after));
    }

    [Fact]
    public async Task A_refused_token_is_minted_again_and_the_read_tried_once_more()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("app")).Post(Mint, Token("first")).Post(Mint, Token("second"));
        story.Tallyfy.Get("/me", Sample.Text("error.401.unauthenticated"), HttpStatusCode.Unauthorized);
        story.Tallyfy.Get("/me", Sample.Text("me.get.response"));

        await Client(story).GetMeAsync(ClientStory.Token);

        Assert.Equal(["app", "first", "app", "second"], TokensSent(story));
    }

    [Fact]
    public async Task A_second_refusal_is_final()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("app")).Post(Mint, Token("first")).Post(Mint, Token("second"));
        var refused = Sample.Text("error.401.unauthenticated");
        story.Tallyfy.Get("/me", refused, HttpStatusCode.Unauthorized).Get("/me", refused, HttpStatusCode.Unauthorized);

        var refusal = await ClientStory.RefusalAsync(() => Client(story).GetMeAsync(ClientStory.Token));

        Assert.Equal((TallyfyErrorKind.Unauthenticated, 5), (refusal.Kind, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task A_refused_write_is_not_repeated_but_the_next_one_gets_another_token()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("app")).Post(Mint, Token("first")).Post(Mint, Token("second"));
        story.Tallyfy.Post(
            "/organizations/org/completed-tasks",
            Sample.Text("error.401.unauthenticated"),
            HttpStatusCode.Unauthorized);
        story.Tallyfy.Post("/organizations/org/completed-tasks", "{}");
        var client = Client(story);

        var refusal = await ClientStory.RefusalAsync(
            () => client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token));
        var sentAfterRefusal = story.Tallyfy.Seen.Count;
        await client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token);

        Assert.Equal((TallyfyErrorKind.Unauthenticated, 3), (refusal.Kind, sentAfterRefusal));
        Assert.Equal(["app", "first", "app", "second"], TokensSent(story));
    }

    [Fact]
    public async Task A_refused_application_token_is_replaced_once()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("app1")).IssueToken(Token("app2"));
        story.Tallyfy.Post(Mint, "{}", HttpStatusCode.Unauthorized).Post(Mint, Token("user"));

        var token = await Credential(story).GetAccessTokenAsync(ClientStory.Token);

        Assert.Equal("user", token);
        Assert.Equal(["app1", "app2"], TokensSent(story));
    }

    [Fact]
    public async Task A_personal_token_that_is_refused_has_no_successor()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/me", Sample.Text("error.401.unauthenticated"), HttpStatusCode.Unauthorized);

        await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Single(story.Tallyfy.Seen);
    }

    [Fact]
    public async Task A_wrong_client_id_is_reported_and_nothing_is_kept()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Sample.Text("error.oauth.invalid-client.401"), HttpStatusCode.Unauthorized);
        story.Tallyfy.IssueToken(Token("app")).Post(Mint, Token("user"));
        var credential = Credential(story);

        var refusal = await ClientStory.RefusalAsync(() => credential.GetAccessTokenAsync(ClientStory.Token).AsTask());
        var token = await credential.GetAccessTokenAsync(ClientStory.Token);

        Assert.Equal((TallyfyErrorKind.Unauthenticated, "invalid_client"), (refusal.Kind, refusal.Message));
        Assert.Equal("user", token);
    }

    [Theory]
    [InlineData("""{"access_token":"two words"}""")]
    [InlineData("""{"access_token":"line\nbreak"}""")]
    [InlineData("""{"access_token":""}""")]
    [InlineData("""{"access_token":null}""")]
    [InlineData("""{"token_type":"Bearer"}""")]
    [InlineData("<html></html>")]
    public async Task A_token_that_cannot_be_sent_is_no_token(string answer)
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(answer);

        var refusal = await ClientStory.RefusalAsync(
            () => Credential(story).GetAccessTokenAsync(ClientStory.Token).AsTask());

        Assert.Equal(TallyfyErrorKind.UnreadableAnswer, refusal.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("ünsendable")]
    public void A_pasted_token_that_cannot_be_one_is_refused(string token)
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(() => new PersonalAccessToken(token));

        Assert.DoesNotContain("words", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_token_loses_the_blanks_around_it()
    {
        Assert.Equal("token", await new PersonalAccessToken(" token\r\n").GetAccessTokenAsync(ClientStory.Token));
    }

    private static MintedUserToken Credential(ClientStory story) =>
        story.Factory.CreateUserToken(story.Factory.CreateApplication("12", "s&cret"), "org", "ana+x@b.example");

    private static TallyfyClient Client(ClientStory story) => story.Factory.Create(Credential(story));

    private static IEnumerable<string> TokensSent(ClientStory story) =>
        story.Tallyfy.Seen.Select(seen => seen.AccessToken).OfType<string>();

    private static string Token(string accessToken, int? lifetime = 604800) =>
        System.Text.Json.JsonSerializer.Serialize(
            new { token_type = "Bearer", expires_in = lifetime, access_token = accessToken });
}
