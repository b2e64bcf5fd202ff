namespace Tallyfy.Client.Http;

/// <summary>Reads the whole answer beneath the time limit and the retries, up to a size and no further.</summary>
internal sealed class BodyLimit(int maxBytes) : DelegatingHandler
{
    private const int ChunkBytes = 16 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            var body = new ByteArrayContent(await ReadAsync(response, cancellationToken).ConfigureAwait(false));
            response.Content.Dispose();
            response.Content = body;
            return response;
        }
        catch (IOException exception)
        {
            response.Dispose();
            throw new HttpRequestException("The answer broke off.", exception);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var chunk = new byte[ChunkBytes];
        while (await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            if (body.Length + count > maxBytes)
            {
                throw new TallyfyException(TallyfyErrorKind.UnreadableAnswer, "Tallyfy's answer is too large.")
                {
                    Status = response.StatusCode,
                };
            }

            body.Write(chunk, 0, count);
        }

        return body.ToArray();
    }
}
