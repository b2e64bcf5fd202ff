using System.Text;
using System.Text.Json;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>What a client sends as an object, or, as some phones do, as a text that holds the object.</summary>
internal static class SentJson
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>The object; anything else as it came.</summary>
    public static JsonElement Unwrap(JsonElement sent)
    {
        if (sent.ValueKind is not JsonValueKind.String || sent.GetString() is not { } text
            || !text.AsSpan().TrimStart().StartsWith('{'))
            return sent;

        try
        {
            using var held = JsonDocument.Parse(WholeText.Replace(Encoding.UTF8.GetBytes(text)), Strict);
            return held.RootElement.Clone();
        }
        catch (JsonException)
        {
            return sent; // it was a text after all
        }
    }
}
