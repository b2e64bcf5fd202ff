using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Threads;

/// <summary>An address that Tallyfy tells what happens in an organization.</summary>
public sealed record TallyfyWatcher
{
    /// <summary>Tallyfy's id of the watcher, the one to remove it by.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>The address as Tallyfy holds it; null when it does not say.</summary>
    [JsonIgnore]
    public string? Address => Webhook ?? WebhookUrl ?? Url;

    // Tallyfy's own node looks under all three.
    [JsonInclude]
    internal string? Webhook { get; init; }

    [JsonInclude]
    internal string? WebhookUrl { get; init; }

    [JsonInclude]
    internal string? Url { get; init; }
}
