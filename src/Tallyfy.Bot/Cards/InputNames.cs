using System.Globalization;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// Ids of a card's inputs. Under an id that it knew before, a client shows a new value and sends the old one, or none:
/// what comes back stands under a new one.
/// </summary>
/// <param name="Revision">Of the draft whose words come back; null where there is none.</param>
internal readonly record struct InputNames(long? Revision)
{
    public const char Mark = '#';

    public string Of(string input) => Revision is { } revision
        ? string.Create(CultureInfo.InvariantCulture, $"{input}{Mark}{revision}")
        : input;

    /// <summary>The input, and which revision of it.</summary>
    public static (string Input, long Revision) Read(string id) =>
        id.LastIndexOf(Mark) is var mark and > 0
        && long.TryParse(id.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? (id[..mark], revision)
            : (id, 0);
}
