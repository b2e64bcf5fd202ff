namespace Tallyfy.Client.Wire;

/// <summary>What a comment, an issue or its resolution is sent as; what is null is not sent.</summary>
internal sealed record ThreadBody
{
    public string? ThreadId { get; init; }

    public required string Content { get; init; }

    public string? Label { get; init; }

    public string? State { get; init; }
}
