namespace Tallyfy.Bot.Approvals;

/// <summary>What a person says about an approval.</summary>
internal enum Verdict
{
    Approved,
    Rejected,
}
