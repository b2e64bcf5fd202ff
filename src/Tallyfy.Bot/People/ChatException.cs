namespace Tallyfy.Bot.People;

/// <summary>The chat platform did not take a message; the failure says what to do next.</summary>
internal sealed class ChatException(ChatFailure failure, string? code, TimeSpan? retryAfter, Exception? inner = null)
    : Exception($"The chat platform did not take the message: {failure} ({code ?? "no code"}).", inner)
{
    public ChatFailure Failure => failure;

    /// <summary>The platform's own word, for the log and the operator.</summary>
    public string? Code => code;

    public TimeSpan? RetryAfter => retryAfter;
}

internal enum ChatFailure
{
    /// <summary>Blocked or not installed; only an event from the person clears it.</summary>
    Unreachable,

    MessageGone,

    ChatGone,

    /// <summary>The message itself is wrong; another try is wrong too.</summary>
    Rejected,

    TooLarge,

    /// <summary>Not now; nothing was sent.</summary>
    Busy,

    /// <summary>Too fast; the platform may say until when.</summary>
    Throttled,

    /// <summary>Our own limits had no room for it; nothing was sent.</summary>
    Held,

    /// <summary>No answer came: the message may be there.</summary>
    Unknown,

    /// <summary>Our registration is not accepted; an operator must look.</summary>
    NotRegistered,
}
