namespace Tallyfy.Bot.Approvals;

/// <summary>What somebody decided through this bot where everyone must.</summary>
internal sealed record VoteHere(string Name, Verdict Verdict);
