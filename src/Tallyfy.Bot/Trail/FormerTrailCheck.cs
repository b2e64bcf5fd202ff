using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>Before anything is written: a store whose trail is of the form before this one is not taken over.</summary>
internal sealed class FormerTrailCheck(FormerTrail former) : IHostedService
{
    /// <exception cref="StoreRefusedException">There is such a trail.</exception>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (await former.CountAsync(cancellationToken) is > 0 and var count)
            throw new StoreRefusedException(
                $"The trail of this store has {count} rows of a former form, for which nobody can vouch. Write them to "
                + "a file that you keep, and take them out of the store: \"Tallyfy.Bot trail set-aside --out FILE "
                + "--yes\". Then start again: a new trail begins.",
                StoreFault.Settings);
    }

    public Task StartAsync(CancellationToken cancellationToken) => ExecuteAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
