using System.Text.Json.Serialization;

namespace Tallyfy.Client.Json;

/// <summary>Tallyfy's wire format: snake case, and lenient wherever its answers are known to vary.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TextConverter), typeof(FlagConverter), typeof(InstantConverter), typeof(UserIdConverter)])]
[JsonSerializable(typeof(TallyfyUser))]
[JsonSerializable(typeof(TallyfyMember))]
[JsonSerializable(typeof(TallyfyOrganization))]
[JsonSerializable(typeof(TallyfyGroup))]
[JsonSerializable(typeof(TallyfyTask))]
[JsonSerializable(typeof(TallyfyRun))]
[JsonSerializable(typeof(TallyfyStep))]
[JsonSerializable(typeof(TallyfyFormField))]
[JsonSerializable(typeof(TallyfyFieldOption))]
[JsonSerializable(typeof(TallyfyFieldColumn))]
[JsonSerializable(typeof(TallyfyThread))]
[JsonSerializable(typeof(CompletedTask))]
[JsonSerializable(typeof(ChangedTask))]
[JsonSerializable(typeof(TaskCompletion))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class TallyfyJson : JsonSerializerContext;
