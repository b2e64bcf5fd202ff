using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Teams;

/// <summary>One admitted activity in our words: who, where, and which organizations serve them.</summary>
internal sealed record Turn
{
    public required Activity Activity { get; init; }

    /// <summary>
    /// The conversation it came from, with its person: the 1:1 chat itself when <see cref="IsPersonal"/>.
    /// </summary>
    public required Chat Here { get; init; }

    public bool IsPersonal => !Here.IsShared;

    /// <summary>Nothing was heard of them before, not even that they installed the app.</summary>
    public bool IsFirst { get; init; }

    public required IReadOnlyList<Organization> Organizations { get; init; }

    public PersonId Person => Here.Person;

    /// <summary>
    /// Null when the activity does not say who acted, as of anonymous people, who have no object id, and when it was no
    /// person: agents have an object id, too.
    /// </summary>
    public static PersonId? PersonOf(Activity activity) => !activity.IsByPerson
        ? null
        : activity.ChannelId == ChannelIds.Emulator
        ? new PersonId(TenantPolicy.EmulatorTenant, activity.From.Id)
        : activity is { TenantId: { Length: > 0 } tenant, From.AadObjectId: { Length: > 0 } objectId }
            ? new PersonId(tenant, objectId)
            : null;

    public static Turn From(Activity activity, PersonId person, IReadOnlyList<Organization> organizations) => new()
    {
        Activity = activity,
        Organizations = organizations,
        Here = new Chat
        {
            Person = person,
            ConversationId = activity.Conversation.Id,
            IsShared = !activity.Conversation.IsPersonal() && activity.ChannelId != ChannelIds.Emulator,
            ServiceUrl = activity.ServiceUrl,
            ChannelId = activity.ChannelId,
            Address = activity.From.Id,
            BotAddress = activity.Recipient?.Id ?? "",
            Locale = activity.Locales.FirstOrDefault(name => ReaderPlace.FindCulture(name) is not null),
            Zone = activity.TimeZones.FirstOrDefault(name => ReaderPlace.FindZone(name) is not null),
        },
    };
}
