using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tallyfy.Sandbox.Control;
using Tallyfy.Sandbox.Faults;
using Tallyfy.Sandbox.Journal;

namespace Tallyfy.Sandbox.Api.Json;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorJson))]
[JsonSerializable(typeof(OAuthErrorJson))]
[JsonSerializable(typeof(TokenJson))]
[JsonSerializable(typeof(ItemJson<MeJson>))]
[JsonSerializable(typeof(ItemJson<OrganizationJson>))]
[JsonSerializable(typeof(ItemJson<MemberJson>))]
[JsonSerializable(typeof(ItemJson<GroupJson>))]
[JsonSerializable(typeof(ItemJson<TaskJson>))]
[JsonSerializable(typeof(ItemJson<RunJson>))]
[JsonSerializable(typeof(ItemJson<ThreadJson>))]
[JsonSerializable(typeof(ItemJson<CompletedTaskJson>))]
[JsonSerializable(typeof(ItemJson<ReopenedTaskJson>))]
[JsonSerializable(typeof(ListJson<MemberJson>))]
[JsonSerializable(typeof(ListJson<GroupJson>))]
[JsonSerializable(typeof(ListJson<TaskJson>))]
[JsonSerializable(typeof(ListJson<RunJson>))]
[JsonSerializable(typeof(IReadOnlyList<MemberGroupJson>))]
[JsonSerializable(typeof(IReadOnlyList<FormFieldJson>))]
[JsonSerializable(typeof(IReadOnlyList<ThreadJson>))]
[JsonSerializable(typeof(IReadOnlyList<TaskJson>))]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(StepJson))]
[JsonSerializable(typeof(OwnerJson))]
[JsonSerializable(typeof(PageLinksJson))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(LaunchRequest))]
[JsonSerializable(typeof(LaunchedJson))]
[JsonSerializable(typeof(ActRequest))]
[JsonSerializable(typeof(EditRequest))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
[JsonSerializable(typeof(IEnumerable<JournalEntry>))]
[JsonSerializable(typeof(OverviewJson))]
[JsonSerializable(typeof(OverviewTaskJson))]
internal sealed partial class SandboxJson : JsonSerializerContext;
