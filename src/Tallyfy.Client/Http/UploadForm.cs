using System.Net.Http.Headers;
using System.Text;
using Tallyfy.Client.Forms;

namespace Tallyfy.Client.Http;

/// <summary>Makes the form that an upload is sent as, the way a browser would.</summary>
internal static class UploadForm
{
    public static MultipartFormDataContent From(FileUpload upload)
    {
        // Names of files travel as plain UTF-8; PHP does not read the encoding that .NET would choose.
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        Add(form, "subject_id", upload.SubjectId);
        Add(form, "subject_type", upload.SubjectType);
        Add(form, "uploaded_from", upload.UploadedFrom);
        Add(form, "source", "local");
        if (upload.StepId is { } step)
            Add(form, "step_id", step);

        var file = new StreamContent(upload.Content);
        file.Headers.ContentType = MediaTypeHeaderValue.TryParse(upload.ContentType, out var type)
            ? type
            : new MediaTypeHeaderValue("application/octet-stream");
        Add(form, file, $"name=\"name\"; filename=\"{Quotable(upload.FileName)}\"");
        return form;
    }

    private static void Add(MultipartFormDataContent form, string name, string value) =>
        Add(form, new ByteArrayContent(Encoding.UTF8.GetBytes(value)), $"name=\"{name}\"");

    private static void Add(MultipartFormDataContent form, HttpContent part, string place)
    {
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; {place}");
        form.Add(part);
    }

    // A name can end neither its quotes nor the header it stands in.
    private static string Quotable(string name) =>
        string.Concat(name.Select(sign => sign is '"' or '\\' || char.IsControl(sign) ? '_' : sign));
}
