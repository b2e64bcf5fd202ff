namespace Tallyfy.Bot.Cards;

/// <summary>What is said above the question or the sentence that a card is about.</summary>
internal abstract record CardLead
{
    private CardLead()
    {
    }

    /// <summary>Hello, and what this is.</summary>
    public sealed record Greeting : CardLead;

    /// <summary>What this is, and what can be written to it.</summary>
    public sealed record Help(IReadOnlyList<CardCommand> Commands) : CardLead;

    /// <summary>The answer to what somebody wrote beside the question.</summary>
    public sealed record Words(string Text) : CardLead;
}
