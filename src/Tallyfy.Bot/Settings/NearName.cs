namespace Tallyfy.Bot.Settings;

/// <summary>What somebody meant who wrote a name that is not there.</summary>
internal static class NearName
{
    /// <summary>The nearest of these, if so few letters differ that it is no other word.</summary>
    public static string? Find(string written, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: DistanceOf(written.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(one => one.Distance <= Math.Max(1, Math.Max(written.Length, one.Name.Length) / 3))
        .OrderBy(one => one.Distance).ThenBy(one => one.Name, StringComparer.Ordinal)
        .Select(one => one.Name)
        .FirstOrDefault();

    /// <summary>How many letters are wrong, missing, too many, or exchanged with their neighbour.</summary>
    public static int DistanceOf(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];

        for (var row = 0; row <= one.Length; row++)
            rows[row, 0] = row;

        for (var column = 0; column <= other.Length; column++)
            rows[0, column] = column;

        for (var row = 1; row <= one.Length; row++)
        {
            for (var column = 1; column <= other.Length; column++)
            {
                var isOther = one[row - 1] == other[column - 1] ? 0 : 1;
                var least = Math.Min(
                    Math.Min(rows[row - 1, column], rows[row, column - 1]) + 1, rows[row - 1, column - 1] + isOther);
                var isExchanged = row > 1 && column > 1
                    && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1];
                rows[row, column] = isExchanged ? Math.Min(least, rows[row - 2, column - 2] + 1) : least;
            }
        }

        return rows[one.Length, other.Length];
    }
}
