namespace Tallyfy.Bot.Approvals;

/// <summary>Names one approval in Tallyfy: a task, under its run or standalone, in one organization.</summary>
internal readonly record struct ApprovalId(string Organization, string? Run, string Task)
{
    public override string ToString() => Run is null ? $"{Organization}/{Task}" : $"{Organization}/{Run}/{Task}";
}
