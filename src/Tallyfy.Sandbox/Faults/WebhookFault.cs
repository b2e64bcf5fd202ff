using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Faults;

/// <summary>What a fault does to a webhook on its way out.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WebhookFault
{
    /// <summary>Which ones it strikes, such as "task.completed"; all when left out.</summary>
    public string? Event { get; init; }

    public bool Lose { get; init; }

    /// <summary>How often it is sent.</summary>
    public int? Copies { get; init; }

    public int? DelayMs { get; init; }

    /// <summary>How many later ones overtake it. Replacing or clearing the faults lets it go at once.</summary>
    public int? Hold { get; init; }

    public string? FindMistake() => this switch
    {
        { Copies: < 1 or > 100 } => "\"webhook.copies\" is between 1 and 100.",
        { DelayMs: < 0 or > 600_000 } => "\"webhook.delay_ms\" is between 0 and 600000.",
        { Hold: < 1 or > 1000 } => "\"webhook.hold\" is between 1 and 1000.",
        { Lose: false, Copies: null, DelayMs: null, Hold: null } =>
            "a webhook's fault needs \"lose\", \"copies\", \"delay_ms\" or \"hold\".",
        _ => null,
    };
}
