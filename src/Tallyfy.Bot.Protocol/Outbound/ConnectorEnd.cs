namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>How a call ended that did not succeed. What an answer means is said elsewhere.</summary>
public enum ConnectorEnd
{
    /// <summary>The platform answered, with a status that is no success.</summary>
    Answered,

    /// <summary>
    /// A timeout, a broken connection, or a success that cannot be read: it may have happened. Never a refusal.
    /// </summary>
    NoAnswer,

    /// <summary>No connection came about, so nothing was sent and nothing happened.</summary>
    NotSent,

    /// <summary>The login service gave us no token, so nothing was sent.</summary>
    NoToken,

    /// <summary>The service URL is not on the allow-list, so nothing was sent.</summary>
    ForeignHost,

    /// <summary>An id that cannot stand in a path, so nothing was sent.</summary>
    UnusableId,
}
