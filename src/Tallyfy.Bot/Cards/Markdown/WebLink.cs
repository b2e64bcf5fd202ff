using System.Text;

namespace Tallyfy.Bot.Cards.Markdown;

/// <summary>The address of a link somebody wrote, as far as a card may carry it.</summary>
internal static class WebLink
{
    private const int MaxLength = 500;

    /// <summary>Null for anything but a plain web address; "https://tallyfy.com@elsewhere" is no plain one.</summary>
    public static string? From(string? href)
    {
        if (href is not { Length: > 0 and <= MaxLength }
            || Read(href.Trim()) is not { } address
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.UserInfo.Length > 0
            || address.HostNameType is UriHostNameType.IPv6 // its brackets cannot stand in a Markdown link
            || HostOf(address) is not { Length: > 0 } host)
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
