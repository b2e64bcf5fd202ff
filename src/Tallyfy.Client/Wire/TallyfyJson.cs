using System.Text.Json.Serialization;
using Tallyfy.Client.Forms;
using Tallyfy.Client.Json;
using Tallyfy.Client.People;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Threads;

namespace Tallyfy.Client.Wire;

/// <summary>Tallyfy's wire format: snake case, and lenient wherever its answers are known to vary.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TextConverter), typeof(FlagConverter), typeof(InstantConverter), typeof(UserIdConverter),
        typeof(SentInstantConverter)])]
[JsonSerializable(typeof(TallyfyUser))]
[JsonSerializable(typeof(TallyfyMember))]
[JsonSerializable(typeof(TallyfyOrganization))]
[JsonSerializable(typeof(TallyfyGroup))]
[JsonSerializable(typeof(TallyfyTask))]
[JsonSerializable(typeof(TallyfyRun))]
[JsonSerializable(typeof(TallyfyTemplate))]
[JsonSerializable(typeof(TallyfyStep))]
[JsonSerializable(typeof(TallyfyFormField))]
[JsonSerializable(typeof(TallyfyFieldOption))]
[JsonSerializable(typeof(TallyfyFieldColumn))]
[JsonSerializable(typeof(TallyfyThread))]
[JsonSerializable(typeof(CompletedTask))]
[JsonSerializable(typeof(ChangedTask))]
[JsonSerializable(typeof(TaskCompletion))]
[JsonSerializable(typeof(ReopenedTask))]
[JsonSerializable(typeof(TallyfyOwners))]
[JsonSerializable(typeof(TallyfyGuest))]
[JsonSerializable(typeof(TallyfyTag))]
[JsonSerializable(typeof(TallyfyFolder))]
[JsonSerializable(typeof(TallyfyFile))]
[JsonSerializable(typeof(TallyfyActivity))]
[JsonSerializable(typeof(TallyfyActor))]
[JsonSerializable(typeof(TallyfyProgress))]
[JsonSerializable(typeof(TallyfyWatcher))]
[JsonSerializable(typeof(TallyfyMemberStats))]
[JsonSerializable(typeof(TallyfyGuestDetails))]
[JsonSerializable(typeof(TallyfyGuestStats))]
[JsonSerializable(typeof(RunFormFields))]
[JsonSerializable(typeof(TaskUpdate))]
[JsonSerializable(typeof(NewTask))]
[JsonSerializable(typeof(RunLaunch))]
[JsonSerializable(typeof(FieldValue))]
[JsonSerializable(typeof(MemberInvitation))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(NewGuest))]
[JsonSerializable(typeof(ThreadBody))]
[JsonSerializable(typeof(WatcherBody))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class TallyfyJson : JsonSerializerContext;
