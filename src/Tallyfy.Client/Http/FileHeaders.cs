using System.Net.Http.Headers;
using Tallyfy.Client.Forms;

namespace Tallyfy.Client.Http;

/// <summary>Reads what the headers of a download say about it.</summary>
internal static class FileHeaders
{
    public static DownloadedFile Describe(this HttpResponseMessage response, long length)
    {
        var headers = response.Content.Headers;
        return new DownloadedFile(NameOf(headers.ContentDisposition), headers.ContentType?.MediaType, length);
    }

    private static string? NameOf(ContentDispositionHeaderValue? place) =>
        (place?.FileNameStar ?? place?.FileName)?.Trim('"') is { Length: > 0 } name ? name : null;
}
