using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Outbound;

namespace Tallyfy.Bot.Teams;

/// <summary>What the connector answers, in delivery's and the accounts' words, whichever client asked.</summary>
internal static class ConnectorAnswer
{
    public static ChatException From(ChatCall call, ConnectorException fault)
    {
        var code = fault.Code ?? (fault.End is ConnectorEnd.Answered ? null : $"{fault.End}");
        var answer = AnswerTable.Find(call, (int?)fault.Status, code, fault.Words);

        return new ChatException(answer, code ?? $"{(int?)fault.Status}", fault.RetryAfter, fault);
    }

    public static RosterEntry From(ChannelMember member) => new()
    {
        ObjectId = member.ObjectId,
        Tenant = member.TenantId,
        Email = member.Email,
        PrincipalName = member.UserPrincipalName,
        Role = member.UserRole,
    };

    /// <summary>The person as Teams is told of them: by its own id, and by Entra's, which is no bot's.</summary>
    public static ChannelAccount AccountOf(Chat chat) =>
        new(chat.Address, AadObjectId: IsTeams(chat) ? chat.Person.ObjectId : null);

    /// <summary>A message of our own, which is no answer to anything that would name the tenant.</summary>
    public static OutboundActivity Post(Chat chat, OutboundActivity message) => message with
    {
        From = new ChannelAccount(chat.BotAddress),
        Recipient = AccountOf(chat),
        Conversation = new ConversationAccount(
            chat.ConversationId, TenantId: IsTeams(chat) ? chat.Person.Tenant : null),
        ChannelData = IsTeams(chat)
            ? new ChannelData { Tenant = new TenantReference(chat.Person.Tenant) }
            : null,
    };

    /// <summary>A chat to open.</summary>
    public static NewConversation ConversationWith(Chat chat) => new()
    {
        Bot = new ChannelAccount(chat.BotAddress),
        Member = AccountOf(chat),
        TenantId = chat.Person.Tenant,
    };

    // At the desk nobody has a tenant, and ids are the Emulator's own.
    private static bool IsTeams(Chat chat) => chat.ChannelId == ChannelIds.Teams;
}
