using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// The adapter that cards leave by. It is not the host's: that one's middleware could change a card, and its handler of
/// errors would write into the chat of somebody whose card could not be posted.
/// </summary>
internal sealed class ConnectorAdapter(
    BotIdentity identity, BotCredentials credentials, IHttpClientFactory clients)
    : CloudAdapter(Authentication(identity, credentials, clients), NullLogger.Instance) // three lines for each card
{
    private static BotFrameworkAuthentication Authentication(
        BotIdentity identity, BotCredentials credentials, IHttpClientFactory clients) =>
        BotFrameworkAuthenticationFactory.Create(
            channelService: identity.Options.ChannelService,
            validateAuthority: true,
            toChannelFromBotLoginUrl: null,
            toChannelFromBotOAuthScope: null,
            toBotFromChannelTokenIssuer: null,
            oAuthUrl: null,
            toBotFromChannelOpenIdMetadataUrl: null,
            toBotFromEmulatorOpenIdMetadataUrl: null,
            callerId: null,
            credentials,
            new AuthenticationConfiguration(),
            new ConnectorClients(clients),
            NullLogger.Instance);
}
