using System.Text.Json;
using System.Text.Json.Serialization;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Json;
using Tallyfy.Client.People;

namespace Tallyfy.Client.Tasks;

/// <summary>A run: one process launched from a template.</summary>
public sealed record TallyfyRun
{
    private static readonly IReadOnlyDictionary<string, JsonElement> NoAnswers = new Dictionary<string, JsonElement>();

    /// <summary>Tallyfy's id of the run.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its name; empty when Tallyfy does not say.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Tallyfy's word for its state.</summary>
    public string Status { get => field ?? ""; init; }

    /// <summary>Its description, untrusted HTML.</summary>
    public string? Summary { get; init; }

    /// <summary>Id of the template it was launched from.</summary>
    [JsonConverter(typeof(OptionalIdConverter))]
    public string? ChecklistId { get; init; }

    /// <summary>Title of the template it was launched from.</summary>
    public string? ChecklistTitle { get; init; }

    /// <summary>How many of its tasks are done.</summary>
    public TallyfyProgress? Progress { get; init; }

    /// <summary>Id of the member who launched it.</summary>
    [JsonConverter(typeof(MemberIdConverter))]
    public long? StartedBy { get; init; }

    /// <summary>Id of the member who owns it.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Ids of the members who take part in it, as far as they are understood.</summary>
    [JsonConverter(typeof(UnderstoodUserIdsConverter))]
    public IReadOnlyList<long> Collaborators { get => field ?? []; init; }

    /// <summary>Ids of the members it is open to, as far as they are understood.</summary>
    [JsonConverter(typeof(UnderstoodUserIdsConverter))]
    public IReadOnlyList<long> Users { get => field ?? []; init; }

    /// <summary>Tallyfy's flag for an open issue on the run as a whole.</summary>
    public bool HasOpenIssue { get; init; }

    /// <summary>Answers of the kick-off form, by the id of their field.</summary>
    [JsonConverter(typeof(AnswersConverter))]
    public IReadOnlyDictionary<string, JsonElement> Prerun { get => field ?? NoAnswers; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset? DueDate { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>When its last task was completed.</summary>
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When it was archived.</summary>
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Its tasks, when asked for.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyTask>))]
    public IReadOnlyList<TallyfyTask> Tasks { get => field ?? []; init; }

    /// <summary>The open task that is due first, when asked for; null when there is none.</summary>
    [JsonConverter(typeof(FirstConverter<TallyfyTask>))]
    public TallyfyTask? NextTask { get; init; }

    /// <summary>Its tags, when asked for.</summary>
    [JsonConverter(typeof(UnderstoodListConverter<TallyfyTag>))]
    public IReadOnlyList<TallyfyTag> Tags { get => field ?? []; init; }

    /// <summary>True while an issue on the run keeps all its tasks from changing; one on a task does not.</summary>
    [JsonIgnore]
    public bool IsHeldByIssue => HasOpenIssue || Status.Equals("issue", StringComparison.OrdinalIgnoreCase);
}
