namespace Tallyfy.Bot.Approvals;

/// <summary>One generation of one task: what a decision is about.</summary>
internal readonly record struct ApprovalKey(string Organization, string Task, int Generation)
{
    public override string ToString() => $"{Organization}/{Task}#{Generation}";
}
