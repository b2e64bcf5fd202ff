using System.Text.Json;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.State.Processes;

/// <summary>A task of a process, or a standalone one.</summary>
internal sealed class TallyfyTask
{
    public required string Id { get; init; }

    public required int IncrementId { get; init; }

    public required string Title { get; set; }

    public string? Summary { get; set; }

    public Run? Run { get; init; }

    /// <summary>The process it is part of; a container of one-off tasks is none.</summary>
    public Run? Process => Run is { IsContainer: false } ? Run : null;

    public TemplateStep? Step { get; init; }

    public string TaskType { get; set; } = TaskTypes.Task;

    public required Owners Owners
    {
        get;
        set
        {
            var before = field;
            field = value;
            Reassigned?.Invoke(this, before);
        }
    }

    /// <summary>Told of every change of owners, with those before: the board keeps who owns what.</summary>
    public Action<TallyfyTask, Owners>? Reassigned { get; set; }

    public Dictionary<string, JsonElement> Answers { get; } = [];

    public List<TaskThread> Threads { get; } = [];

    /// <summary>People a comment has mentioned: they see the task from then on.</summary>
    public HashSet<int> Mentioned { get; } = [];

    public required int StarterId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdated { get; set; }

    public required DateTimeOffset Deadline { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? ArchivedAt { get; set; }

    public bool IsHidden { get; set; }

    public bool IsReopened { get; set; }

    public bool EveryoneMustComplete { get; init; }

    public bool CanCompleteOnlyAssignees { get; init; }

    public bool IsTopSecret { get; set; }

    /// <summary>How many members and guests it takes together; 0 is no limit.</summary>
    public int MaxAssignable { get; set; }

    /// <summary>Told when it is completed.</summary>
    public string? Webhook { get; set; }

    public bool PreventGuestComment { get; set; }

    /// <summary>Where it stands in its process; what its step says unless it was moved.</summary>
    public int? MovedTo { get; set; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The form fields of a one-off task; those of a process come from its step.</summary>
    public IReadOnlyList<FormField> OwnFields { get; init; } = [];

    /// <summary>Who has acted so far on a task that everyone must complete, and how.</summary>
    public Dictionary<int, bool?> Votes { get; } = [];

    /// <summary>The same of guests, by address.</summary>
    public Dictionary<string, bool?> GuestVotes { get; } = new(StringComparer.OrdinalIgnoreCase);

    public TaskCompletion? Completion { get; set; }

    public bool IsApproval => TaskType == TaskTypes.Approval;

    public bool IsExpiring => TaskType is TaskTypes.Expiring or TaskTypes.ExpiringEmail;

    public bool IsCompleted => Completion is not null;

    /// <summary>Made by hand: standalone, or put into a process beside its steps.</summary>
    public bool IsOneOff => Step is null;

    public bool IsArchived => ArchivedAt is not null || Run?.ArchivedAt is not null;

    public bool HasOpenIssue => Threads.Exists(thread => thread.IsOpenIssue);

    public int Position => MovedTo ?? Step?.Position ?? 1;

    public IReadOnlyList<FormField> Fields => Step?.Fields ?? OwnFields;

    public IEnumerable<FormField> MissingFields => Fields.Where(asked => asked.IsMissing(Answers));
}

/// <summary>How a task ended: under whose name, and with whose token. Nobody where it ended by itself.</summary>
internal sealed record TaskCompletion(DateTimeOffset At, int? CompleterId, int? SignedBy, bool? IsApproved)
{
    /// <summary>The address of the guest who did it, where it was one.</summary>
    public string? Guest { get; init; }

    /// <summary>Of an expiring task: nobody acknowledged it.</summary>
    public bool HasExpired { get; init; }
}
