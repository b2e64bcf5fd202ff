using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>A 1:1 chat to open: the platform answers the existing chat's id where there is one.</summary>
public sealed record NewConversation
{
    public required ChannelAccount Bot { get; init; }

    public required ChannelAccount Member { get; init; }

    public required string TenantId { get; init; }

    /// <summary>Replaces the channel data that names the tenant.</summary>
    public JsonObject? ChannelData { get; init; }
}
