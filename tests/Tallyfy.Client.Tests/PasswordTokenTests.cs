using System.Net;
using Tallyfy.Client.Credentials;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class PasswordTokenTests
{
    private const string ByPassword =
        "grant_type=password&client_id=12&client_secret=s%26cret&username=ana%40b.example&password=p+w";

    private const string Refused = """{"error":"invalid_grant","error_description":"The refresh token is invalid."}""";

    [Fact]
    public async Task A_password_is_taken_for_a_token()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Sample.Text("oauth-token.password.response"));

        var token = await Credential(story).GetAccessTokenAsync(ClientStory.Token);

        Assert.Equal(("eyJhbGci...", ByPassword), (token, story.Tallyfy.Only.Body));
    }

    [Fact]
    public async Task An_expired_token_is_refreshed_with_whatever_refresh_token_is_newest()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("a1", "r1")).IssueToken(Token("a2", "r2")).IssueToken(Token("a3", null))
            .IssueToken(Token("a4", null));
        var credential = Credential(story);

        var tokens = new List<string>();
        for (var hour = 0; hour < 4; hour++)
        {
            tokens.Add(await credential.GetAccessTokenAsync(ClientStory.Token));
            story.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["a1", "a2", "a3", "a4"], tokens);
        Assert.Equal(
            [ByPassword, Refresh("r1"), Refresh("r2"), Refresh("r2")], story.Tallyfy.Seen.Select(seen => seen.Body));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task A_refused_refresh_token_leads_back_to_the_password(HttpStatusCode status)
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("a1", "r1")).IssueToken(Refused, status).IssueToken(Token("a2", "r2"));
        var credential = Credential(story);
        await credential.GetAccessTokenAsync(ClientStory.Token);

        var another = credential.Discard("a1");
        var token = await credential.GetAccessTokenAsync(ClientStory.Token);

        Assert.Equal((true, "a2"), (another, token));
        Assert.Equal([ByPassword, Refresh("r1"), ByPassword], story.Tallyfy.Seen.Select(seen => seen.Body));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, TallyfyErrorKind.RateLimited)]
    [InlineData(HttpStatusCode.InternalServerError, TallyfyErrorKind.ServerError)]
    public async Task A_failed_refresh_is_reported_and_its_token_not_used_twice(
        HttpStatusCode status, TallyfyErrorKind kind)
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("a1", "r1")).IssueToken("", status).IssueToken(Token("a2", "r2"));
        var credential = Credential(story);
        await credential.GetAccessTokenAsync(ClientStory.Token);
        credential.Discard("a1");

        var refusal = await ClientStory.RefusalAsync(() => credential.GetAccessTokenAsync(ClientStory.Token).AsTask());
        var token = await credential.GetAccessTokenAsync(ClientStory.Token);

        Assert.Equal((kind, "a2"), (refusal.Kind, token));
        Assert.Equal([ByPassword, Refresh("r1"), ByPassword], story.Tallyfy.Seen.Select(seen => seen.Body));
    }

    [Fact]
    public async Task A_newer_refresh_token_is_handed_over_to_be_kept()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("a1", "r2")).IssueToken(Token("a2", "r2")).IssueToken(Token("a3", null));
        var kept = new List<string>();
        var credential = story.Factory.CreateRefreshedToken("12", "s&cret", "r1", (newer, _) =>
        {
            kept.Add(newer);
            return Task.CompletedTask;
        });

        var first = await credential.GetAccessTokenAsync(ClientStory.Token);
        var another = credential.Discard(first);
        var second = await credential.GetAccessTokenAsync(ClientStory.Token);
        credential.Discard(second);
        await credential.GetAccessTokenAsync(ClientStory.Token);

        Assert.Equal(("a1", "a2", true), (first, second, another));
        Assert.Equal(["r2"], kept);
        Assert.Equal(
            [Refresh("r1"), Refresh("r2"), Refresh("r2")], story.Tallyfy.Seen.Select(seen => seen.Body));
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_lose_the_newer_refresh_token()
    {
        await using var story = new ClientStory();
        using var caller = new CancellationTokenSource();
        story.Tallyfy.On(HttpMethod.Post, StubTallyfy.TokenAddress, async (_, token) =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new HttpResponseMessage { Content = new StringContent(Token("a1", "r2")) };
        });
        var kept = new List<string>();
        var credential = story.Factory.CreateRefreshedToken("12", "s&cret", "r1", (newer, token) =>
        {
            token.ThrowIfCancellationRequested();
            kept.Add(newer);
            return Task.CompletedTask;
        });

        await credential.GetAccessTokenAsync(caller.Token);

        Assert.Equal(["r2"], kept);
    }

    [Fact]
    public async Task A_refused_token_is_refreshed_and_a_download_begun_anew()
    {
        await using var story = new ClientStory();
        story.Tallyfy.IssueToken(Token("a1", "r1")).IssueToken(Token("a2", "r2"));
        story.Tallyfy.Get("/organizations/org/file/f/dl", "{}", HttpStatusCode.Unauthorized);
        story.Tallyfy.Get("/organizations/org/file/f/dl", "content");
        using var destination = new MemoryStream();

        var file = await story.Factory.Create(Credential(story))
            .DownloadFileAsync("org", "f", destination, ClientStory.Token);

        Assert.Equal((7, 7), (file.Length, destination.Length));
    }

    private static PasswordToken Credential(ClientStory story) =>
        story.Factory.CreatePasswordToken("12", "s&cret", "ana@b.example", "p w");

    private static string Refresh(string token) =>
        $"grant_type=refresh_token&client_id=12&client_secret=s%26cret&refresh_token={token}";

    private static string Token(string accessToken, string? refreshToken) =>
        System.Text.Json.JsonSerializer.Serialize(new
        {
            token_type = "Bearer",
            expires_in = 3600,
            access_token = accessToken,
            refresh_token = refreshToken,
        });
}
