using Tallyfy.Bot.Protocol.Outbound;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// The SDK's connector travels as ours does: no redirect is followed, no cookie kept, and an answer has a size limit.
/// </summary>
internal sealed class ConnectorClients(IHttpClientFactory clients) : IHttpClientFactory
{
    public HttpClient CreateClient(string name) => clients.CreateClient(ConnectorClient.HttpClientName);
}
