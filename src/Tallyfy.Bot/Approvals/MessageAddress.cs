namespace Tallyfy.Bot.Approvals;

/// <summary>Names one message that was posted.</summary>
internal sealed record MessageAddress(string ServiceUrl, string ConversationId, string ActivityId);
