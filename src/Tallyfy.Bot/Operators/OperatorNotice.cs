using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Operators;

/// <summary>One message to one operator. It carries no words: they are chosen when it leaves.</summary>
internal sealed record OperatorNotice
{
    public required string Id { get; init; }

    public required string Organization { get; init; }

    public required OperatorNews News { get; init; }

    /// <summary>Which break, by its number, or which token, by its mark.</summary>
    public required string Episode { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>How often it was tried, this time included.</summary>
    public required int Attempts { get; init; }
}
