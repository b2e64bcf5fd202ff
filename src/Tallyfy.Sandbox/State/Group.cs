namespace Tallyfy.Sandbox.State;

internal sealed record Group
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public IReadOnlyList<int> Members { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }
}
