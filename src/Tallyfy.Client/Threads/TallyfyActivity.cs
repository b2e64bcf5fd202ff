using System.Text.Json;
using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Threads;

/// <summary>Something that happened, as the activity feed tells it.</summary>
public sealed record TallyfyActivity
{
    /// <summary>Tallyfy's number of it; later ones are higher.</summary>
    public required long Id { get; init; }

    /// <summary>What was done: <c>completed</c>, <c>commented</c> and others; a verdict it never is.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? Verb { get; init; }

    /// <summary>What it was done to: <c>Task</c>, <c>Comment</c>, <c>Process</c> and others.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? Type { get; init; }

    /// <summary><c>Member</c>, <c>Guest</c> or <c>Webhook</c>.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? Source { get; init; }

    /// <summary>Who did it, by number; of a member or of a guest, see <see cref="ActorType"/>.</summary>
    [JsonConverter(typeof(FirstNumberConverter))]
    public long? ActorId { get; init; }

    /// <summary>Tallyfy's class of who did it, for example <c>App\Models\User</c>.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? ActorType { get; init; }

    /// <summary>A member did it, as far as Tallyfy says; numbers of guests may be those of members.</summary>
    public bool IsByMember =>
        !string.Equals(Source, "Guest", StringComparison.OrdinalIgnoreCase)
        && (ActorType?.EndsWith(@"\User", StringComparison.OrdinalIgnoreCase)
            ?? string.Equals(Source, "Member", StringComparison.OrdinalIgnoreCase));

    /// <summary>Who did it, by name.</summary>
    [JsonConverter(typeof(FirstConverter<TallyfyActor>))]
    public TallyfyActor? Actor { get; init; }

    /// <summary>What happened, in Tallyfy's words, untrusted.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? Description { get; init; }

    /// <summary>When it happened.</summary>
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>What was changed, where it was one thing.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? Field { get; init; }

    /// <summary>What it was before, in whatever shape.</summary>
    public JsonElement? OldValue { get; init; }

    /// <summary>Tallyfy's class of what it was done to, for example <c>App\Models\Task</c>.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? AuditableType { get; init; }

    /// <summary>Id of what it was done to.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? AuditableId { get; init; }

    /// <summary>Tallyfy's class of what that belongs to, for example <c>App\Models\Run</c>.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? ParentableType { get; init; }

    /// <summary>Id of what that belongs to.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? ParentableId { get; init; }

    /// <summary>Id of the task it happened to, or to a comment of which it happened; null when neither.</summary>
    [JsonIgnore]
    public string? TaskId => IdOf("Task");

    /// <summary>Id of the run it happened to or in; null when the feed does not say.</summary>
    [JsonIgnore]
    public string? RunId => IdOf("Run");

    private string? IdOf(string kind) =>
        IsOf(AuditableType, kind) ? AuditableId : IsOf(ParentableType, kind) ? ParentableId : null;

    private static bool IsOf(string? type, string kind) =>
        type is not null && kind.Equals(type.Split('\\')[^1], StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who did something, by name.</summary>
public sealed record TallyfyActor
{
    /// <summary>The person's address.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? Email { get; init; }

    /// <summary>The person's name.</summary>
    [JsonConverter(typeof(FirstTextConverter))]
    public string? FullName { get; init; }
}
