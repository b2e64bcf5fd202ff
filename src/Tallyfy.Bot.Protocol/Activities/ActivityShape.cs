using System.Globalization;
using System.Text;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// What an id, a place or a language may look like: so long and no longer, and one line. It is asked before any of them
/// is logged, kept or used as a key. The limits are several times what Teams sends.
/// </summary>
internal static class ActivityShape
{
    private const int WordLength = 64;
    private const int IdLength = 512;
    private const int UrlLength = 512;
    private const int PlaceLength = 100;
    private const int NameLength = 1_024;

    /// <summary>The member that is misshapen; null when all are well.</summary>
    public static string? FindMisshapen(Activity activity)
    {
        foreach (var (name, text, longest) in IdsOf(activity))
        {
            if (text is not null && !IsId(text, longest))
                return name;
        }

        // What people call themselves and their chats is neither logged nor a key, so any character may be in it.
        foreach (var (name, text) in NamesOf(activity))
        {
            if (text?.Length > NameLength)
                return name;
        }

        return null;
    }

    /// <summary>Whether it may be an id: a message's, a chat's or a person's.</summary>
    public static bool IsId(string text) => IsId(text, IdLength);

    private static bool IsId(string text, int longest) =>
        text.Length <= longest && !text.EnumerateRunes().Any(IsUnseen);

    // U+FFFD stands where NUL was.
    private static bool IsUnseen(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;

    private static IEnumerable<(string Name, string? Text, int Longest)> IdsOf(Activity activity) =>
    [
        ("type", activity.Type, WordLength),
        ("channelId", activity.ChannelId, WordLength),
        ("serviceUrl", activity.ServiceUrl, UrlLength),
        ("id", activity.Id, IdLength),
        ("name", activity.Name, WordLength * 2),
        ("replyToId", activity.ReplyToId, IdLength),
        ("action", activity.Action, WordLength),
        ("locale", activity.Locale, WordLength),
        ("localTimezone", activity.LocalTimezone, PlaceLength),
        .. AccountIds("from", activity.From),
        .. AccountIds("recipient", activity.Recipient),
        .. activity.MembersAdded.SelectMany(member => AccountIds("membersAdded", member)),
        .. activity.MembersRemoved.SelectMany(member => AccountIds("membersRemoved", member)),
        ("conversation.id", activity.Conversation.Id, IdLength),
        ("conversation.conversationType", activity.Conversation.ConversationType, WordLength),
        ("conversation.tenantId", activity.Conversation.TenantId, WordLength),
        ("channelData.tenant.id", activity.ChannelData?.Tenant?.Id, WordLength),
        ("channelData.team.id", activity.ChannelData?.Team?.Id, IdLength),
        ("channelData.team.aadGroupId", activity.ChannelData?.Team?.AadGroupId, WordLength),
        ("channelData.channel.id", activity.ChannelData?.Channel?.Id, IdLength),
        ("channelData.eventType", activity.ChannelData?.EventType, WordLength),
        ("channelData.agenticUserId", activity.ChannelData?.AgenticUserId, IdLength),
        ("channelData.agenticAppId", activity.ChannelData?.AgenticAppId, IdLength),
        .. activity.Entities.Select(entity =>
            ("entities.timezone", SenderPlace.Member(entity, "timezone"), PlaceLength)),
        .. activity.Entities.Select(entity => ("entities.locale", SenderPlace.Member(entity, "locale"), WordLength)),
    ];

    private static IEnumerable<(string Name, string? Text, int Longest)> AccountIds(
        string name, ChannelAccount? account) =>
        account is null
            ? []
            :
            [
                ($"{name}.id", account.Id, IdLength),
                ($"{name}.aadObjectId", account.AadObjectId, WordLength),
                ($"{name}.role", account.Role, WordLength),
                ($"{name}.agenticUserId", account.AgenticUserId, IdLength),
                ($"{name}.agenticAppId", account.AgenticAppId, IdLength),
                ($"{name}.agenticAppInstanceId", account.AgenticAppInstanceId, IdLength),
                ($"{name}.agenticAppBlueprintId", account.AgenticAppBlueprintId, IdLength),
            ];

    private static IEnumerable<(string Name, string? Text)> NamesOf(Activity activity) =>
    [
        ("from.name", activity.From.Name),
        ("recipient.name", activity.Recipient?.Name),
        ("conversation.name", activity.Conversation.Name),
        ("channelData.team.name", activity.ChannelData?.Team?.Name),
        ("channelData.channel.name", activity.ChannelData?.Channel?.Name),
        .. activity.MembersAdded.Select(member => ("membersAdded.name", member.Name)),
        .. activity.MembersRemoved.Select(member => ("membersRemoved.name", member.Name)),
    ];
}
