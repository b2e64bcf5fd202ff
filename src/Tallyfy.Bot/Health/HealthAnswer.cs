namespace Tallyfy.Bot.Health;

/// <summary>What an operator is told: the words, and whether a monitor may stay calm.</summary>
internal sealed record HealthAnswer(bool IsWell, string Words);
