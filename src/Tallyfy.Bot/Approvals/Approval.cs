namespace Tallyfy.Bot.Approvals;

/// <summary>One generation of a task that waits, or waited, for a verdict, as our store knows it.</summary>
internal sealed record Approval
{
    public required ApprovalId Id { get; init; }

    /// <summary>How often the task has been opened, from 1; a reopen starts the next.</summary>
    public required int Generation { get; init; }

    public required ApprovalContent Content { get; init; }

    /// <summary>The address of the task on the configured Tallyfy host.</summary>
    public required Uri Link { get; init; }

    /// <summary>Display name of the Tallyfy organization.</summary>
    public required string OrganizationName { get; init; }

    /// <summary>Everyone must decide it, and this reader can do so in Tallyfy only.</summary>
    public bool IsOnlyInTallyfy { get; init; }

    /// <summary>Null while it waits.</summary>
    public ApprovalEnd? End { get; init; }
}
