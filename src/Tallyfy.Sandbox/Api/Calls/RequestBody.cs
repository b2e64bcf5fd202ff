using System.Text;
using System.Text.Json;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.State.Outcomes;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>A request body as it came: text, parsed where it is a JSON object, or the reason why it is not.</summary>
internal sealed record RequestBody(string Text, JsonElement? Json, Refusal? Fault)
{
    private const int MaxBytes = 1024 * 1024;

    public static readonly RequestBody None = new("", null, null);

    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > MaxBytes)
                return new RequestBody("", null, new Refusal.TooLarge());
        }

        return Parse(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static RequestBody Parse(string text)
    {
        if (text.Length == 0)
            return None;

        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement.Clone();
            // Serialised once here: a lone surrogate is legal JSON that no later reader could turn into text.
            _ = JsonSerializer.SerializeToUtf8Bytes(root, SandboxJson.Default.JsonElement);
            return root.ValueKind == JsonValueKind.Object
                ? new RequestBody(text, root, null)
                : new RequestBody(text, root, new Refusal.Malformed("The request body must be a JSON object."));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return new RequestBody(text, null, new Refusal.Malformed("The request body is not valid JSON."));
        }
    }
}
