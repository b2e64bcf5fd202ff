using System.Net;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>
/// A call to the connector that did not succeed. The message holds status, kind and code, never a body or a name.
/// </summary>
public sealed class ConnectorException : Exception
{
    public ConnectorException(
        ConnectorErrorKind kind, HttpStatusCode? status = null, string? code = null, Exception? cause = null)
        : base($"The connector call ended as {kind} (status {(int?)status}, code {code}).", cause) =>
        (Kind, Status, Code) = (kind, status, code);

    public ConnectorErrorKind Kind { get; }

    /// <summary>Null when no answer came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The platform's own word for it, when it is one word.</summary>
    public string? Code { get; }

    public TimeSpan? RetryAfter { get; init; }
}
