using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// One activity as it arrived: what happened, where and by whom. What cannot be missing is never null here.
/// </summary>
public sealed record Activity
{
    public required string Type { get; init; }

    public required string ChannelId { get; init; }

    /// <summary>
    /// Where answers go, exactly as the channel wrote it; the token's claim is compared with this text.
    /// </summary>
    public required string ServiceUrl { get; init; }

    public required ChannelAccount From { get; init; }

    public required ConversationAccount Conversation { get; init; }

    public string? Id { get; init; }

    /// <summary>The name of an invoke or event.</summary>
    public string? Name { get; init; }

    public ChannelAccount? Recipient { get; init; }

    /// <summary>For a tap on a card: the id of the message that shows the card.</summary>
    public string? ReplyToId { get; init; }

    public string? Text { get; init; }

    public string? Summary { get; init; }

    public JsonElement? Value { get; init; }

    /// <summary>For an installation update: add, remove, add-upgrade or remove-upgrade.</summary>
    public string? Action { get; init; }

    public string? Locale { get; init; }

    public string? LocalTimezone { get; init; }

    public DateTimeOffset? Timestamp { get; init; }

    public ChannelData? ChannelData { get; init; }

    [AllowNull]
    public IReadOnlyList<ChannelAccount> MembersAdded { get; init => field = value ?? []; } = [];

    [AllowNull]
    public IReadOnlyList<ChannelAccount> MembersRemoved { get; init => field = value ?? []; } = [];

    [AllowNull]
    public IReadOnlyList<Attachment> Attachments { get; init => field = value ?? []; } = [];

    /// <summary>Metadata of many shapes, kept as it came; <see cref="RemoveMentions"/> reads the mentions.</summary>
    [AllowNull]
    public IReadOnlyList<JsonElement> Entities { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The actor's tenant as the channel states it; the gate has made sure that the two places agree.
    /// </summary>
    [JsonIgnore]
    public string? TenantId => Conversation.TenantId ?? ChannelData?.Tenant?.Id;

    /// <summary>
    /// Whether a person did it, by themselves and to a bot, as far as the channel says: bots and agents act, too.
    /// </summary>
    [JsonIgnore]
    public bool IsByPerson =>
        From.IsPerson
        && Recipient?.IsAgent is not true
        && string.IsNullOrEmpty(ChannelData?.AgenticUserId)
        && string.IsNullOrEmpty(ChannelData?.AgenticAppId);

    /// <summary>
    /// The text without the &lt;at&gt;…&lt;/at&gt; of the recipient: in shared conversations people must mention the
    /// bot first.
    /// </summary>
    public string RemoveMentions() => MentionText.Remove(Text, Recipient?.Id, Entities);

    /// <summary>
    /// Reads one activity, or throws an <see cref="ActivityFormatException"/> that names what is wrong.
    /// </summary>
    public static Activity Parse(ReadOnlyMemory<byte> json) => ActivityReader.Read(json);
}
