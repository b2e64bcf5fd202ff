namespace Tallyfy.Bot.Cards;

/// <summary>A word people can write to the bot, and what it does.</summary>
internal sealed record CardCommand(string Name, string Description);
