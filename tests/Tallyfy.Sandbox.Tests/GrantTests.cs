using System.Net;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>Password and refresh grants, provisioning and the end of tokens (docs/tallyfy-facts.md 3).</summary>
public sealed class GrantTests
{
    private const string Users = $"/api/applications/{WellKnown.OrganizationId}/users";

    [Fact]
    public async Task A_password_gives_an_hour_and_a_refresh_token()
    {
        await using var host = new SandboxHost();

        var answer = await PasswordAsync(host, "ALEXW@example.com");
        var alex = host.As(Token(answer));
        var me = await alex.GetAsync("/api/me");
        host.Clock.Advance(TimeSpan.FromSeconds(3600));
        var late = await alex.GetAsync("/api/me");

        Assert.Equal(3600, answer.Json.GetProperty("expires_in").GetInt32());
        Assert.NotEmpty(answer.Json.GetProperty("refresh_token").GetString() ?? "");
        Assert.Equal(WellKnown.Alex, me.Data.GetProperty("id").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, late.Status);
    }

    [Theory]
    [InlineData("true", HttpStatusCode.BadRequest, false)]
    [InlineData("false", HttpStatusCode.OK, true)]
    public async Task RefreshTokenRotates_says_whether_it_is_used_once(
        string setting, HttpStatusCode second, bool isSame)
    {
        await using var host = new SandboxHost(("RefreshTokenRotates", setting));
        var grant = await PasswordAsync(host, "alexw@example.com");
        var first = grant.Json.GetProperty("refresh_token").GetString() ?? "";

        var refreshed = await RefreshAsync(host, first);
        var again = await RefreshAsync(host, first);

        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        Assert.Equal(second, again.Status);
        Assert.Equal(isSame, refreshed.Json.GetProperty("refresh_token").GetString() == first);
        Assert.Equal(HttpStatusCode.OK, (await host.As(Token(refreshed)).GetAsync("/api/me")).Status);
    }

    [Theory]
    [InlineData("400-invalid-grant", HttpStatusCode.BadRequest, """{"error":"invalid_grant"}""")]
    [InlineData("401-invalid-credentials", HttpStatusCode.Unauthorized, """{"error":"invalid_credentials"}""")]
    public async Task WrongGrant_names_a_wrong_password(string setting, HttpStatusCode status, string body)
    {
        await using var host = new SandboxHost(("WrongGrant", setting));

        var password = await PasswordAsync(host, "alexw@example.com", "guess");
        var stranger = await PasswordAsync(host, "nobody@example.com");
        var refresh = await RefreshAsync(host, "guess");

        Assert.All([password, stranger, refresh], answer =>
        {
            Assert.Equal(status, answer.Status);
            Assert.Equal(body, answer.Text);
        });
    }

