using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Teams;

/// <summary>
/// The person's own chat: remembered from every activity in it, opened when they spoke elsewhere first.
/// </summary>
internal sealed class PersonalChat(ChatStore chats, Outbox outbox, OutboxSignal signal, PacedChannel channel)
{
    /// <summary>Addresses are stable, but not for ever: what an activity says replaces what we knew.</summary>
    public async Task RememberAsync(Turn turn, CancellationToken cancellationToken)
    {
        var known = await chats.FindReachableAsync(turn.Person, cancellationToken);

        if (!turn.IsPersonal)
        {
            await MoveAsync(known, turn.Here, cancellationToken);
            return;
        }

        var now = turn.Here with
        {
            Locale = turn.Here.Locale ?? known?.Locale,
            Zone = turn.Here.Zone ?? known?.Zone,
            Installation = known?.Installation ?? 0,
        };

        if (known != now)
            await SaveAsync(turn.Here, isInstallation: false, cancellationToken);
    }

    // Whoever speaks elsewhere is at the same addresses; of the chat itself that says nothing.
    private async Task MoveAsync(Chat? known, Chat elsewhere, CancellationToken cancellationToken)
    {
        if (known is not { IsResting: true })
            return;

        var moved = known with
        {
            ServiceUrl = elsewhere.ServiceUrl,
            Address = elsewhere.Address,
            BotAddress = elsewhere.BotAddress,
        };

        if (moved != known)
            await SaveAsync(moved, isInstallation: false, cancellationToken);
    }

    public async Task<Chat> SaveAsync(Chat chat, bool isInstallation, CancellationToken cancellationToken)
    {
        var saved = await chats.SaveAsync(chat, isInstallation, cancellationToken);
        await outbox.ResumeAsync(chat.Person, cancellationToken);
        signal.Raise();
        return saved;
    }

    /// <summary>Where to say what concerns only this person; null when there is no such place.</summary>
    public async Task<Chat?> FindOrOpenAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.IsPersonal)
            return turn.Here;

        if (await chats.FindAsync(turn.Person, cancellationToken) is { IsOpen: true } known)
            return known;

        try
        {
            var opened = await channel.OpenAsync(turn.Here, SendPriority.Answer, cancellationToken);
            return await SaveAsync(opened, isInstallation: false, cancellationToken);
        }
        catch (ChatException)
        {
            return null; // not installed for this person: the caller says so where they spoke
        }
    }
}
