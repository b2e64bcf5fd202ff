using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>The body that opens a 1:1 chat.</summary>
internal sealed record ConversationRequest(
    bool IsGroup, ChannelAccount Bot, IReadOnlyList<ChannelAccount> Members, string TenantId, JsonNode ChannelData)
{
    public static ConversationRequest For(NewConversation conversation) => new(
        false,
        conversation.Bot,
        [conversation.Member],
        conversation.TenantId,
        conversation.ChannelData
            ?? new JsonObject { ["tenant"] = new JsonObject { ["id"] = conversation.TenantId } });
}

/// <summary>One page of a roster.</summary>
internal sealed record MemberPage(IReadOnlyList<ChannelMember>? Members = null, string? ContinuationToken = null);
