using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>
/// The real credentials against a login server of ours: what leaves the machine is what Microsoft expects.
/// </summary>
public sealed class BotCredentialTests
{
    private const string Tenant = "00000000-0000-0000-0000-0000000000aa";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_single_tenant_bot_shows_its_secret_to_its_own_tenant()
    {
        var (target, form) = await AskAsync(With("SingleTenant"));

        Assert.Equal($"/{Tenant}/oauth2/v2.0/token", target);
        Assert.Equal(
            (TokenIssuer.AppId, "secret & more", "client_credentials", "https://api.botframework.com/.default"),
            (form["client_id"], form["client_secret"], form["grant_type"], form["scope"]));
    }

    [Fact]
    public async Task A_multi_tenant_bot_shows_its_secret_to_the_bot_framework()
    {
        var (target, _) = await AskAsync(With("MultiTenant"));

        Assert.Equal("/botframework.com/oauth2/v2.0/token", target);
    }

    [Fact]
    public async Task A_login_address_and_a_scope_of_the_operator_are_used()
    {
        const string scope = "https://api.contoso.example/.default";

        var (target, form) = await AskAsync(
            With("MultiTenant", login: "https://login.microsoftonline.com/contoso.example", scope: scope));

        Assert.Equal(("/contoso.example/oauth2/v2.0/token", scope), (target, form["scope"]));
    }

    [Fact]
    public async Task The_government_cloud_has_its_own_login_and_scope()
    {
        await using var login = await LoginServer.StartAsync();
        var options = With("MultiTenant", channelService: "https://botframework.azure.us");

        await Credential(options, login).FindTokenAsync(Cancellation);

        var request = login.Seen.Single(request => request.Method == "POST");
        Assert.Equal("/microsoftservices.onmicrosoft.us/oauth2/v2.0/token", request.Target);
        Assert.Equal("https://api.botframework.us/.default", Form(request)["scope"]);
    }

    [Fact]
    public async Task A_bot_with_a_managed_identity_asks_its_machine_and_knows_no_secret()
    {
        await using var login = await LoginServer.StartAsync();
        var options = With("UserAssignedMSI", password: null);

        var token = await Credential(options, login).FindTokenAsync(Cancellation);

        var query = QueryHelpers.ParseQuery(new Uri(new Uri("http://x"), login.Seen.Last().Target).Query);
        Assert.Equal("token-of-the-machine", token);
        Assert.Equal(TokenIssuer.AppId, query["client_id"]);
        Assert.Equal("https://api.botframework.com", query["resource"]);
    }

    [Fact]
    public async Task A_token_is_asked_for_once_and_then_kept()
    {
        await using var login = await LoginServer.StartAsync();
        var credential = Credential(With("SingleTenant"), login);

        await credential.FindTokenAsync(Cancellation);
        await credential.FindTokenAsync(Cancellation);

        Assert.Single(login.Seen, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_bot_without_identity_has_no_token()
    {
        var credential = BotCredential.For(new BotIdentity(Options.Create(new BotFrameworkOptions())));

        Assert.Null(await credential.FindTokenAsync(Cancellation));
    }

    private static async Task<(string Target, Dictionary<string, string> Form)> AskAsync(BotFrameworkOptions options)
    {
        await using var login = await LoginServer.StartAsync();

        Assert.Equal("token-of-the-secret", await Credential(options, login).FindTokenAsync(Cancellation));

        var request = login.Seen.Single(request => request.Method == "POST");
        return (request.Target, Form(request));
    }

    private static BotCredential Credential(BotFrameworkOptions options, LoginServer login) =>
        BotCredential.For(new BotIdentity(Options.Create(options)), login.Transport);

    private static Dictionary<string, string> Form(SeenRequest request) =>
        QueryHelpers.ParseQuery(request.Body).ToDictionary(field => field.Key, field => field.Value.ToString());

    private static BotFrameworkOptions With(
        string type,
        string? password = "secret & more",
        string? login = null,
        string? scope = null,
        string? channelService = null) =>
        new()
        {
            MicrosoftAppType = type,
            MicrosoftAppId = TokenIssuer.AppId,
            MicrosoftAppPassword = password,
            MicrosoftAppTenantId = Tenant,
            ToChannelFromBotLoginUrl = login,
            ToChannelFromBotOAuthScope = scope,
            ChannelService = channelService,
        };
}
