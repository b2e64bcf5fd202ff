using System.Net.Http.Headers;
using Azure.Identity;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Outbound;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// The bot's own tokens for the SDK's connector. The SDK's credentials keep a token no longer than one call, so each
/// message would ask the login service anew.
/// </summary>
internal sealed class BotCredentials(BotIdentity identity, BotCredential credential) : ServiceClientCredentialsFactory
{
    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) =>
        Task.FromResult(appId == identity.AppId);

    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) =>
        Task.FromResult(identity.AppId is null);

    public override Task<ServiceClientCredentials> CreateCredentialsAsync(
        string appId,
        string audience,
        string loginEndpoint,
        bool validateAuthority,
        CancellationToken cancellationToken) =>
        Task.FromResult<ServiceClientCredentials>(new Bearer(credential));

    private sealed class Bearer(BotCredential credential) : ServiceClientCredentials
    {
        public override async Task ProcessHttpRequestAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                if (await credential.FindTokenAsync(cancellationToken) is { } token)
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }
            catch (AuthenticationFailedException fault)
            {
                throw new ConnectorException(ConnectorEnd.NoToken, cause: fault);
            }
        }
    }
}
