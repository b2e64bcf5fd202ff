namespace Tallyfy.Bot.Approvals;

/// <summary>What one card showed when it was tapped: on which message, about which generation, with which content.</summary>
internal sealed record Rendering(RenderingId Id, PostedCard Card, string Digest);
