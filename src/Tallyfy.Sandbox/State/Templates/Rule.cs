using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.State.Templates;

/// <summary>An automation of a template: conditions, and actions that follow (docs/tallyfy-facts.md 10.1).</summary>
internal sealed record Rule
{
    public required string Id { get; init; }

    public required string Alias { get; init; }

    public required IReadOnlyList<RuleCondition> Conditions { get; init; }

    public required IReadOnlyList<RuleAction> Actions { get; init; }
}

/// <summary>About a step, or about a field of a step or of the kick-off form.</summary>
internal sealed record RuleCondition(string Operation)
{
    public static readonly IReadOnlyList<string> StepOperations =
        ["completed", "reopened", "approved", "rejected", "acknowledged", "expired", "not_assigned"];

    public static readonly IReadOnlyList<string> FieldOperations =
    [
        "contains", "not_contains", "equals", "not_equals", "equals_any", "greater_than", "less_than", "is_empty",
        "is_not_empty",
    ];

    public static readonly IReadOnlyList<string> TimeClauses = ["any_time", "on-time", "early_24", "late_24"];

    public string? StepId { get; init; }

    public string? FieldId { get; init; }

    /// <summary>What a field is compared with, or the time clause of a step: without one it never fires.</summary>
    public string? Statement { get; init; }

    /// <summary>How it joins those before it.</summary>
    public bool IsAlternative { get; init; }
}

internal sealed record RuleAction(string Type, string Verb)
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Verbs =
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["visibility"] = ["show", "hide"],
            ["deadline"] = ["deadline"],
            ["assignment"] = ["assign", "assign_only", "unassign", "clear_assignees"],
            ["status"] = ["reopen"],
            ["webhook"] = ["emit_webhook"],
        };

    public string? StepId { get; init; }

    /// <summary>Of a deadline: how long after the rule fired.</summary>
    public TimeSpan DueIn { get; init; }

    public Owners Owners { get; init; } = new();

    public string? Webhook { get; init; }

    public bool Shows => Type == "visibility" && Verb == "show";
}
