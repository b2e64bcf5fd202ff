using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Approvals;

/// <summary>What Tallyfy says about an approval, as far as a card shows it or a decision depends on it.</summary>
internal sealed record ApprovalContent
{
    public required string Title { get; init; }

    /// <summary>Tallyfy's own HTML, untrusted.</summary>
    public string? DescriptionHtml { get; init; }

    /// <summary>Name of the run; null for a standalone task.</summary>
    public string? Process { get; init; }

    /// <summary>Full name of who launched the run or created the task; null when Tallyfy does not say.</summary>
    public string? Requester { get; init; }

    /// <summary>The same as a Tallyfy user id.</summary>
    public long? RequesterId { get; init; }

    /// <summary>Id of the template its run was launched from; null for a standalone task.</summary>
    public string? Template { get; init; }

    /// <summary>Tallyfy does not say whether it has a template, or which.</summary>
    public bool IsTemplateUnknown { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    /// <summary>What of it Tallyfy said and could not be read: it looks as if it was not there.</summary>
    public UnreadContent Unread { get; init; }

    public IReadOnlyList<ApprovalField> Fields { get; init; } = [];

    /// <summary>Full names of the members who may decide, for display only.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];

    public bool EveryoneMustComplete { get; init; }

    /// <summary>How many of those who all must complete have; null when Tallyfy does not say.</summary>
    public ApprovalProgress? Progress { get; init; }

    /// <summary>Something that a decision is about could not be read.</summary>
    [JsonIgnore]
    public bool IsRelevantUnread =>
        (Unread & (UnreadContent.Title | UnreadContent.Description | UnreadContent.Fields)) is not UnreadContent.None;

    /// <summary>Labels of the fields without which Tallyfy completes nothing.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> MissingAnswers =>
        [.. Fields.Where(asked => asked.IsMissing).Select(asked => asked.Label)];

    /// <summary>Equality of what is shown; a record's own would compare lists by reference.</summary>
    public bool ShowsTheSameAs(ApprovalContent other) =>
        Fields.SequenceEqual(other.Fields)
        && Owners.SequenceEqual(other.Owners)
        && this == other with { Fields = Fields, Owners = Owners };
}

/// <summary>How far a task is that everyone must complete.</summary>
internal sealed record ApprovalProgress(int Completed, int Total);
