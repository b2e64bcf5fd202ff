using System.Security.Cryptography;
using System.Text;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Teams;

/// <summary>
/// Which messages were taken in the last minutes, by whichever process: the platform delivers one again that it has no
/// answer to, and whoever wrote it is not to be answered twice.
/// </summary>
internal sealed class TakenMessageStore(Database database, TimeProvider time)
{
    /// <summary>Several times as long as the platform tries again.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <summary>False where it was taken before. One without an id is always new.</summary>
    public Task<bool> TakeAsync(Activity message, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            var now = time.GetUtcNow();
            await unit.ExecuteAsync(
                "delete from taken_messages where taken_at < @before",
                new { before = (now - KeptFor).ToUnixTimeMilliseconds() },
                cancellationToken);

            return await unit.ExecuteAsync(
                "insert into taken_messages (id, taken_at) values (@id, @now) on conflict (id) do nothing",
                new { id = KeyOf(message), now = now.ToUnixTimeMilliseconds() },
                cancellationToken) > 0;
        },
        cancellationToken);

    public Task<bool> HasAsync(Activity message, CancellationToken cancellationToken) => database.ReadAsync(
        async unit => await unit.FindAsync<long>(
            "select count(*) from taken_messages where id = @id and taken_at >= @after",
            new { id = KeyOf(message), after = (time.GetUtcNow() - KeptFor).ToUnixTimeMilliseconds() },
            cancellationToken) > 0,
        cancellationToken);

    /// <summary>It was not answered: the next delivery is.</summary>
    public Task ReleaseAsync(Activity message, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "delete from taken_messages where id = @id", new { id = KeyOf(message) }, cancellationToken),
        cancellationToken);

    // Ids are one chat's own; a hash tells of nobody.
    private static string KeyOf(Activity message) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{message.Conversation.Id}\n{message.Id}")));
}
