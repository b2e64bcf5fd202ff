namespace Tallyfy.Client.Http;

/// <summary>Reads the whole answer beneath the time limit and the retries, up to a size and no further.</summary>
internal sealed class BodyLimit(int maxBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.IsDownload && response.IsSuccessStatusCode)
            return response;

        try
        {
            using var read = new MemoryStream();
            await response.CopyBodyAsync(read, maxBytes, cancellationToken).ConfigureAwait(false);
            response.Content.Dispose();
            response.Content = new ByteArrayContent(read.GetBuffer(), 0, (int)read.Length);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
