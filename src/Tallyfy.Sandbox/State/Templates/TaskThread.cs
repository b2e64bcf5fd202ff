namespace Tallyfy.Sandbox.State.Templates;

internal sealed record TaskThread
{
    public required string Id { get; init; }

    public required string Content { get; init; }

    public required string Label { get; init; }

    public required string State { get; init; }

    public string? ResolveId { get; init; }

    public required int AuthorId { get; init; }

    /// <summary>Who takes part: whoever it mentions and whoever the task belongs to.</summary>
    public IReadOnlyList<int> SentTo { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsOpenIssue => Label == "problem" && ResolveId is null;
}
