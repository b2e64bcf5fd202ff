using System.Collections.Concurrent;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Operators;

/// <summary>
/// Notes whether Tallyfy lets the bot in. Whoever reads by the clock goes on trying, so the end of a break is found
/// too; whoever reads because something happened waits until then.
/// </summary>
internal sealed partial class TallyfyAccess(
    AccessStore store, OperatorSignal signal, TallyfyOutages outages, ILogger<TallyfyAccess> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> refused = new();
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>As far as this process knows.</summary>
    public bool IsRefused(Organization organization) => refused.GetValueOrDefault(organization.Id);

    /// <summary>Whether it has been said why reading fails: then it need not be said of each read.</summary>
    public bool IsUnread(Organization organization) => outages.Find(organization) is not null;

    /// <summary>Reads as this organization's reader; what goes wrong is the caller's all the same.</summary>
    public async Task ReadAsync(
        Organization organization, TallyfyReader reader, Func<Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await read();
        }
        catch (TallyfyException e) when (e.Kind is TallyfyErrorKind.Unauthenticated)
        {
            await NoteAsync(organization, isRefused: true, cancellationToken);

            if (!IsRefused(organization)) // then that is why, and is said for itself
                outages.Fail(organization, reader, e);

            throw;
        }
        catch (TallyfyException e)
        {
            outages.Fail(organization, reader, e);
            throw;
        }

        await NoteAsync(organization, isRefused: false, cancellationToken);
        outages.End(organization, reader);
    }

    public void Dispose() => turn.Dispose();

    private async Task NoteAsync(Organization organization, bool isRefused, CancellationToken cancellationToken)
    {
        if (IsKnown(organization, isRefused))
            return;

        await turn.WaitAsync(cancellationToken);

        try
        {
            if (!IsKnown(organization, isRefused))
                await ChangeAsync(organization, isRefused, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private bool IsKnown(Organization organization, bool isRefused) =>
        refused.TryGetValue(organization.Id, out var known) && known == isRefused;

    private async Task ChangeAsync(Organization organization, bool isRefused, CancellationToken cancellationToken)
    {
        var wasRefused = (await store.FindAsync(organization.Id, cancellationToken))?.IsRefused is true;

        // An answer from before, and a request that this token may never make, tell nothing: asked plainly, it is so
        // or not.
        if ((isRefused || wasRefused) && await AskAsync(organization, cancellationToken) != isRefused)
            return;

        var isNew = isRefused
            ? await store.RefuseAsync(organization.Id, cancellationToken)
            : wasRefused && await store.LetInAsync(organization.Id, cancellationToken);

        refused[organization.Id] = isRefused;

        if (isRefused)
            LogRefused(AccessWords.Refused(organization));
        else if (wasRefused)
            LogLetIn(organization.Id);

        if (isNew)
            signal.Raise();
    }

    /// <summary>Whether it is refused; null when there is no telling.</summary>
    private static async Task<bool?> AskAsync(Organization organization, CancellationToken cancellationToken)
    {
        try
        {
            await organization.ServiceClient.GetMeAsync(cancellationToken);
            return false;
        }
        catch (TallyfyException e)
        {
            return e.Kind is TallyfyErrorKind.Unauthenticated ? true : null;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Why}")]
    private partial void LogRefused(string why);

    [LoggerMessage(LogLevel.Information, "Tallyfy lets the bot in again for organization {Organization}")]
    private partial void LogLetIn(string organization);
}
