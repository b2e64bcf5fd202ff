using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Http;

/// <summary>The one way out to Tallyfy: every request gets its headers here, and every failure its kind.</summary>
internal sealed class TallyfyConnection(
    IHttpClientFactory clients, IOptions<TallyfyClientOptions> options, TimeProvider time, ReadingNotes notes)
{
    public const string ApiClientName = "Tallyfy.Api";

    public const string TokenClientName = "Tallyfy.Tokens";

    private readonly string baseAddress = options.Value.BaseAddress.AbsoluteUri.TrimEnd('/');

    /// <summary>Reads; a refused token is replaced once where the credential can.</summary>
    public Task<TallyfyAnswer> GetAsync(
        string path, ITallyfyCredential credential, CancellationToken cancellationToken) =>
        ReadAsync(path, null, credential, cancellationToken);

    /// <summary>Reads a file into a stream, and holds no more than a piece of it.</summary>
    public async Task<DownloadedFile> DownloadAsync(
        string path, Stream destination, ITallyfyCredential credential, CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(path, destination, credential, cancellationToken).ConfigureAwait(false);
        answer.EnsureSuccess();
        return answer.File ?? throw new UnreachableException();
    }

    /// <summary>Writes, exactly once; a refused token is forgotten, so that the next request gets another.</summary>
    public async Task<TallyfyAnswer> WriteAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        ITallyfyCredential credential,
        CancellationToken cancellationToken)
    {
        var accessToken = await credential.GetAccessTokenAsync(cancellationToken).ConfigureAwait(false);
        var answer = await SendAsync(method, path, accessToken, body, null, cancellationToken).ConfigureAwait(false);
        if (answer.IsUnauthenticated)
            credential.Discard(accessToken);
        return answer;
    }

    /// <summary>Writes as the application, whose token the caller holds.</summary>
    public Task<TallyfyAnswer> PostAsync(
        string path, HttpContent? body, string applicationToken, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, applicationToken, body, null, cancellationToken);

    /// <summary>Asks the token address; the only request that carries a form and no bearer token.</summary>
    public async Task<TokenAnswer> RequestTokenAsync(
        IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.TokenAddress);
        request.Content = new FormUrlEncodedContent(form);
        var answer = await SendAsync(TokenClientName, request, null, cancellationToken)
            .ConfigureAwait(false);
        return answer.Token();
    }

    private async Task<TallyfyAnswer> ReadAsync(
        string path, Stream? destination, ITallyfyCredential credential, CancellationToken cancellationToken)
    {
        var accessToken = await credential.GetAccessTokenAsync(cancellationToken).ConfigureAwait(false);
        var answer = await SendAsync(HttpMethod.Get, path, accessToken, null, destination, cancellationToken)
            .ConfigureAwait(false);
        if (!answer.IsUnauthenticated || !credential.Discard(accessToken))
            return answer;

        accessToken = await credential.GetAccessTokenAsync(cancellationToken).ConfigureAwait(false);
        return await SendAsync(HttpMethod.Get, path, accessToken, null, destination, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<TallyfyAnswer> SendAsync(
        HttpMethod method,
        string path,
        string accessToken,
        HttpContent? content,
        Stream? destination,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, baseAddress + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        request.Content = content;
        if (destination is not null || content is MultipartFormDataContent)
            request.MarkAsTransfer();
        return await SendAsync(ApiClientName, request, destination, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<TallyfyAnswer> SendAsync(
        string clientName, HttpRequestMessage request, Stream? destination, CancellationToken cancellationToken)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("X-Tallyfy-Client", options.Value.ClientHeader);
        request.Headers.Add("User-Agent", options.Value.UserAgent);
        try
        {
            using var client = clients.CreateClient(clientName);
            using var response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (destination is not null && response.IsSuccessStatusCode)
                return await SaveAsync(response, destination, cancellationToken).ConfigureAwait(false);

            // Already in memory: BodyLimit read it within the time limit of the try.
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return TallyfyAnswer.From(response, body, time, notes);
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

    private async Task<TallyfyAnswer> SaveAsync(
        HttpResponseMessage response, Stream destination, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.TransferTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var length = await response
            .CopyBodyAsync(destination, options.Value.MaxDownloadBytes, either.Token)
            .ConfigureAwait(false);
        return TallyfyAnswer.From(response, [], time, notes) with { File = response.Describe(length) };
    }
}
