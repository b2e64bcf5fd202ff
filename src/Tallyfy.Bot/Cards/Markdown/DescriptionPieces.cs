namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>A whole description in pieces of Markdown, one after the other.</summary>
/// <param name="Markdown">None when nothing visible remains.</param>
/// <param name="IsWhole">False where its end is missing, because it is too long to be read.</param>
/// <param name="LeftOut">Names of the HTML elements that a browser shows and no card, one for each.</param>
internal sealed record DescriptionPieces(IReadOnlyList<string> Markdown, bool IsWhole, IReadOnlyList<string> LeftOut);
