using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Tests.Cards.Drawing;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>
/// Every card in every state, by the name of its snapshot. What is about an approval is drawn from what the bot stored
/// of it, so that none shows what cannot be.
/// </summary>
internal static class CardCatalogue
{
    private static readonly Dictionary<string, Func<CardScenario, Task<CardMessage>>> Approvals =
        AskingCards.All.Concat(PageCards.All).Concat(DecidedCards.All).Concat(EndedCards.All).ToDictionary();

    private static readonly Lazy<Task<IReadOnlyDictionary<string, CardMessage>>> Drawn = new(DrawAsync);

    /// <summary>Cards about approvals: each must name where it comes from, who asks and where it leads.</summary>
    public static IEnumerable<string> AboutAnApproval => Approvals.Keys;

    public static IEnumerable<string> Names => Approvals.Keys.Concat(ListCards.All.Keys).Concat(OtherCards.All.Keys);

    /// <summary>All are drawn once, one after the other on one store.</summary>
    public static async Task<CardMessage> DrawAsync(string name) => (await Drawn.Value)[name];

    private static async Task<IReadOnlyDictionary<string, CardMessage>> DrawAsync()
    {
        await using var desk = await CardScenario.OpenAsync();
        var drawn = OtherCards.All.ToDictionary(card => card.Key, card => card.Value());

        foreach (var (name, draw) in Approvals.Concat(ListCards.All))
            drawn.Add(name, await draw(desk));

        return drawn;
    }
}
