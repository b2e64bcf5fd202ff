using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// In which language and zone somebody sits, as far as their client says. It says so in the entity that is about it, in
/// the activity itself, or only by the offset of its clock, and not every client in each.
/// </summary>
internal static partial class SenderPlace
{
    public static IEnumerable<string> Locales(Activity activity) =>
        Said([.. activity.Entities.Select(entity => Member(entity, "locale")), activity.Locale]);

    public static IEnumerable<string> TimeZones(Activity activity) => Said(
    [
        .. activity.Entities.Select(entity => Member(entity, "timezone")),
        activity.LocalTimezone,
        OffsetOf(activity.LocalTimestamp),
    ]);

    /// <summary>A member of a client's entity; null where it is no text.</summary>
    public static string? Member(JsonElement entity, string name) =>
        entity.ValueKind is JsonValueKind.Object
        && entity.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    private static IEnumerable<string> Said(IEnumerable<string?> all) =>
        all.OfType<string>().Where(one => !string.IsNullOrWhiteSpace(one));

    // A text that names no offset names no place.
    private static string? OffsetOf(JsonElement? timestamp) =>
        timestamp is { ValueKind: JsonValueKind.String } written
        && written.GetString() is { Length: < 64 } text
        && Offset().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at)
            ? (at.Offset < TimeSpan.Zero ? "-" : "+") + at.Offset.ToString("hh\\:mm", CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex("[+-][0-9]{2}:?[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();
}
