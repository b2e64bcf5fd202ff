using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client;

/// <summary>A task, of a run or standalone; lists leave some of it out.</summary>
public sealed record TallyfyTask
{
    /// <summary>Tallyfy's id of the task.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Id of the run it belongs to; null for a standalone task.</summary>
    public string? RunId { get; init => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Its title; empty when Tallyfy does not say.</summary>
    public string Title { get => field ?? ""; init; }

    /// <summary>Its description, untrusted HTML; lists leave it out.</summary>
    public string? Summary { get; init; }

    /// <summary>Tallyfy's word for its state; read <see cref="IsDone"/> instead, because the words vary.</summary>
    public string Status { get => field ?? ""; init; }

    /// <summary><c>task</c>, <c>approval</c>, <c>expiring</c>, <c>email</c> or <c>expiring_email</c>.</summary>
    public string TaskType { get => field ?? ""; init; }

    /// <summary>Tallyfy's raw flag, false on open tasks too; read <see cref="ApprovedWhenDone"/> instead.</summary>
    public bool? IsApproved { get; init; }

    /// <summary>Who it is assigned to.</summary>
    public TallyfyOwners Owners { get => field ?? TallyfyOwners.None; init; }

    /// <summary>False when it cannot be completed now; null when Tallyfy does not say.</summary>
    public bool? IsCompletable { get; init; }

    /// <summary>True when it stays open until every owner has completed it.</summary>
    public bool EveryoneMustComplete { get; init; }

    /// <summary>True when only owners and administrators may complete it.</summary>
    public bool CanCompleteOnlyAssignees { get; init; }

    /// <summary>When it starts; may lie in the future.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>When it was completed; null while it is open.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was archived.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Id of the member who launched the run or created the task.</summary>
    public long? StarterId { get; init; }

    /// <summary>Id of the member recorded as completer.</summary>
    public long? CompleterId { get; init; }

    /// <summary>Tallyfy's flag for an open issue on the task itself.</summary>
    public bool Problem { get; init; }

    /// <summary>True for an ad-hoc task; it may belong to a run all the same.</summary>
    public bool IsOneoffTask { get; init; }

    /// <summary>True when its content is for its owners only.</summary>
    public bool TopSecret { get; init; }

    /// <summary>The run it belongs to, when asked for.</summary>
    [JsonConverter(typeof(IncludedConverter<TallyfyRun>))]
    public TallyfyRun? Run { get; init; }

    /// <summary>The template's step behind it, when asked for.</summary>
    [JsonConverter(typeof(IncludedConverter<TallyfyStep>))]
    public TallyfyStep? Step { get; init; }

    /// <summary>Its form fields with their answers, when asked for.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyFormField>))]
    public IReadOnlyList<TallyfyFormField> FormFields { get => field ?? []; init; }

    /// <summary>Its comments and issues, when asked for.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyThread>))]
    public IReadOnlyList<TallyfyThread> Threads { get => field ?? []; init; }

    /// <summary>True once it is completed; an unknown status counts as open.</summary>
    [JsonIgnore]
    public bool IsDone => CompletedAt is not null || TallyfyStatus.IsDone(Status);

    /// <summary>True when it asks for approval or rejection.</summary>
    [JsonIgnore]
    public bool IsApproval => TaskType.Equals("approval", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when Tallyfy's rules hid it, so that nobody can complete it.</summary>
    [JsonIgnore]
    public bool IsHidden => Status.Equals("auto-skipped", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when an open issue on the task or on its run forbids completing it.</summary>
    [JsonIgnore]
    public bool HasOpenIssue => Problem || Threads.Any(thread => thread.IsOpenIssue) || Run is { IsHeldByIssue: true };

    /// <summary>The verdict: null unless this is an approval, done, and Tallyfy says which way.</summary>
    [JsonIgnore]
    public bool? ApprovedWhenDone =>
        IsApproval && IsDone ? TallyfyStatus.Verdict(Status) ?? IsApproved : null;
}
