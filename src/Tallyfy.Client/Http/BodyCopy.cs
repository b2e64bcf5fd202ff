using Tallyfy.Client.Errors;

namespace Tallyfy.Client.Http;

/// <summary>Copies a body in small pieces, up to a size and no further.</summary>
internal static class BodyCopy
{
    private const int ChunkBytes = 16 * 1024;

    public static async Task<long> CopyBodyAsync(
        this HttpResponseMessage response, Stream destination, long maxBytes, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > maxBytes)
            throw TooLarge(response);

        using var body = await OpenAsync(response, cancellationToken).ConfigureAwait(false);
        var chunk = new byte[ChunkBytes];
        var length = 0L;
        while (await ReadAsync(body, chunk, cancellationToken).ConfigureAwait(false) is var count and > 0)
        {
            length += count;
            if (length > maxBytes)
                throw TooLarge(response);

            await destination.WriteAsync(chunk.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }

        return length;
    }

    private static async Task<Stream> OpenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw BrokenOff(exception);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream body, byte[] chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // Decompression throws the second when the bytes are not what the header promised.
            throw BrokenOff(exception);
        }
    }

    private static HttpRequestException BrokenOff(Exception cause) => new("The answer broke off.", cause);

    private static TallyfyException TooLarge(HttpResponseMessage response) =>
        new(TallyfyErrorKind.UnreadableAnswer, "Tallyfy's answer is too large.") { Status = response.StatusCode };
}
