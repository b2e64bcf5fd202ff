using System.Text.Json.Serialization;
using Tallyfy.Client.Forms;
using Tallyfy.Client.People;

namespace Tallyfy.Client.Tasks;

/// <summary>What to change about an open task; what is null stays as it is.</summary>
public sealed record TaskUpdate
{
    /// <summary>Up to 600 characters.</summary>
    public string? Title { get; init; }

    /// <summary>Its description.</summary>
    public string? Summary { get; init; }

    /// <summary>When it is due; Tallyfy moves it to a working day.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>All of its owners from now on: who is not among them is one no longer.</summary>
    public TallyfyOwners? Owners { get; init; }

    /// <summary>Address that is told of its completion.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>Whether guests may not comment.</summary>
    public bool? PreventGuestComment { get; init; }

    /// <summary>Its place among the tasks of the run.</summary>
    public int? Position { get; init; }

    /// <summary>How many members and guests may own it; 0 is any number.</summary>
    public int? MaxAssignable { get; init; }

    /// <summary>Answers by the id of their field; Tallyfy drops ids it does not know without a word.</summary>
    [JsonPropertyName("taskdata")]
    public IReadOnlyDictionary<string, FieldValue>? Answers { get; init; }

    internal bool SuitsStandaloneTask => this is { Title: not null, Deadline: not null, Owners: not null };

    /// <summary>
    /// Begins with title, deadline and owners as they are; a standalone task demands them. Where one of them could not
    /// be read it would be lost, so there nothing begins.
    /// </summary>
    public static TaskUpdate Keeping(TallyfyTask task) =>
        task.Unread.Any(name => name is "title" or "deadline" or "owners")
            ? throw new InvalidOperationException("What cannot be read of a task cannot be kept.")
            : new TaskUpdate { Title = task.Title, Deadline = task.Deadline, Owners = task.Owners };
}
