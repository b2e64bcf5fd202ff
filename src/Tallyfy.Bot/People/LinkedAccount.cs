namespace Tallyfy.Bot.People;

/// <summary>A Teams person and the Tallyfy member they were proved to be.</summary>
internal sealed record LinkedAccount
{
    public required PersonId Person { get; init; }

    public required string Organization { get; init; }

    /// <summary>What Tallyfy records as completer.</summary>
    public required long TallyfyUserId { get; init; }

    public required string Email { get; init; }

    public required string DisplayName { get; init; }
}
