namespace Tallyfy.Bot.Linking;

/// <summary>
/// What was tried within the last hour by a person or for a member, whatever was said in between and by whomever.
/// </summary>
internal sealed record LinkTries(int WrongCodes, DateTimeOffset LastWrongCode, int CodesSent)
{
    public static LinkTries None { get; } = new(0, DateTimeOffset.MinValue, 0);
}
