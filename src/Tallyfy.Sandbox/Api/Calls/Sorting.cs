namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>Orders a list by a named key, a leading minus turning it round. An unknown key changes nothing.</summary>
internal static class Sorting
{
    public static IEnumerable<T> Apply<T>(
        IEnumerable<T> items, string? sort, Dictionary<string, Func<T, IComparable>> keys)
    {
        var isDescending = sort is ['-', ..];
        if (sort is null || !keys.TryGetValue(isDescending ? sort[1..] : sort, out var key))
            return items;
        return isDescending ? items.OrderByDescending(key) : items.OrderBy(key);
    }
}
