using System.Text.Json;

namespace Tallyfy.Sandbox.Journal;

/// <summary>One write the sandbox received. Status is the API's own; a fault, what the caller saw.</summary>
internal sealed record JournalEntry
{
    public long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public int? TokenUser { get; init; }

    public string? TaskId { get; init; }

    /// <summary>Who is recorded, and how, when the write was accepted; null when it was refused.</summary>
    public int? CompleterId { get; init; }

    public bool? IsApproved { get; init; }

    public int? Status { get; init; }

    public string? Fault { get; init; }

    public JsonElement? Body { get; init; }
}
