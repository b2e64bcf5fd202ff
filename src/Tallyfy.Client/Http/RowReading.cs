using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Http;

/// <summary>How a row was read.</summary>
/// <param name="Item">Null where it could not be.</param>
/// <param name="Unread">Names of what could not be read: because of them, or without them.</param>
internal sealed record RowReading<T>(T? Item, IReadOnlyList<string> Unread)
{
    /// <summary>Names of the instants among what was read that are none, as databases write it.</summary>
    public IReadOnlyList<string> ZeroDates { get; init; } = [];
}

/// <summary>
/// Reads rows. One that tells what it was read without is read as far as it can be; any other one wholly or not at all.
/// </summary>
internal static class RowReading
{
    public static RowReading<T> Of<T>(JsonElement row, JsonTypeInfo<T> type)
    {
        if (Read(() => row.Deserialize(type)) is { } whole)
            return Tell(whole, row, type, []);

        List<string> unread = [];
        if (row.ValueKind is not JsonValueKind.Object)
            return new RowReading<T>(default, unread);

        var parts = ReadableParts.Of(row, type, "", unread);
        return typeof(T).IsAssignableTo(typeof(IPartlyRead)) && Read(() => parts.Deserialize(type)) is { } item
            ? Tell(item, row, type, unread)
            : new RowReading<T>(default, unread);
    }

    private static RowReading<T> Tell<T>(T item, JsonElement row, JsonTypeInfo<T> type, IEnumerable<string> unread)
    {
        var dates = UnreadDates.Of(row, type).ToLookup(date => date.IsZero, date => date.Name);
        string[] all = [.. unread.Union(dates[false])];
        if (all.Length > 0 && item is IPartlyRead partly)
            partly.Unread = all;

        return new RowReading<T>(item, all) { ZeroDates = [.. dates[true]] };
    }

    private static T? Read<T>(Func<T?> reading)
    {
        try
        {
            return reading();
        }
        catch (Exception exception) when (TallyfyAnswer.IsUnreadable(exception))
        {
            return default;
        }
    }
}
