using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>A multipart upload: its fields, its first file, and whether anything was larger than allowed.</summary>
internal sealed record Upload(IReadOnlyDictionary<string, string> Fields)
{
    private const int Megabyte = 1024 * 1024;
    private const int MaxFieldBytes = 8 * 1024;
    private const int MaxParts = 50;

    public UploadedPart? File { get; init; }

    public bool IsTooLarge { get; init; }

    public static async Task<Upload> ReadAsync(
        HttpContext http, int maxMegabytes, CancellationToken cancellationToken)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = (maxMegabytes + 1L) * Megabyte;

        var upload = new Upload(new Dictionary<string, string>());
        if (Boundary(http.Request) is not { } boundary)
            return upload;

        try
        {
            return await ReadPartsAsync(
                new MultipartReader(boundary, http.Request.Body), maxMegabytes * Megabyte, cancellationToken);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return upload with { IsTooLarge = true };
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return upload;
        }
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : null;

    private static async Task<Upload> ReadPartsAsync(
        MultipartReader reader, int maxBytes, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>();
        UploadedPart? file = null;
        for (var count = 0; count < MaxParts; count++)
        {
            if (await reader.ReadNextSectionAsync(cancellationToken) is not { } section)
                break;
            if (section.GetContentDispositionHeader() is not { } disposition)
                continue;

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            var isFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
            var content = await ReadAsync(section.Body, isFile ? maxBytes : MaxFieldBytes, cancellationToken);
            if (content is null)
                return new Upload(fields) { IsTooLarge = true };
            if (isFile)
                file ??= new UploadedPart(name, FileName(disposition), section.ContentType, content);
            else
                fields[name] = Encoding.UTF8.GetString(content);
        }

        return new Upload(fields) { File = file };
    }

    private static async Task<byte[]?> ReadAsync(Stream part, int maxBytes, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await part.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > maxBytes)
                return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>Never a path, whatever the sender calls it.</summary>
    private static string FileName(ContentDispositionHeaderValue disposition)
    {
        var name = HeaderUtilities.RemoveQuotes(
            disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        return name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
    }
}

internal sealed record UploadedPart(string Field, string FileName, string? ContentType, byte[] Content);
