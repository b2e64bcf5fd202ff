namespace Tallyfy.Bot.People;

/// <summary>What Teams says about a person, now.</summary>
internal sealed record RosterEntry
{
    public string? ObjectId { get; init; }

    public string? Tenant { get; init; }

    public string? Email { get; init; }

    public string? PrincipalName { get; init; }

    /// <summary>user, guest or anonymous; the Playground says nothing.</summary>
    public string? Role { get; init; }
}
