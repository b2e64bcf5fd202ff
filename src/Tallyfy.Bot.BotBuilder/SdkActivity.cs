using System.Text;
using System.Text.Json.Serialization.Metadata;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Tallyfy.Bot.Protocol.Activities;
using Sdk = Microsoft.Bot.Schema;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// Our activities in the SDK's types, by way of their JSON: both sides read and write the same protocol. Nothing in
/// them is taken for a date, or what somebody typed could come back as another text.
/// </summary>
internal static class SdkActivity
{
    private static readonly JsonSerializer Serializer = JsonSerializer.Create(new JsonSerializerSettings
    {
        DateParseHandling = DateParseHandling.None,
        NullValueHandling = NullValueHandling.Ignore,
    });

    public static Sdk.Activity From(OutboundActivity activity) =>
        From<OutboundActivity, Sdk.Activity>(activity, ProtocolJson.Default.OutboundActivity);

    public static Sdk.Activity From(Activity activity) =>
        From<Activity, Sdk.Activity>(activity, ProtocolJson.Default.Activity);

    /// <summary>
    /// What the SDK's adapters write as the answer to an invoke. Its members that are null are written too, because a
    /// client shows "something went wrong" where one is missing.
    /// </summary>
    public static Sdk.Activity From(InvokeResponse answer) => new()
    {
        Type = Sdk.ActivityTypesEx.InvokeResponse,
        Value = new Microsoft.Bot.Builder.InvokeResponse
        {
            Status = StatusCodes.Status200OK,
            Body = Read<JObject>(answer.ToJson()),
        },
    };

    /// <exception cref="ActivityFormatException">It lacks what an activity from a channel has.</exception>
    public static Activity Parse(Sdk.Activity activity) => Activity.Parse(
        Encoding.UTF8.GetBytes(JObject.FromObject(activity, Serializer).ToString(Formatting.None)));

    public static Sdk.ConversationParameters From(NewConversation conversation) =>
        From<ConversationRequest, Sdk.ConversationParameters>(
            ConversationRequest.For(conversation), ProtocolJson.Default.ConversationRequest);

    public static ChannelMember Parse(Sdk.ChannelAccount member) => System.Text.Json.JsonSerializer.Deserialize(
        JObject.FromObject(member, Serializer).ToString(Formatting.None), ProtocolJson.Default.ChannelMember)!;

    private static TSdk From<T, TSdk>(T value, JsonTypeInfo<T> type) =>
        Read<TSdk>(System.Text.Json.JsonSerializer.Serialize(value, type));

    private static T Read<T>(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json));
        reader.DateParseHandling = DateParseHandling.None;
        return Serializer.Deserialize<T>(reader)!;
    }
}
