using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Outbound;

namespace Tallyfy.Bot.Teams;

/// <summary>What the connector answers, in delivery's and the accounts' words, whichever client asked.</summary>
internal static class ConnectorAnswer
{
    public static ChatException From(ConnectorException fault) =>
        new(FailureOf(fault.Kind), fault.Code ?? fault.Kind.ToString(), fault.RetryAfter, fault);

    public static RosterEntry From(ChannelMember member) => new()
    {
        ObjectId = member.ObjectId,
        Tenant = member.TenantId,
        Email = member.Email,
        PrincipalName = member.UserPrincipalName,
        Role = member.UserRole,
    };

    private static ChatFailure FailureOf(ConnectorErrorKind kind) => kind switch
    {
        // In another cloud: the person's next activity brings the host that serves them, and revives what rests.
        ConnectorErrorKind.Unreachable or ConnectorErrorKind.WrongHost => ChatFailure.Unreachable,
        ConnectorErrorKind.ActivityNotFound => ChatFailure.MessageGone,
        ConnectorErrorKind.ConversationNotFound => ChatFailure.ChatGone,
        ConnectorErrorKind.NotRegistered or ConnectorErrorKind.NoToken => ChatFailure.NotRegistered,
        ConnectorErrorKind.Conflict or ConnectorErrorKind.NotSent => ChatFailure.Busy,
        ConnectorErrorKind.Throttled => ChatFailure.Throttled,
        ConnectorErrorKind.TooLarge => ChatFailure.TooLarge,
        ConnectorErrorKind.OutcomeUnknown => ChatFailure.Unknown,
        _ => ChatFailure.Rejected,
    };
}
