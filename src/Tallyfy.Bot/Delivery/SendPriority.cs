namespace Tallyfy.Bot.Delivery;

/// <summary>Who calls the platform. Somebody waits for an answer; nobody counts the seconds of a delivery.</summary>
internal enum SendPriority
{
    Answer,
    Delivery,
}
