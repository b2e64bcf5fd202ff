using System.Net;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

public sealed class TokenTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task The_personal_token_is_its_owners()
    {
        await using var host = new SandboxHost();

        var me = await host.AsAdministrator().GetAsync("/api/me");

        Assert.Equal("bot@example.com", me.Data.GetProperty("email").GetString());
        Assert.Equal(WellKnown.Bot, me.Data.GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("/oauth/token")]
    [InlineData("/api/oauth/token")]
    public async Task Client_credentials_give_an_application_token_for_seven_days(string path)
    {
        await using var host = new SandboxHost();
        var anybody = host.As(null);
        anybody.ForgetHeader("X-Tallyfy-Client");

        var answer = await anybody.PostFormAsync(path, Credentials(WellKnown.ClientId, WellKnown.ClientSecret));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(604800, answer.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal("Bearer", answer.Json.GetProperty("token_type").GetString());
    }

    [Theory]
    [InlineData("not-a-number", WellKnown.ClientSecret)]
    [InlineData("4711", WellKnown.ClientSecret)]
    [InlineData(WellKnown.ClientId, "wrong")]
    public async Task A_wrong_client_is_an_invalid_client(string id, string secret)
    {
        await using var host = new SandboxHost();

        var answer = await host.As(null).PostFormAsync("/api/oauth/token", Credentials(id, secret));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("""{"error":"invalid_client"}""", answer.Text);
    }

    [Fact]
    public async Task Other_grants_and_bodies_that_are_no_form_are_refused()
    {
        await using var host = new SandboxHost();
        var form = Credentials(WellKnown.ClientId, WellKnown.ClientSecret);
        form["grant_type"] = "magic";

        var grant = await host.As(null).PostFormAsync("/api/oauth/token", form);
        var json = await host.As(null).PostAsync("/api/oauth/token", """{"grant_type":"client_credentials"}""");

        Assert.Equal(HttpStatusCode.BadRequest, grant.Status);
        Assert.Equal(HttpStatusCode.BadRequest, json.Status);
        Assert.True(json.Json.GetProperty("error").GetBoolean());
    }

    [Fact]
    public async Task A_minted_token_is_the_person_it_was_minted_for()
    {
        await using var host = new SandboxHost();

        var me = await (await host.AsPersonAsync("ALEXW@example.com")).GetAsync("/api/me");

        Assert.Equal(WellKnown.Alex, me.Data.GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("/api/me")]
    [InlineData("{org}/tasks")]
    [InlineData("{org}/users")]
    public async Task An_application_token_is_refused_by_every_user_endpoint(string path)
    {
        await using var host = new SandboxHost();
        var application = host.As(await host.ApplicationTokenAsync());

        var answer = await application.GetAsync(path.Replace("{org}", Org, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("""{"error":true,"message":"Unauthenticated."}""", answer.Text);
    }

    [Fact]
    public async Task Minting_needs_the_application_its_organization_and_a_known_person()
    {
        await using var host = new SandboxHost();
        var application = host.As(await host.ApplicationTokenAsync());
        var own = $"/api/applications/{WellKnown.OrganizationId}/users";

        var byPerson = await host.AsAdministrator().PostAsync($"{own}/alexw@example.com/token", null);
        var elsewhere = await application.PostAsync(
            $"/api/applications/{new string('0', 32)}/users/alexw@example.com/token", null);
        var unknown = await application.PostAsync($"{own}/nobody@example.com/token", null);

        Assert.Equal(HttpStatusCode.Unauthorized, byPerson.Status);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.Status);
        Assert.Contains(
            "application's permissions", elsewhere.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
    }

    [Theory]
    [InlineData("error-422", HttpStatusCode.UnprocessableEntity)]
    [InlineData("error-404", HttpStatusCode.NotFound)]
    [InlineData("error-403", HttpStatusCode.Forbidden)]
    public async Task A_person_who_is_not_active_gets_no_token(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("InactiveUserToken", setting));
        var alex = host.State.People.Find(WellKnown.Alex) ?? throw new InvalidOperationException();
        host.State.People.Add(alex with { Status = "invited" });
        var application = host.As(await host.ApplicationTokenAsync());

        var answer = await application.PostAsync(
            $"/api/applications/{WellKnown.OrganizationId}/users/alexw@example.com/token", null);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Tokens_end_when_their_time_is_over()
    {
        await using var host = new SandboxHost();
        var application = host.As(await host.ApplicationTokenAsync());
        var alex = await host.AsPersonAsync("alexw@example.com");

        host.Clock.Advance(TimeSpan.FromDays(8));
        var minting = await application.PostAsync(
            $"/api/applications/{WellKnown.OrganizationId}/users/alexw@example.com/token", null);
        var stillAlex = await alex.GetAsync("/api/me");
        host.Clock.Advance(TimeSpan.FromDays(83));
        var noLongerAlex = await alex.GetAsync("/api/me");

        Assert.Equal(HttpStatusCode.Unauthorized, minting.Status);
        Assert.Equal(HttpStatusCode.OK, stillAlex.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, noLongerAlex.Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("unknown")]
    [InlineData(" " + WellKnown.AccessToken)]
    public async Task Without_a_known_token_nobody_is_let_in(string? token)
    {
        await using var host = new SandboxHost();
        var stranger = host.As(null);

        var answer = token is null
            ? await stranger.GetAsync("/api/me")
            : await host.As(token).GetAsync("/api/me");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Theory]
    [InlineData("404-endpoint", HttpStatusCode.NotFound)]
    [InlineData("401", HttpStatusCode.Unauthorized)]
    [InlineData("accepted", HttpStatusCode.OK)]
    public async Task The_client_header_is_asked_for_as_the_setting_says(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("MissingClientHeader", setting));
        var api = host.AsAdministrator();
        api.ForgetHeader("X-Tallyfy-Client");

        Assert.Equal(status, (await api.GetAsync("/api/me")).Status);
    }

    private static Dictionary<string, string> Credentials(string id, string secret) => new()
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = id,
        ["client_secret"] = secret,
    };
}
