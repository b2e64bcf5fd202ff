using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Work;

/// <summary>The dead letters of every work queue, in one list.</summary>
internal sealed class DeadLetterStore(Database database, IEnumerable<IWorkQueue> queues)
{
    private readonly IReadOnlyList<IWorkQueue> all = [.. queues];

    private string Letters => string.Join("\nunion all\n", all.Select(queue => queue.DeadLetters));

    /// <summary>The oldest first.</summary>
    public Task<IReadOnlyList<DeadLetter>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.QueryAsync<DeadLetter>($"{Letters} order by 8, 1", new { }, cancellationToken), cancellationToken);

    public Task<long> CountAsync(CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.FindAsync<long>($"select count(*) from ({Letters}) as letters", new { }, cancellationToken),
        cancellationToken);

    /// <summary>Gives one dead letter, or all of them, another chance at once; answers how many.</summary>
    public Task<int> SendAgainAsync(string? id, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            var count = 0;

            foreach (var queue in all)
                count += await queue.SendAgainAsync(unit, id, cancellationToken);

            return count;
        },
        cancellationToken);
}
