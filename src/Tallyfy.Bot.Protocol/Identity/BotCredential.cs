using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>What the bot shows the connector: a token of its own identity, or nothing when it has none.</summary>
public sealed class BotCredential
{
    private readonly TokenCredential? _credential;
    private readonly TokenRequestContext _request;

    public BotCredential(TokenCredential? credential, string scope) =>
        (_credential, _request) = (credential, new TokenRequestContext([scope]));

    /// <summary>Null for a bot without identity.</summary>
    internal async ValueTask<string?> FindTokenAsync(CancellationToken cancellationToken) =>
        _credential is null ? null : (await _credential.GetTokenAsync(_request, cancellationToken)).Token;

    internal static BotCredential For(BotIdentity identity, HttpPipelineTransport? transport = null)
    {
        var options = identity.Options;
        var scope = string.IsNullOrWhiteSpace(options.ToChannelFromBotOAuthScope)
            ? identity.Cloud.OAuthScope
            : options.ToChannelFromBotOAuthScope.Trim();

        return new BotCredential(CredentialFor(identity, transport), AsDefaultScope(scope));
    }

    /// <summary>The same identity towards Microsoft Graph, always in the operator's own tenant.</summary>
    internal static BotCredential ForGraph(BotIdentity identity, HttpPipelineTransport? transport = null)
    {
        var credential = identity.AppId is { } id
            && identity is { AppType: BotAppType.MultiTenant, Options.MicrosoftAppTenantId: { } tenant }
                ? ClientSecret(identity, id, tenant.Trim(), transport)
                : CredentialFor(identity, transport);

        return new BotCredential(credential, AsDefaultScope(identity.Cloud.GraphHost));
    }

    private static TokenCredential? CredentialFor(BotIdentity identity, HttpPipelineTransport? transport) =>
        (identity.AppId, identity.AppType) switch
        {
            (null, _) => null,
            ({ } id, BotAppType.UserAssignedMSI) => ManagedIdentity(id, transport),
            ({ } id, BotAppType.SingleTenant) =>
                ClientSecret(identity, id, identity.Options.MicrosoftAppTenantId!.Trim(), transport),
            ({ } id, BotAppType.MultiTenant) => ClientSecret(identity, id, identity.Cloud.LoginTenant, transport),
            _ => throw new InvalidOperationException("MicrosoftAppType is missing."),
        };

    private static ManagedIdentityCredential ManagedIdentity(string id, HttpPipelineTransport? transport)
    {
        var options = new ManagedIdentityCredentialOptions(ManagedIdentityId.FromUserAssignedClientId(id));
        options.Transport = transport ?? options.Transport;

        return new ManagedIdentityCredential(options);
    }

    private static ClientSecretCredential ClientSecret(
        BotIdentity identity, string id, string tenant, HttpPipelineTransport? transport)
    {
        var login = identity.Options.ToChannelFromBotLoginUrl;
        var address = new Uri(string.IsNullOrWhiteSpace(login) ? identity.Cloud.LoginHost : login.Trim());
        var authority = new Uri(address.GetLeftPart(UriPartial.Authority));
        var options = new ClientSecretCredentialOptions { AuthorityHost = authority };
        options.Transport = transport ?? options.Transport;

        // The setting may name the tenant too, as in https://login.microsoftonline.com/botframework.com.
        var named = address.AbsolutePath.Trim('/');
        var directory = named.Length > 0 ? named : tenant;

        return new ClientSecretCredential(directory, id, identity.Options.MicrosoftAppPassword, options);
    }

    private static string AsDefaultScope(string scope) =>
        scope.EndsWith("/.default", StringComparison.Ordinal) ? scope : $"{scope.TrimEnd('/')}/.default";
}
