using Tallyfy.Client.Forms;
using Tallyfy.Client.Http;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Files: put into a form field, and taken out again.</summary>
public static class FileRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Uploads a file; the answer is what <see cref="FieldValue.Files"/> takes. Never retried.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/files/upload-attach-file/"/>
        /// </summary>
        public async Task<TallyfyFile> UploadFileAsync(
            string organization, FileUpload upload, CancellationToken cancellationToken)
        {
            using var form = UploadForm.From(upload);
            var path = TallyfyPath.Join("organizations", organization, "file");
            var answer = await client.UploadAsync(path, form, cancellationToken).ConfigureAwait(false);
            return answer.Item(TallyfyJson.Default.TallyfyFile);
        }

        /// <summary>Writes a file to a stream; after a failure the stream may hold the beginning of it.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/files/upload-attach-file/"/>
        /// </summary>
        public Task<DownloadedFile> DownloadFileAsync(
            string organization, string file, Stream destination, CancellationToken cancellationToken) =>
            client.DownloadAsync(
                TallyfyPath.Join("organizations", organization, "file", file, "dl"), destination, cancellationToken);
    }
}
