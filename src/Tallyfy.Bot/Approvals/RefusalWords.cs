using Tallyfy.Client;

namespace Tallyfy.Bot.Approvals;

/// <summary>Tallyfy's own words for a refusal, as one readable line.</summary>
internal static class RefusalWords
{
    public static string Of(TallyfyException e) =>
        e.FieldErrors.Count == 0 ? e.Message : string.Join(" ", e.FieldErrors.Values.SelectMany(words => words).Distinct());
}
