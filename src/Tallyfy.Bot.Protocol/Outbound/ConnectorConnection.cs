using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Identity;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>
/// The one place from which a request leaves: allowed host, token, time limit, and the meaning of the answer.
/// </summary>
internal sealed class ConnectorConnection(
    HttpClient http, BotCredential credential, ServiceUrlPolicy serviceUrls, TimeProvider time)
{
    public async Task<T?> ReadAsync<T>(
        string serviceUrl, ConnectorCall call, JsonTypeInfo<T> answerType, CancellationToken cancellationToken)
        where T : class =>
        ReadAnswer(await CallAsync(serviceUrl, call, cancellationToken), answerType);

    /// <summary>What was made, by its id. It was made, whatever the answer says: null where that tells none.</summary>
    public async Task<string?> MakeAsync(
        string serviceUrl, ConnectorCall call, CancellationToken cancellationToken) =>
        MadeThing.FindId(await CallAsync(serviceUrl, call, cancellationToken));

    private async Task<byte[]> CallAsync(string serviceUrl, ConnectorCall call, CancellationToken cancellationToken)
    {
        if (!serviceUrls.Allows(serviceUrl))
            throw new ConnectorException(ConnectorEnd.ForeignHost);

        using var request = call.ToRequest(serviceUrl, await FindTokenAsync(cancellationToken));
        using var response = await ExchangeAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken); // buffered and bounded already

        return response.IsSuccessStatusCode
            ? body
            : throw ConnectorFault.From(response, body, time.GetUtcNow());
    }

    private async Task<string?> FindTokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await credential.FindTokenAsync(cancellationToken);
        }
        catch (AuthenticationFailedException fault)
        {
            throw new ConnectorException(ConnectorEnd.NoToken, cause: fault);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ConnectorClient.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

        try
        {
            return await http.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ConnectorException(ConnectorEnd.NoAnswer, cause: fault);
        }
        catch (HttpRequestException fault)
        {
            throw ConnectorFault.From(fault);
        }
    }

    private static T? ReadAnswer<T>(byte[] body, JsonTypeInfo<T> answerType)
        where T : class
    {
        if (body.Length is 0)
            return null;

        try
        {
            return JsonSerializer.Deserialize(body, answerType);
        }
        catch (JsonException fault)
        {
            // It succeeded and told us something we cannot read, so what it made is not known.
            throw new ConnectorException(
                ConnectorEnd.NoAnswer, HttpStatusCode.OK, "UnreadableAnswer", fault);
        }
    }
}
