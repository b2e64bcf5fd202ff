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

    /// <summary>What an Action.Submit sent, in whichever of its two forms: an object, or the text of one.</summary>
    [JsonIgnore]
    public JsonElement? Submitted => Value is { } sent ? SentJson.Unwrap(sent) : null;

    /// <summary>For an installation update: add, remove, add-upgrade or remove-upgrade.</summary>
    public string? Action { get; init; }

    public string? Locale { get; init; }

    public string? LocalTimezone { get; init; }

    /// <summary>The time at the sender's place, as the client wrote it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public JsonElement? LocalTimestamp { get; init; }

    /// <summary>The languages that the client names, the surest first.</summary>
    [JsonIgnore]
    public IEnumerable<string> Locales => SenderPlace.Locales(this);

    /// <summary>The time zones that the client names, the surest first; the last may be an offset (+05:30).</summary>
    [JsonIgnore]
    public IEnumerable<string> TimeZones => SenderPlace.TimeZones(this);

    public DateTimeOffset? Timestamp { get; init; }

    public ChannelData? ChannelData { get; init; }

    [AllowNull]
    public IReadOnlyList<ChannelAccount> MembersAdded { get; init => field = value ?? []; } = [];

    [AllowNull]
    public IReadOnlyList<ChannelAccount> MembersRemoved { get; init => field = value ?? []; } = [];

    [AllowNull]
    public IReadOnlyList<Attachment> Attachments { get; init => field = value ?? []; } = [];

    /// <summary>Metadata of many shapes, kept as it came; <see cref="ReadText"/> reads the mentions.</summary>
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
    /// What the person wrote, without what their client wraps around it: HTML, quotes, the mention of the recipient
    /// that shared conversations demand, and signs that nobody sees.
    /// </summary>
    public string ReadText() => MessageText.Read(this);

    /// <summary>
    /// Reads one activity, or throws an <see cref="ActivityFormatException"/> that names what is wrong.
    /// </summary>
    public static Activity Parse(ReadOnlyMemory<byte> json) => ActivityReader.Read(json, out _);
}
