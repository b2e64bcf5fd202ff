using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;

namespace Tallyfy.Sandbox.Faults;

/// <summary>
/// A fault on demand, as PUT /_sandbox/faults takes it. Of requests, only <c>path</c> is required; with a
/// <c>webhook</c> part it strikes what the sandbox sends, and <c>path</c> is that of the address.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultRule
{
    public string? Method { get; init; }

    /// <summary>A prefix, or a regular expression when it begins with ^.</summary>
    public string? Path { get; init; }

    /// <summary>How often it strikes; until cleared when left out.</summary>
    public int? Times { get; init; }

    public int? DelayMs { get; init; }

    public int? Status { get; init; }

    /// <summary>Sent as it is; a string is sent as text, so that broken JSON can be sent too.</summary>
    public JsonElement? Body { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>"before" the effect, also when left out, or "after" it.</summary>
    public string? When { get; init; }

    public bool Drop { get; init; }

    public WebhookFault? Webhook { get; init; }

    public string? FindMistake() => this switch
    {
        { Path: ['^', ..] } when !IsExpression(Path) => "\"path\" is not a regular expression that can be read.",
        { Times: <= 0 } => "\"times\" is at least 1; leave it out for \"until cleared\".",
        { Webhook: { } webhook } => webhook.FindMistake(),
        { Path: null or "" } => "\"path\" is needed: a prefix such as /api/, or a regular expression beginning with ^.",
        { When: not (null or "before" or "after") } => "\"when\" is \"before\" or \"after\" (the effect).",
        { DelayMs: < 0 or > 600_000 } => "\"delay_ms\" is between 0 and 600000.",
        { Status: < 200 or > 599 } => "\"status\" is between 200 and 599.",
        { Drop: false, Status: null, DelayMs: null } => "a fault needs \"drop\", \"status\" or \"delay_ms\".",
        _ => null,
    };

    public bool Strikes(string method, string path) =>
        Webhook is null
        && (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase))
        && IsOn(path);

    public bool StrikesWebhook(string @event, string path) =>
        Webhook is { } webhook && (webhook.Event is null || webhook.Event == @event) && IsOn(path);

    public Fault ToFault() => new(
        When != "after",
        TimeSpan.FromMilliseconds(DelayMs ?? 0),
        Drop,
        Status,
        Status is { } status ? new ApiAnswer(status, Bytes()) { RetryAfter = RetryAfter } : null);

    private bool IsOn(string path) => Path switch
    {
        null => true,
        ['^', ..] => Regex.IsMatch(path, Path, RegexOptions.NonBacktracking),
        _ => path.StartsWith(Path, StringComparison.Ordinal),
    };

    private static bool IsExpression(string path)
    {
        try
        {
            _ = new Regex(path, RegexOptions.NonBacktracking);
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private byte[] Bytes() => Body switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => System.Text.Encoding.UTF8.GetBytes(text.GetString() ?? ""),
        { } json => JsonSerializer.SerializeToUtf8Bytes(json, SandboxJson.Default.JsonElement),
    };
}
