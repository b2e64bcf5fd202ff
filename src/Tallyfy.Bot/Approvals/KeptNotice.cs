using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Approvals;

/// <summary>
/// Why a card asks again, kept with it: the message is drawn after the answer, and says the same.
/// </summary>
/// <param name="Version">The version of the approval it was said about; with the next it is out of date.</param>
/// <param name="Refusal">Why Tallyfy did not take it; null when the content had changed.</param>
internal sealed record KeptNotice(long Version, Refusal? Refusal)
{
    /// <summary>The version that the tapped card showed, when the content had changed.</summary>
    public long ChangedSince { get; init; }

    /// <summary>It was said about taking a decision back.</summary>
    public bool IsAboutUndo { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, NoticeJson.Default.KeptNotice);

    public static KeptNotice? FromJson(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, NoticeJson.Default.KeptNotice);
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeptNotice))]
internal sealed partial class NoticeJson : JsonSerializerContext;
