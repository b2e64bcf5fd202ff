using System.Net;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>
/// A call to the connector that did not succeed. The message holds status, end and code, never a body or a name.
/// </summary>
public sealed class ConnectorException : Exception
{
    public ConnectorException(
        ConnectorEnd end, HttpStatusCode? status = null, string? code = null, Exception? cause = null)
        : base($"The connector call ended as {end} (status {(int?)status}, code {code}).", cause) =>
        (End, Status, Code) = (end, status, code);

    public ConnectorEnd End { get; }

    /// <summary>Null when no answer came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The platform's own word for it, when it is one word.</summary>
    public string? Code { get; }

    /// <summary>
    /// What the platform said beside its code, to tell answers apart that share one. It may name people: it is in no
    /// message, and belongs into no log.
    /// </summary>
    public string Words { get; init; } = "";

    public TimeSpan? RetryAfter { get; init; }
}
