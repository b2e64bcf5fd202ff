namespace Tallyfy.Bot.Approvals;

/// <summary>What an approval said before it was changed in Tallyfy, and which versions of it said so.</summary>
internal sealed record EarlierContent(long From, long Until, ApprovalContent Content);
