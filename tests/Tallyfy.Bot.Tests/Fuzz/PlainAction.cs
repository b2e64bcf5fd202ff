using Tallyfy.Bot.Cards;

namespace Tallyfy.Bot.Tests.Fuzz;

/// <summary>What a card sent, so that two of the same are equal: two dictionaries never are.</summary>
internal static class PlainAction
{
    private static readonly Dictionary<string, string?> Nothing = [];

    public static (CardAction? Action, string Typed) Of(CardAction? action) => action is CardAction.OnApproval about
        ? (about with { Typed = Nothing }, string.Join('|', about.Typed.OrderBy(typed => typed.Key)))
        : (action, "");
}
