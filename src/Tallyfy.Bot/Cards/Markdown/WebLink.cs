using System.Globalization;
using System.Text;

namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>The address of a link somebody wrote, as far as a card may carry it.</summary>
internal static class WebLink
{
    private const int MaxLength = 500;

    /// <summary>Of a longer one a phone shows the beginning, which is not what says whose it is.</summary>
    private const int MaxHostLength = 100;

    /// <summary>Null for anything but a plain web address; "https://tallyfy.com@elsewhere" is no plain one.</summary>
    public static string? From(string? href)
    {
        if (href is not { Length: > 0 and <= MaxLength }
            || href.Trim() is not { } trimmed
            || trimmed.Any(IsReadInTwoWays)
            || Read(trimmed) is not { } address
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.UserInfo.Length > 0
            || address.HostNameType is UriHostNameType.IPv6 // its brackets cannot stand in a Markdown link
            || HostOf(address) is not { Length: > 0 and <= MaxHostLength } host
            || !host.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_'))
            return null;

        // Characters that end a Markdown link, or that a phone's parser reads as emphasis inside one.
        return new UriBuilder(address) { Host = host }.Uri.AbsoluteUri
            .Replace("(", "%28", StringComparison.Ordinal)
            .Replace(")", "%29", StringComparison.Ordinal)
            .Replace("[", "%5B", StringComparison.Ordinal)
            .Replace("]", "%5D", StringComparison.Ordinal)
            .Replace("*", "%2A", StringComparison.Ordinal)
            .Replace("'", "%27", StringComparison.Ordinal)
            .Replace("\"", "%22", StringComparison.Ordinal)
            .Replace("\\", "%5C", StringComparison.Ordinal)
            .Replace("{", "%7B", StringComparison.Ordinal)
            .Replace("<", "%3C", StringComparison.Ordinal);
    }

    /// <summary>
    /// What a link says: a label alone only where it is the address or its host, letter by letter. Any other names the
    /// host behind it, for whatever it says, it may lie about that.
    /// </summary>
    public static string Label(string words, string link)
    {
        if (Misleads(words, link))
            return link;

        var address = new Uri(link);
        var host = address.IsDefaultPort
            ? address.IdnHost
            : string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}:{address.Port}");

        return words == link || words == link.TrimEnd('/') || words == host ? words : $"{words} ({host})";
    }

    /// <summary>
    /// A link that names one address and leads to another host deceives: then its real address is its text.
    /// </summary>
    public static bool Misleads(string text, string link)
    {
        var named = text.Trim();

        if (named.Contains(' ') || !named.Contains('.'))
            return false;

        var shown = named.Contains("://", StringComparison.Ordinal) ? named : $"https://{named}";
        return Read(shown) is { } claimed
            && Read(link) is { } real
            && !string.Equals(HostOf(claimed), HostOf(real), StringComparison.OrdinalIgnoreCase);
    }

    // Browsers drop some of these from an address and turn others round; readers of cards need not do the same.
    private static bool IsReadInTwoWays(char character) =>
        character is '\\' || char.IsControl(character) || char.IsWhiteSpace(character);

    // What begins like this is a path and no address, and the framework breaks on "//" before a hidden character.
    private static Uri? Read(string text) =>
        text is not ['/' or '\\', ..] && Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;

    /// <summary>Null for a name that the domain name system cannot carry; asking for it throws.</summary>
    private static string? HostOf(Uri address)
    {
        try
        {
            return Ascii.IsValid(address.IdnHost) ? address.IdnHost : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
