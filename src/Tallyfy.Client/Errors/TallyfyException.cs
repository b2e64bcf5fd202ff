using System.Net;

namespace Tallyfy.Client.Errors;

/// <summary>A request that Tallyfy refused, or whose answer never came; its message may be shown to a person.</summary>
public sealed class TallyfyException(TallyfyErrorKind kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Why, as far as a caller may act on it.</summary>
    public TallyfyErrorKind Kind { get; } = kind;

    /// <summary>The status of the answer; null when there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Tallyfy's own error code, for example <c>RATE_LIMIT_EXCEEDED</c>.</summary>
    public string? Code { get; init; }

    /// <summary>What Tallyfy says about single fields, by the field's name or id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Tallyfy's id of the request, for their support.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long Tallyfy asks to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when a write that failed this way may have had its effect all the same.</summary>
    public bool IsOutcomeUnknown => Kind
        is TallyfyErrorKind.ServerError
        or TallyfyErrorKind.Unreachable
        or TallyfyErrorKind.TimedOut
        or TallyfyErrorKind.UnreadableAnswer;
}
