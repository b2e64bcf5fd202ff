namespace Tallyfy.Sandbox.State.Members;

/// <summary>Somebody outside, known by address, who reaches their tasks by a link with a code.</summary>
internal sealed record Guest
{
    public required int Id { get; init; }

    public required string Email { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    /// <summary>What their permanent link carries.</summary>
    public required string Code { get; init; }

    /// <summary>Company, phone and the like, by their names on the wire.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>The members who look after this guest, once somebody has said.</summary>
    public IReadOnlyList<int>? AssociatedMembers { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public int? DisabledBy { get; init; }

    public DateTimeOffset? ReactivatedAt { get; init; }

    public int? ReactivatedBy { get; init; }
}
