using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Http;

/// <summary>The one way out to Tallyfy: every request gets its headers here, and every failure its kind.</summary>
internal sealed class TallyfyConnection(
    IHttpClientFactory clients, IOptions<TallyfyClientOptions> options, TimeProvider time)
{
    private readonly string baseAddress = options.Value.BaseAddress.AbsoluteUri.TrimEnd('/');

    /// <summary>Reads; a refused token is replaced once where the credential can.</summary>
    public async Task<TallyfyAnswer> GetAsync(
        string path, ITallyfyCredential credential, CancellationToken cancellationToken)
    {
        var accessToken = await credential.GetAccessTokenAsync(cancellationToken).ConfigureAwait(false);
        var answer = await SendAsync(HttpMethod.Get, path, accessToken, null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsUnauthenticated || !credential.Discard(accessToken))
            return answer;

        accessToken = await credential.GetAccessTokenAsync(cancellationToken).ConfigureAwait(false);
        return await SendAsync(HttpMethod.Get, path, accessToken, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes, exactly once; a refused token is forgotten, so that the next request gets another.</summary>
    public async Task<TallyfyAnswer> PostAsync<T>(
        string path,
        T body,
        JsonTypeInfo<T> type,
        ITallyfyCredential credential,
        CancellationToken cancellationToken)
    {
        var accessToken = await credential.GetAccessTokenAsync(cancellationToken).ConfigureAwait(false);
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await SendAsync(HttpMethod.Post, path, accessToken, content, cancellationToken)
            .ConfigureAwait(false);
        if (answer.IsUnauthenticated)
            credential.Discard(accessToken);
        return answer;
    }

    /// <summary>Mints a member's token with the application's.</summary>
    public async Task<TokenAnswer> MintAsync(string path, string applicationToken, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Post, path, applicationToken, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Token();
    }

    /// <summary>Asks the token address; the only request that carries a form and no bearer token.</summary>
    public async Task<TokenAnswer> RequestTokenAsync(
        IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.TokenAddress);
        request.Content = new FormUrlEncodedContent(form);
        var answer = await SendAsync(TallyfyClientRegistration.TokenClientName, request, cancellationToken)
            .ConfigureAwait(false);
        return answer.Token();
    }

    private async Task<TallyfyAnswer> SendAsync(
        HttpMethod method,
        string path,
        string accessToken,
        HttpContent? content,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, baseAddress + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        request.Content = content;
        return await SendAsync(TallyfyClientRegistration.ApiClientName, request, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<TallyfyAnswer> SendAsync(
        string clientName, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("X-Tallyfy-Client", options.Value.ClientHeader);
        try
        {
            using var client = clients.CreateClient(clientName);
            using var response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            // Already in memory: BodyLimit read it within the time limit of the try.
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return TallyfyAnswer.From(response, body, time);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is TimeoutRejectedException or OperationCanceledException)
        {
            throw new TallyfyException(TallyfyErrorKind.TimedOut, "Tallyfy did not answer in time.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new TallyfyException(TallyfyErrorKind.Unreachable, "Tallyfy could not be reached.", exception);
        }
    }
}
