using Tallyfy.Client.People;

namespace Tallyfy.Client.Tasks;

/// <summary>An ad-hoc task to make; what is null is left to Tallyfy.</summary>
public sealed record NewTask
{
    /// <summary>Up to 600 characters.</summary>
    public required string Title { get; init; }

    /// <summary><c>task</c>, <c>approval</c>, <c>expiring</c>, <c>email</c> or <c>expiring_email</c>.</summary>
    public string TaskType { get; init; } = "task";

    /// <summary>Who is to do it; at least one member or group, guests alone are refused.</summary>
    public required TallyfyOwners Owners { get; init; }

    /// <summary>When it is due; Tallyfy moves it to a working day.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Its description.</summary>
    public string? Summary { get; init; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether every owner gets a task of their own.</summary>
    public bool? SeparateTaskForEachAssignee { get; init; }

    /// <summary>Whether it stays open until every owner has completed it.</summary>
    public bool? EveryoneMustComplete { get; init; }

    /// <summary>Whether only owners and administrators may complete it.</summary>
    public bool? CanCompleteOnlyAssignees { get; init; }

    /// <summary>Whether guests may not comment.</summary>
    public bool? PreventGuestComment { get; init; }

    /// <summary>Whether its content is for its owners only.</summary>
    public bool? TopSecret { get; init; }

    /// <summary>Ids of tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Address that is told of its completion.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>The run it is for; null for a standalone task.</summary>
    public string? RunId { get; init; }
}
