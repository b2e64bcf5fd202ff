namespace Tallyfy.Bot.Cards;

/// <summary>How an approval came to its reader that was somebody's before: said before anything else.</summary>
/// <param name="Short">The word that a toast begins with.</param>
/// <param name="Headline">What happened.</param>
/// <param name="Words">Why, as somebody wrote it; null where nobody did, and kept out of shared conversations.</param>
internal sealed record ArrivalWords(string Short, string Headline, string? Words)
{
    public string Sentence(bool isShared) => isShared || Words is null ? Headline : $"{Headline}: {Words}";
}
