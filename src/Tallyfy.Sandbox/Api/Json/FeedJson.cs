using System.Text.Json.Nodes;

namespace Tallyfy.Sandbox.Api.Json;

/// <summary>A row of the activity feed. Many scalars arrive as arrays of one.</summary>
internal sealed record FeedJson
{
    public required int Id { get; init; }

    public required string OrganizationId { get; init; }

    public required IReadOnlyList<string> Verb { get; init; }

    public required IReadOnlyList<string> Source { get; init; }

    public required IReadOnlyList<string> ActorType { get; init; }

    public required IReadOnlyList<int> ActorId { get; init; }

    public required string AuditableType { get; init; }

    public required string AuditableId { get; init; }

    public required string ParentableType { get; init; }

    public required string ParentableId { get; init; }

    public required IReadOnlyList<string> Type { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    public string? Field { get; init; }

    public string? OldValue { get; init; }

    public required string CreatedAt { get; init; }

    public string? Text { get; init; }

    public string? References { get; init; }

    public required IReadOnlyList<FeedActorJson> Actor { get; init; }

    public bool Undoable { get; init; }

    public JsonObject Audit { get; init; } = new() { ["data"] = new JsonObject() };

    public JsonObject Parent { get; init; } = new() { ["data"] = new JsonObject() };

    public string? Origin { get; init; }
}

internal sealed record FeedActorJson
{
    public required string Email { get; init; }

    public required string Username { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string FullName { get; init; }

    public string? ProfilePic { get; init; }

    public string? ResizeProfilePic { get; init; }
}
