namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// A body that is not an activity. The message says what is missing or wrong and never repeats the body.
/// </summary>
public sealed class ActivityFormatException : FormatException
{
    public ActivityFormatException(string message)
        : base(message)
    {
    }

    public ActivityFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
