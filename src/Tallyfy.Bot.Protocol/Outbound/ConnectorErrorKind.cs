namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>What a failed call to the connector means for what comes next.</summary>
public enum ConnectorErrorKind
{
    /// <summary>400: the payload is wrong. Sending it again will not help.</summary>
    BadPayload,

    /// <summary>401: our own identity is wrong.</summary>
    NotRegistered,

    /// <summary>
    /// 403: blocked, uninstalled or forbidden. Only an event from there, or a new installation, changes it.
    /// </summary>
    Unreachable,

    /// <summary>403 InvalidBotApiHost: the tenant lives in another cloud.</summary>
    WrongHost,

    /// <summary>404: the message is gone.</summary>
    ActivityNotFound,

    /// <summary>404: the conversation is gone.</summary>
    ConversationNotFound,

    /// <summary>409 or 412: somebody else writes into this conversation right now.</summary>
    Conflict,

    /// <summary>413: the message is too large.</summary>
    TooLarge,

    /// <summary>429: too fast.</summary>
    Throttled,

    /// <summary>
    /// 408, 5xx but for 501, a timeout or a broken connection: it may have happened. Never a refusal.
    /// </summary>
    OutcomeUnknown,

    /// <summary>No connection came about, so nothing was sent and nothing happened.</summary>
    NotSent,

    /// <summary>The login service gave us no token, so nothing was sent.</summary>
    NoToken,

    /// <summary>The service URL is not on the allow-list, so nothing was sent.</summary>
    ForeignHost,

    /// <summary>
    /// An answer outside the published table, a redirect for example: refused, for a reason we do not know.
    /// </summary>
    Refused,
}