    [Theory]
    [InlineData("PasswordTokenSeconds")]
    [InlineData("ApplicationTokenSeconds")]
    [InlineData("MintedTokenSeconds")]
    public async Task Lifetimes_are_settings(string setting)
    {
        await using var host = new SandboxHost((setting, "90"));
        var application = await host.ApplicationTokenAsync();
        var minted = await host.As(application).PostAsync($"{Users}/alexw@example.com/token", null);
        var password = await PasswordAsync(host, "alexw@example.com");

        host.Clock.Advance(TimeSpan.FromSeconds(90));

        var live = new[]
        {
            (await host.As(Token(password)).GetAsync("/api/me")).Status,
            (await host.As(application).PostAsync($"{Users}/alexw@example.com/token", null)).Status,
            (await host.As(Token(minted)).GetAsync("/api/me")).Status,
        };
        Assert.Single(live, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task RefreshTokenSeconds_ends_refreshing()
    {
        await using var host = new SandboxHost(("RefreshTokenSeconds", "60"));
        var grant = await PasswordAsync(host, "alexw@example.com");
        var token = grant.Json.GetProperty("refresh_token").GetString() ?? "";

        host.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(HttpStatusCode.BadRequest, (await RefreshAsync(host, token)).Status);
    }

    [Fact]
    public async Task An_application_makes_a_user_and_their_token()
    {
        await using var host = new SandboxHost();
        var application = host.As(await host.ApplicationTokenAsync());

        var made = await application.PostAsync(Users, """
            {"first_name":"Person","last_name":"One","email":"person.one@example.com","role":"light",
             "timezone":"America/Chicago"}
            """);
        var token = await application.PostAsync($"{Users}/person.one@example.com/token", null);

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal("light", made.Data.GetProperty("role").GetString());
        Assert.Equal("2026-03-02T09:00:00.000Z", made.Data.GetProperty("created_at").GetString());
        Assert.Equal(HttpStatusCode.OK, token.Status);
    }

    [Theory]
    [InlineData("""{"first_name":"A","last_name":"B"}""", "email")]
    [InlineData("""{"first_name":"A","last_name":"B","email":"no address"}""", "email")]
    [InlineData("""{"first_name":"A","last_name":"B","email":"alexw@example.com"}""", "email")]
    [InlineData("""{"last_name":"B","email":"a@example.com"}""", "first_name")]
    [InlineData(
        """{"first_name":"123456789012345678901234567890123","last_name":"B","email":"a@example.com"}""", "first_name")]
    [InlineData("""{"first_name":"A","last_name":7,"email":"a@example.com"}""", "last_name")]
    [InlineData("""{"first_name":"A","last_name":"B","email":"a@example.com","role":"king"}""", "role")]
    [InlineData("""{"first_name":"A","last_name":"B","email":"a@example.com","timezone":"/dev/zero"}""", "timezone")]
    public async Task A_user_that_cannot_be_made_says_which_field(string body, string field)
    {
        await using var host = new SandboxHost();

        var answer = await host.As(await host.ApplicationTokenAsync()).PostAsync(Users, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Provisioning_is_for_the_application_of_the_organization()
    {
        await using var host = new SandboxHost();
        var application = host.As(await host.ApplicationTokenAsync());

        var byPerson = await host.AsAdministrator().PostAsync(Users, "{}");
        var elsewhere = await application.PostAsync($"/api/applications/{new string('0', 32)}/users", "{}");

        Assert.Equal(HttpStatusCode.Unauthorized, byPerson.Status);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.Status);
        Assert.Equal(
            """{"error":true,"message":"You don\u0027t have application\u0027s permissions for this organization!"}""",
            elsewhere.Text);
    }

    [Fact]
    public async Task An_address_known_elsewhere_is_no_stranger()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        await api.PostAsync($"{SandboxHost.Org}/guests", """{"email":"guest@example.net"}""");
        await api.DeleteAsync($"{SandboxHost.Org}/users/{WellKnown.Lynne}");
        var application = host.As(await host.ApplicationTokenAsync());

        var guest = await application.PostAsync($"{Users}/guest@example.net/token", null);
        var former = await application.PostAsync($"{Users}/lynner@example.com/token", null);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, guest.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, former.Status);
    }

    [Fact]
    public async Task A_revoked_token_and_those_of_who_logs_out_end_at_once()
    {
        await using var host = new SandboxHost();
        var anybody = host.As(null);
        var issued = (await anybody.PostAsync("/_sandbox/tokens", """{"as":"meganb@example.com"}"""))
            .Json.GetProperty("access_token").GetString();
        var password = await PasswordAsync(host, "alexw@example.com");
        var before = await host.As(issued).GetAsync("/api/me");

        var one = await anybody.PostAsync("/_sandbox/tokens/revoke", $$"""{"token":"{{issued}}"}""");
        var all = await anybody.PostAsync("/_sandbox/tokens/revoke", """{"as":"alexw@example.com"}""");
        var nobody = await anybody.PostAsync("/_sandbox/tokens/revoke", """{"as":"x@example.com"}""");

        Assert.Equal(WellKnown.Megan, before.Data.GetProperty("id").GetInt32());
        Assert.Equal("""{"revoked":1}""", one.Text);
        Assert.Equal("""{"revoked":2}""", all.Text);
        Assert.Equal(HttpStatusCode.NotFound, nobody.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.As(issued).GetAsync("/api/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.As(Token(password)).GetAsync("/api/me")).Status);
    }

    [Theory]
    [InlineData("error-and-message", """{"error":true,"message":"Unauthenticated."}""")]
    [InlineData("message", """{"message":"Unauthenticated."}""")]
    public async Task UnauthenticatedBody_has_two_shapes(string setting, string body)
    {
        await using var host = new SandboxHost(("UnauthenticatedBody", setting));

        Assert.Equal(body, (await host.As("unknown").GetAsync("/api/me")).Text);
    }

    private static string? Token(Answer answer) => answer.Json.GetProperty("access_token").GetString();

    private static Task<Answer> PasswordAsync(SandboxHost host, string email, string password = "sandbox-password") =>
        host.As(null).PostFormAsync("/oauth/token", new()
        {
            ["grant_type"] = "password",
            ["client_id"] = WellKnown.ClientId,
            ["client_secret"] = WellKnown.ClientSecret,
            ["username"] = email,
            ["password"] = password,
        });

    private static Task<Answer> RefreshAsync(SandboxHost host, string token) =>
        host.As(null).PostFormAsync("/oauth/token", new()
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = WellKnown.ClientId,
            ["client_secret"] = WellKnown.ClientSecret,
            ["refresh_token"] = token,
        });
}
