using Tallyfy.Client.Forms;
using Tallyfy.Client.People;

namespace Tallyfy.Client.Tasks;

/// <summary>A template to launch; what is null is left to Tallyfy.</summary>
public sealed record RunLaunch
{
    /// <summary>The template's id that stays the same across its versions.</summary>
    public required string ChecklistId { get; init; }

    /// <summary>The run's name, up to 550 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The run's description.</summary>
    public string? Summary { get; init; }

    /// <summary>Id of the member who is to own it.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Answers to the kick-off form, by the id of their field.</summary>
    public IReadOnlyDictionary<string, FieldValue>? Prerun { get; init; }

    /// <summary>What differs from the template, by the id of the step that stays the same across versions.</summary>
    public IReadOnlyDictionary<string, RunLaunchTask>? Tasks { get; init; }

    /// <summary>Ids of tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Ids of folders.</summary>
    public IReadOnlyList<string>? Folders { get; init; }
}

/// <summary>What a task of a launched run has otherwise than the template.</summary>
public sealed record RunLaunchTask
{
    /// <summary>When it is due.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>All of its owners.</summary>
    public TallyfyOwners? Owners { get; init; }
}
