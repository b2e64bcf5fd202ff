using System.Text.Json;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>What an update asks to change; what it leaves out stays (docs/tallyfy-facts.md 7.1).</summary>
internal sealed record TaskChange
{
    public string? Title { get; init; }

    public string? Summary { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>All three buckets at once: one that was not sent is emptied.</summary>
    public Owners? Owners { get; init; }

    public string? Webhook { get; init; }

    public bool? PreventGuestComment { get; init; }

    public int? Position { get; init; }

    public int? MaxAssignable { get; init; }

    public string? TaskType { get; init; }

    public bool? IsTopSecret { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Answers { get; init; } = new Dictionary<string, JsonElement>();
}
