using System.Text.Json.Serialization;
using Tallyfy.Sandbox.Faults;
using Tallyfy.Sandbox.Journal;
using Tallyfy.Sandbox.Webhooks;

namespace Tallyfy.Sandbox.Control;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SpeakRequest))]
[JsonSerializable(typeof(RestrictRequest))]
[JsonSerializable(typeof(LaunchRequest))]
[JsonSerializable(typeof(LaunchedJson))]
[JsonSerializable(typeof(ActRequest))]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
[JsonSerializable(typeof(IReadOnlyList<SentWebhook>))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(MemberRequest))]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(IEnumerable<JournalEntry>))]
[JsonSerializable(typeof(OverviewJson))]
[JsonSerializable(typeof(OverviewTaskJson))]
internal sealed partial class ControlJson : JsonSerializerContext;
