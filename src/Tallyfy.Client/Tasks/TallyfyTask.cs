using System.Text.Json;
using System.Text.Json.Serialization;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Json;
using Tallyfy.Client.People;
using Tallyfy.Client.Threads;

namespace Tallyfy.Client.Tasks;

/// <summary>A task, of a run or standalone; lists leave some of it out.</summary>
public sealed record TallyfyTask : IPartlyRead
{
    private static readonly IReadOnlyDictionary<string, JsonElement> NoAnswers = new Dictionary<string, JsonElement>();

    /// <summary>Tallyfy's id of the task.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Id of the run it belongs to; null for a standalone task.</summary>
    [JsonConverter(typeof(OptionalIdConverter))]
    public string? RunId { get; init => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Id of the template it comes from; null for an ad-hoc task, and where Tallyfy leaves it out.</summary>
    [JsonConverter(typeof(OptionalIdConverter))]
    public string? ChecklistId { get; init => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Id of the template's step behind it; null for an ad-hoc task.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? StepId { get; init; }

    /// <summary>Its name in templates and webhooks.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? Alias { get; init; }

    /// <summary>Its title; empty when Tallyfy does not say.</summary>
    public string Title { get => field ?? ""; init; }

    /// <summary>Its description, untrusted HTML; lists leave it out.</summary>
    public string? Summary { get; init; }

    /// <summary>Tallyfy's word for its state; read <see cref="IsDone"/> instead, because the words vary.</summary>
    [JsonConverter(typeof(DecidingTextConverter))]
    public string Status { get => field ?? ""; init; }

    /// <summary><c>task</c>, <c>approval</c>, <c>expiring</c>, <c>email</c> or <c>expiring_email</c>.</summary>
    [JsonConverter(typeof(WordConverter))]
    public string TaskType { get => field ?? ""; init; }

    /// <summary>Tallyfy's raw flag, false on open tasks too; read <see cref="ApprovedWhenDone"/> instead.</summary>
    public bool? IsApproved { get; init; }

    /// <summary>Who it is assigned to.</summary>
    public TallyfyOwners Owners { get => field ?? TallyfyOwners.None; init; }

    /// <summary>False when it cannot be completed now; null when Tallyfy does not say.</summary>
    public bool? IsCompletable { get; init; }

    /// <summary>True when it stays open until every owner has completed it; null when Tallyfy leaves it out.</summary>
    [JsonConverter(typeof(SaidFlagConverter))]
    public bool? EveryoneMustComplete { get; init; }

    /// <summary>How many of those who must have completed it; null when Tallyfy does not say.</summary>
    public TallyfyProgress? CompletionProgress { get; init; }

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
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was archived.</summary>
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Id of the member who launched the run or created the task.</summary>
    [JsonConverter(typeof(MemberIdConverter))]
    public long? StarterId { get; init; }

    /// <summary>Id of the member recorded as completer.</summary>
    [JsonConverter(typeof(MemberIdConverter))]
    public long? CompleterId { get; init; }

    /// <summary>The guest recorded as completer, in whatever way Tallyfy names guests here.</summary>
    [JsonIgnore]
    public string? CompleterGuest => CompleterGuestId ?? CompleterGuestAddress;

    /// <summary>How many members and guests may own it; 0 is any number.</summary>
    [JsonConverter(typeof(FirstNumberConverter))]
    public long? MaxAssignable { get; init; }

    /// <summary>Its place among the tasks of the run.</summary>
    [JsonConverter(typeof(FirstNumberConverter))]
    public long? Position { get; init; }

    /// <summary>True when guests may not comment.</summary>
    public bool PreventGuestComment { get; init; }

    /// <summary>Tallyfy's flag for an open issue on the task itself.</summary>
    public bool Problem { get; init; }

    /// <summary>True for an ad-hoc task; it may belong to a run all the same.</summary>
    [JsonConverter(typeof(DecidingFlagConverter))]
    public bool IsOneoffTask { get; init; }

    /// <summary>True when its content is for its owners only.</summary>
    public bool TopSecret { get; init; }

    /// <summary>The run it belongs to, when asked for.</summary>
    [JsonConverter(typeof(DecidingIncludedConverter<TallyfyRun>))]
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

    /// <summary>Its issues on their own, when asked for.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyThread>))]
    public IReadOnlyList<TallyfyThread> Issues { get => field ?? []; init; }

    /// <summary>How many comments and issues it has, when asked for.</summary>
    [JsonConverter(typeof(FirstNumberConverter))]
    public long? ThreadsCount { get; init; }

    /// <summary>The fields of the run's kick-off form, when asked for.</summary>
    [JsonIgnore]
    public IReadOnlyList<TallyfyFormField> KickOffFields => KickOffFieldsAsAsked ?? KickOffFieldsAsOfRuns ?? [];

    /// <summary>Its tags, when asked for.</summary>
    [JsonConverter(typeof(UnderstoodListConverter<TallyfyTag>))]
    public IReadOnlyList<TallyfyTag> Tags { get => field ?? []; init; }

    /// <summary>Its files, when asked for.</summary>
    [JsonConverter(typeof(UnderstoodListConverter<TallyfyFile>))]
    public IReadOnlyList<TallyfyFile> Assets { get => field ?? []; init; }

    /// <summary>The folders it lies in, when asked for.</summary>
    [JsonConverter(typeof(UnderstoodListConverter<TallyfyFolder>))]
    public IReadOnlyList<TallyfyFolder> Folders { get => field ?? []; init; }

    /// <summary>What happened to it, when asked for.</summary>
    [JsonConverter(typeof(UnderstoodListConverter<TallyfyActivity>))]
    public IReadOnlyList<TallyfyActivity> Activities { get => field ?? []; init; }

    /// <summary>Its job roles as they came, when asked for; their shape is documented nowhere.</summary>
    public JsonElement? Roles { get; init; }

    /// <summary>Members who watch it as they came, when asked for; their shape is documented nowhere.</summary>
    public JsonElement? MemberWatchers { get; init; }

    /// <summary>Guests who watch it as they came, when asked for; their shape is documented nowhere.</summary>
    public JsonElement? GuestWatchers { get; init; }

    /// <summary>The stored answers by the id of their field; a change comes back with them.</summary>
    [JsonConverter(typeof(AnswersConverter)), JsonPropertyName("taskdata")]
    public IReadOnlyDictionary<string, JsonElement> Answers { get => field ?? NoAnswers; init; }

    /// <summary>
    /// Names of what Tallyfy said and nobody could read, a part of the run with <c>run.</c> before it; here it counts
    /// as not said. What a task is decided by is never among them: without that the task cannot be read.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Unread { get; private set; } = [];

    IReadOnlyList<string> IPartlyRead.Unread { set => Unread = value; }

    /// <summary>The issues that nobody has resolved, as far as they were asked for.</summary>
    [JsonIgnore]
    public IEnumerable<TallyfyThread> OpenIssues =>
        Threads.Concat(Issues).Where(thread => thread.IsOpenIssue).DistinctBy(thread => thread.Id);

    /// <summary>True once it is completed; an unknown status counts as open.</summary>
    [JsonIgnore]
    public bool IsDone => CompletedAt is not null || TallyfyStatus.IsDone(Status);

    /// <summary>True when it asks for approval or rejection.</summary>
    [JsonIgnore]
    public bool IsApproval => TaskType.Equals("approval", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when it says that it is something else; neither where it says nothing that is known.</summary>
    [JsonIgnore]
    public bool IsOtherThanApproval =>
        TaskType.ToUpperInvariant() is "TASK" or "EXPIRING" or "EMAIL" or "EXPIRING_EMAIL";

    /// <summary>True when Tallyfy's rules hid it, so that nobody can complete it.</summary>
    [JsonIgnore]
    public bool IsHidden => TallyfyStatus.IsHidden(Status);

    /// <summary>True when an open issue on the task or on its run forbids completing it.</summary>
    [JsonIgnore]
    public bool HasOpenIssue => Problem || OpenIssues.Any() || Run is { IsHeldByIssue: true };

    /// <summary>The verdict: null unless this is an approval, done, and Tallyfy says which way.</summary>
    [JsonIgnore]
    public bool? ApprovedWhenDone =>
        IsApproval && IsDone ? TallyfyStatus.Verdict(Status) ?? IsApproved : null;

    // By the word that asks for them, or by the name that the run has for them: no source says which.
    [JsonInclude, JsonConverter(typeof(IncludedListConverter<TallyfyFormField>)), JsonPropertyName("ko-form-fields")]
    internal IReadOnlyList<TallyfyFormField>? KickOffFieldsAsAsked { get; init; }

    [JsonInclude, JsonConverter(typeof(IncludedListConverter<TallyfyFormField>)), JsonPropertyName("ko_form_fields")]
    internal IReadOnlyList<TallyfyFormField>? KickOffFieldsAsOfRuns { get; init; }

    // The documentation uses the first name, Tallyfy's own library the second.
    [JsonInclude, JsonConverter(typeof(FirstTextConverter))]
    internal string? CompleterGuestId { get; init; }

    [JsonInclude, JsonConverter(typeof(FirstTextConverter)), JsonPropertyName("completer_guest")]
    internal string? CompleterGuestAddress { get; init; }
}
