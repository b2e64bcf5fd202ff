namespace Tallyfy.Client.Errors;

/// <summary>Why a request to Tallyfy did not succeed, as far as a caller may act on it.</summary>
public enum TallyfyErrorKind
{
    /// <summary>400 and other refusals without a kind of their own.</summary>
    BadRequest,

    /// <summary>401: the token is missing, expired, revoked or not made for this request.</summary>
    Unauthenticated,

    /// <summary>403: no permission, or a business rule that Tallyfy reports this way.</summary>
    Forbidden,

    /// <summary>404 in which Tallyfy says that the thing asked for does not exist.</summary>
    NotFound,

    /// <summary>Any other 404: a wrong base address, a missing client header, something in between.</summary>
    EndpointNotFound,

    /// <summary>409, for example no seats left.</summary>
    Conflict,

    /// <summary>422: the request was understood and refused.</summary>
    Validation,

    /// <summary>429: asked too often.</summary>
    RateLimited,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>No answer: no connection, or one that broke.</summary>
    Unreachable,

    /// <summary>No answer within our own time limit.</summary>
    TimedOut,

    /// <summary>An answer that is not Tallyfy's: a redirect, a firewall's or proxy's page of whatever status, broken
    /// JSON, too large. It is as good as none.</summary>
    UnreadableAnswer,
}
