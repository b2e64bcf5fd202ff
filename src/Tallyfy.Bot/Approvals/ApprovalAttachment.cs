namespace Tallyfy.Bot.Approvals;

/// <summary>A file of an approval; size and address only where Tallyfy says them.</summary>
internal sealed record ApprovalAttachment(string? Name, long? Bytes, Uri? Link);
