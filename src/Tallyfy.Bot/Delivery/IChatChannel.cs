using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Calls the chat platform, without any limits. Only <see cref="PacedChannel"/> may be given it. Every method throws
/// <see cref="ChatException"/>.
/// </summary>
internal interface IChatChannel
{
    /// <summary>Posts a new message; answers its id, or null when the platform names none.</summary>
    Task<string?> PostAsync(Chat chat, CardMessage message, CancellationToken cancellationToken);

    Task UpdateAsync(MessageAddress address, CardMessage message, CancellationToken cancellationToken);

    /// <summary>Finds or creates the 1:1 chat again, after the known one has gone.</summary>
    Task<Chat> OpenAsync(Chat gone, CancellationToken cancellationToken);

    /// <summary>The roster's entry of the chat's person, or null when the platform does not know them.</summary>
    Task<RosterEntry?> FindMemberAsync(Chat chat, CancellationToken cancellationToken);
}
