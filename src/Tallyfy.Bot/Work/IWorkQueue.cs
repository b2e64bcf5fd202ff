using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Work;

/// <summary>What every work queue tells of its dead letters.</summary>
internal interface IWorkQueue
{
    /// <summary>
    /// Selects this queue's dead letters with the columns of <see cref="DeadLetter"/>, in their order; several queues'
    /// selections are put together.
    /// </summary>
    string DeadLetters { get; }

    /// <summary>Gives one dead letter, or all of them, another chance at once; answers how many.</summary>
    Task<int> SendAgainAsync(UnitOfWork unit, string? id, CancellationToken cancellationToken);
}
