namespace Tallyfy.Sandbox.State.Members;

internal sealed record Group
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<int> Members { get; init; } = [];

    /// <summary>The addresses of guests.</summary>
    public IReadOnlyList<string> Guests { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
