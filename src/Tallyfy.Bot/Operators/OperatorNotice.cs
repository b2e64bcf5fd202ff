using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Operators;

/// <summary>One message to one operator. It carries no words: they are chosen when it leaves.</summary>
internal sealed record OperatorNotice : WorkItem
{
    public string Organization { get; init; } = "";

    public OperatorNews News { get; init; }

    /// <summary>Which break, by its number, or which token, by its fingerprint.</summary>
    public string Episode { get; init; } = "";

    public string TenantId { get; init; } = "";

    public string ObjectId { get; init; } = "";

    public PersonId Person => new(TenantId, ObjectId);
}
