using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Teams;

/// <summary>What is sent because somebody waits for it: ahead of every delivery, within the same limits.</summary>
internal sealed class AnswerChannel(TeamsChannel channel, Pace pace) : IRoster
{
    public Task<string?> PostAsync(Chat chat, CardMessage message, CancellationToken cancellationToken) => RunAsync(
        chat, chat.ConversationId, () => channel.PostAsync(chat, message, cancellationToken), cancellationToken);

    public Task UpdateAsync(
        Chat chat, string activityId, CardMessage message, CancellationToken cancellationToken) =>
        RunAsync(
            chat,
            chat.ConversationId,
            async () =>
            {
                var address = new MessageAddress(chat.ServiceUrl, chat.ConversationId, activityId);
                await channel.UpdateAsync(address, message, cancellationToken);
                return address;
            },
            cancellationToken);

    public Task<Chat> OpenAsync(Chat gone, CancellationToken cancellationToken) => RunAsync(
        gone, gone.Person.ObjectId, () => channel.OpenAsync(gone, cancellationToken), cancellationToken);

    public Task<RosterEntry?> FindAsync(Chat chat, CancellationToken cancellationToken) => RunAsync(
        chat, null, () => channel.FindMemberAsync(chat, cancellationToken), cancellationToken);

    private Task<T> RunAsync<T>(
        Chat chat, string? conversation, Func<Task<T>> call, CancellationToken cancellationToken) =>
        pace.RunAsync(chat.Person.Tenant, conversation, Sender.Answer, call, cancellationToken);
}
