using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Threads;

/// <summary>A comment or an issue on a task.</summary>
public sealed record TallyfyThread
{
    /// <summary>Tallyfy's id of the thread.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its text, untrusted HTML.</summary>
    public string Content { get => field ?? ""; init; }

    /// <summary><c>comment</c>, <c>problem</c>, <c>resolve</c>, <c>improvement</c> or <c>advice</c>.</summary>
    public string Label { get => field ?? ""; init; }

    /// <summary>Who sees it at once: <c>hide-for-guests</c>, <c>open</c> or <c>collapsed</c>.</summary>
    public string? State { get; init; }

    /// <summary>Id of what resolved it; null while an issue is open.</summary>
    [JsonConverter(typeof(OptionalIdConverter))]
    public string? ResolveId { get; init => field = string.IsNullOrEmpty(value) ? null : value; }

    /// <summary>Id of the member who wrote it.</summary>
    [JsonConverter(typeof(MemberIdConverter))]
    public long? AuthorId { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>True for an issue that nobody has resolved.</summary>
    [JsonIgnore]
    public bool IsOpenIssue => ResolveId is null && Label.Equals("problem", StringComparison.OrdinalIgnoreCase);
}
