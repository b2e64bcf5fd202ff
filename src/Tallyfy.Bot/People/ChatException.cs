namespace Tallyfy.Bot.People;

/// <summary>The chat platform did not take a message; the answer says what to do next.</summary>
internal sealed class ChatException(ChatAnswer answer, string? code, TimeSpan? retryAfter, Exception? inner = null)
    : Exception($"The chat platform did not take it: {answer.Failure}, {answer.About} ({code ?? "no code"}).", inner)
{
    public ChatAnswer Answer => answer;

    public ChatFailure Failure => answer.Failure;

    /// <summary>The platform's own word, for the log and the operator.</summary>
    public string? Code => code;

    public TimeSpan? RetryAfter => retryAfter;
}
