using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tallyfy.Sandbox.Webhooks;

/// <summary>One webhook to be sent. Only those of the organization tell their event; ours always know it.</summary>
internal sealed record WebhookMessage(string Level, string Event, string Address, JsonObject Body);

/// <summary>A webhook as it went out, or why it did not.</summary>
internal sealed record SentWebhook
{
    public long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>organization, template, step, task or rule.</summary>
    public required string Level { get; init; }

    public required string Event { get; init; }

    public required string Url { get; init; }

    public int? Status { get; init; }

    public string? Error { get; init; }

    public JsonElement? Body { get; init; }
}
