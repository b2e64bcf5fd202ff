using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>The authorization-code flow (docs/tallyfy-facts.md 3): who you are, and a code good once.</summary>
public sealed class SignInTests
{
    private const string Redirect = "http://localhost:3978/link/signed-in";
    private const string Asked =
        $"/oauth/authorize?response_type=code&scope=*&state=s+1&client_id={WellKnown.ClientId}&redirect_uri=";

    [Fact]
    public async Task The_page_names_active_members_and_what_is_foreign_in_their_names_is_only_text()
    {
        await using var host = new SandboxHost();
        var alex = host.State.People.Find(WellKnown.Alex)!;
        host.State.People.Add(alex with { FirstName = "<b>Alex" });
        host.State.People.Add(host.State.People.Find(WellKnown.Megan)! with { Status = "disabled" });

        var page = await host.As(null).GetAsync(Asked + Redirect);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("&lt;b&gt;Alex", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Megan", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_chosen_goes_back_with_a_code_and_the_state_and_the_code_gives_their_token()
    {
        await using var host = new SandboxHost();

        var (code, state) = await ChooseAsync(host, WellKnown.Alex);
        var answer = await RedeemAsync(host, code, Redirect);
        var me = await host.As(answer.Json.GetProperty("access_token").GetString()).GetAsync("/api/me");

        Assert.Equal("s 1", state);
        Assert.Equal(15_778_800, answer.Json.GetProperty("expires_in").GetInt32());
        Assert.Equal(WellKnown.Alex, me.Data.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        await using var host = new SandboxHost();
        var (code, _) = await ChooseAsync(host, WellKnown.Alex);

        await RedeemAsync(host, code, Redirect);

        Assert.Equal(HttpStatusCode.BadRequest, (await RedeemAsync(host, code, Redirect)).Status);
    }

    [Fact]
    public async Task A_code_presented_with_another_address_is_used_up()
    {
        await using var host = new SandboxHost();
        var (code, _) = await ChooseAsync(host, WellKnown.Alex);

        Assert.Equal(HttpStatusCode.BadRequest, (await RedeemAsync(host, code, "http://localhost:1/other")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await RedeemAsync(host, code, Redirect)).Status);
    }

    [Theory]
    [InlineData("60", HttpStatusCode.BadRequest)]
    [InlineData("61", HttpStatusCode.OK)]
    public async Task AuthorizationCodeSeconds_ends_a_code(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("AuthorizationCodeSeconds", setting));
        var (code, _) = await ChooseAsync(host, WellKnown.Alex);

        host.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(status, (await RedeemAsync(host, code, Redirect)).Status);
    }

    [Fact]
    public async Task SignInTokenSeconds_is_how_long_its_token_lives()
    {
        await using var host = new SandboxHost(("SignInTokenSeconds", "90"));
        var (code, _) = await ChooseAsync(host, WellKnown.Alex);
        var token = (await RedeemAsync(host, code, Redirect)).Json.GetProperty("access_token").GetString();

        host.Clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.As(token).GetAsync("/api/me")).Status);
    }

    [Theory]
    [InlineData("client_id=3979", "client_id=1", "client_id")]
    [InlineData("response_type=code", "response_type=token", "response_type")]
    [InlineData("localhost:3978", "elsewhere.example", "redirect_uri")]
    public async Task What_cannot_be_is_said_on_a_page_and_sends_nobody_away(string part, string changed, string named)
    {
        await using var host = new SandboxHost();
        var address = (Asked + Redirect).Replace(part, changed, StringComparison.Ordinal);

        var asked = await host.As(null).GetAsync(address);
        var chosen = await host.As(null).PostFormAsync(address, new() { ["user"] = "1002" });

        Assert.All([asked, chosen], answer =>
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains(named, answer.Text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("1009")]
    [InlineData("77")]
    [InlineData("")]
    public async Task Nobody_signs_in_who_is_no_active_member(string user)
    {
        await using var host = new SandboxHost();

        var answer = await host.As(null).PostFormAsync(Asked + Redirect, new() { ["user"] = user });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    private static async Task<(string Code, string? State)> ChooseAsync(SandboxHost host, int member)
    {
        using var browser = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("user", $"{member}")]);
        using var answer = await browser.PostAsync(Asked + Redirect, form);
        var query = QueryHelpers.ParseQuery(answer.Headers.Location!.Query);

        Assert.StartsWith(Redirect, answer.Headers.Location.OriginalString, StringComparison.Ordinal);
        return (query["code"].ToString(), query["state"]);
    }

    private static Task<Answer> RedeemAsync(SandboxHost host, string code, string redirect) =>
        host.As(null).PostFormAsync("/oauth/token", new()
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = WellKnown.ClientId,
            ["client_secret"] = WellKnown.ClientSecret,
            ["code"] = code,
            ["redirect_uri"] = redirect,
        });
}
