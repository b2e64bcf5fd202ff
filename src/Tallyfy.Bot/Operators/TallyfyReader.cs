namespace Tallyfy.Bot.Operators;

/// <summary>Who reads Tallyfy. The sweep and the feed do by the clock, and so find out first how it is.</summary>
internal enum TallyfyReader
{
    Sweep,
    Feed,
    Hint,
}
