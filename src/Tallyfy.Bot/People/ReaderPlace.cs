using System.Globalization;

namespace Tallyfy.Bot.People;

/// <summary>Which language and zone a client's word for it is; null for what nobody can tell.</summary>
internal static class ReaderPlace
{
    private static readonly string[] Prefixes = ["GMT", "UTC"];

    /// <summary>The language alone where its country is not known. Some clients part the two with a line.</summary>
    public static CultureInfo? FindCulture(string? name)
    {
        for (var said = name?.Trim().Replace('_', '-'); said is { Length: > 0 };)
        {
            try
            {
                return CultureInfo.GetCultureInfo(said, predefinedOnly: true);
            }
            catch (CultureNotFoundException)
            {
                said = said.LastIndexOf('-') is > 0 and var end ? said[..end] : null;
            }
        }

        return null;
    }

    /// <summary>By its name, or by what it is away from UTC: "GMT+05:30", "+0530".</summary>
    public static TimeZoneInfo? FindZone(string? name)
    {
        if (name?.Trim() is not { Length: > 0 } said)
            return null;

        return TimeZoneInfo.TryFindSystemTimeZoneById(said, out var zone) ? zone : FindOffset(said);
    }

    private static TimeZoneInfo? FindOffset(string said)
    {
        if (Array.Find(Prefixes, prefix => said.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix)
            said = said[prefix.Length..].TrimStart();

        string[] formats = ["hh\\:mm", "h\\:mm", "hhmm", "hh", "%h"];

        return said is ['+' or '-', .. var size]
            && TimeSpan.TryParseExact(size, formats, CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14)
                ? TimeZoneInfo.CreateCustomTimeZone(
                    said, said[0] == '-' ? -offset : offset, displayName: said, standardDisplayName: said)
                : null;
    }
}
