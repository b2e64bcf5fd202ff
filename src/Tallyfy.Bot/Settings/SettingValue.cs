using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Tallyfy.Bot.Settings;

/// <summary>
/// Whether a text is a value of its setting. It is stricter than what binds it: a bare number would be days, a number
/// or two names would be a member of an enum.
/// </summary>
internal static class SettingValue
{
    /// <summary>What it has to be; null when it is. The text itself is never told: it may be a secret.</summary>
    public static string? FindFault(SettingShape.Value shape, string text)
    {
        if (shape.Type == typeof(string))
            return null;

        var (value, wanted) = Read(shape.Type, text);

        if (value is null)
            return text.Trim().Length == 0 ? $"{wanted}, and is empty" : wanted;

        return shape.Range is { } range && !range.IsValid(value) ? $"must be {Words(range)}" : null;
    }

    private static (object? Value, string Wanted) Read(Type type, string text) =>
        type.IsEnum ? (ReadName(type, text), $"must be one of {string.Join(", ", Enum.GetNames(type))}")
        : type == typeof(bool) ? (bool.TryParse(text, out var isSo) ? isSo : null, "must be true or false")
        : type == typeof(int) ? (ReadInteger(text), "must be a whole number")
        : type == typeof(double) ? (ReadNumber(text), "must be a number such as 0.5")
        : type == typeof(TimeSpan) ? (ReadTime(text), "must be a time such as 00:10:00 (hours, minutes, seconds)")
        : type == typeof(Guid) ? (Guid.TryParse(text, out var id) ? id : null, "must be an id such as Entra shows")
        : type == typeof(Uri) ? (ReadAddress(text), "must be a whole web address")
        : throw new NotSupportedException($"No setting can be a {type.Name}.");

    private static object? ReadName(Type type, string text) =>
        Enum.GetNames(type).Contains(text.Trim(), StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse(type, text.Trim(), ignoreCase: true)
            : null;

    private static object? ReadInteger(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object? ReadNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    private static object? ReadTime(string text) =>
        (text.Contains(':', StringComparison.Ordinal) || text.Trim() is "0")
        && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? time
            : null;

    private static Uri? ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : null;

    private static string Words(RangeAttribute range) => $"from {Word(range.Minimum)} to {Word(range.Maximum)}";

    private static string Word(object limit) => limit is TimeSpan time
        ? time.ToString("c", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{limit}");
}
