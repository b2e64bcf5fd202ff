using System.Globalization;
using System.Text.Json;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Entries of the form before this one, which said nothing of who wrote them: nobody can tell them from what somebody
/// wrote into the database, so they do not become part of the trail.
/// </summary>
internal sealed class FormerTrail(Database database)
{
    private const int PageSize = 1_000;

    private static readonly (string Table, string Key)[] Tables =
        [("former_trail", "id"), ("former_trail_heads", "organization"), ("former_trail_checkpoints", "organization")];

    public Task<long> CountAsync(CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.FindAsync<long>(
            """
            select (select count(*) from former_trail) + (select count(*) from former_trail_heads)
                + (select count(*) from former_trail_checkpoints)
            """,
            new { },
            cancellationToken),
        cancellationToken);

    /// <summary>Writes all of it, a JSON object a line, and takes it out of the store when the file is there.</summary>
    public async Task<long> SetAsideAsync(WrittenFile file, CancellationToken cancellationToken)
    {
        var count = 0L;

        foreach (var (table, key) in Tables)
            count += await WriteAsync(table, key, file.Text, cancellationToken);

        await file.KeepAsync(cancellationToken);

        await database.WriteAsync(
            async unit =>
            {
                foreach (var (table, _) in Tables)
                    await unit.ExecuteAsync($"delete from {table}", new { }, cancellationToken);

                return 0;
            },
            cancellationToken);

        return count;
    }

    private async Task<long> WriteAsync(
        string table, string key, TextWriter output, CancellationToken cancellationToken)
    {
        var (count, last) = (0L, "");

        while (true)
        {
            var page = await database.ReadAsync(
                unit => unit.QueryAsync<object>(
                    $"select * from {table} where {key} > @last order by {key} limit {PageSize}",
                    new { last },
                    cancellationToken),
                cancellationToken);

            foreach (var row in page.Cast<IDictionary<string, object?>>())
            {
                var words = row.ToDictionary(
                    column => column.Key, column => Convert.ToString(column.Value, CultureInfo.InvariantCulture) ?? "");
                words["table"] = table;
                await output.WriteAsync($"{JsonSerializer.Serialize(words)}\n".AsMemory(), cancellationToken);
                (count, last) = (count + 1, words[key]);
            }

            if (page.Count < PageSize)
                return count;
        }
    }
}
