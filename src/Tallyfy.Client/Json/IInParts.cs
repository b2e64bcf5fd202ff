using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tallyfy.Client.Json;

/// <summary>A converter of something that a part can be read of.</summary>
internal interface IInParts
{
    /// <summary>What can be read of it; null when nothing can.</summary>
    /// <param name="element">As a whole it cannot be read.</param>
    /// <param name="options">How its parts are read.</param>
    /// <param name="path">Its name.</param>
    /// <param name="unread">Gets the names of what cannot be read.</param>
    JsonNode? PartOf(
        JsonElement element, JsonSerializerOptions options, string path, ICollection<string> unread);
}
