namespace Tallyfy.Sandbox.State.Members;

internal sealed record Owners
{
    public IReadOnlyList<int> Users { get; init; } = [];

    public IReadOnlyList<string> Guests { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool AreNobody => Users.Count + Guests.Count + Groups.Count == 0;
}
