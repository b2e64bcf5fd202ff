using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Teams;

/// <summary>
/// The person's own chat: remembered from every activity in it, opened when they spoke elsewhere first.
/// </summary>
internal sealed class PersonalChat(
    ChatStore chats,
    InstallationEventStore installations,
    Outbox outbox,
    OutboxSignal signal,
    PacedChannel channel)
{
    /// <summary>
    /// Addresses are stable, but not for ever: what an activity says replaces what we knew. The turn with what its
    /// client did not say of language and zone, and an earlier one did.
    /// </summary>
    public async Task<Turn> RememberAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!turn.IsPersonal)
        {
            var own = await chats.FindAsync(turn.Person, cancellationToken);
            await MoveAsync(own, turn.Here, cancellationToken);
            return Recall(turn, own) with { IsFirst = own is null };
        }

        var known = await chats.FindReachableAsync(turn.Person, cancellationToken);

        var now = turn.Here with
        {
            Locale = turn.Here.Locale ?? known?.Locale,
            Zone = turn.Here.Zone ?? known?.Zone,
            Installation = known?.Installation ?? 0,
        };

        return turn with
        {
            IsFirst = known is null,
            Here = known == now ? now : await SaveAsync(turn.Here, isInstallation: false, cancellationToken),
        };
    }

    /// <summary>
    /// Who acted. Whose client leaves out the object id is answered where their chat is known, and the address in it is
    /// the one that the channel has for them. A tap has to name its person: without the id it is nobody's.
    /// </summary>
    public async Task<PersonId?> FindPersonAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (Turn.PersonOf(activity) is { } named || !activity.IsByPerson)
            return Turn.PersonOf(activity);

        return activity is
        {
            Type: not ActivityTypes.Invoke, Value: null,
            ChannelId: ChannelIds.Teams, TenantId: { Length: > 0 } tenant, From.AadObjectId: null or ""
        }
            && activity.Conversation.IsPersonal()
                ? await chats.FindPersonAsync(tenant, activity.Conversation.Id, activity.From.Id, cancellationToken)
                : null;
    }

    /// <summary>Keeps the chat where the platform tells of an installation that is not known yet.</summary>
    public async Task<InstallationTaken?> InstallAsync(
        Chat chat, InstallationEvent what, CancellationToken cancellationToken)
    {
        var taken = await installations.InstallAsync(chat, what, cancellationToken);

        if (taken is not null && !chat.IsShared)
        {
            await outbox.ResumeAsync(chat.Person, cancellationToken);
            signal.Raise();
        }

        return taken;
    }

    private static Turn Recall(Turn turn, Chat? own) => turn with
    {
        Here = turn.Here with { Locale = turn.Here.Locale ?? own?.Locale, Zone = turn.Here.Zone ?? own?.Zone },
    };

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
