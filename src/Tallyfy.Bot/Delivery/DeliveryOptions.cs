using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Limits of what is posted. Those of the platform are its own figures, and it says that they may change.
/// </summary>
internal sealed class DeliveryOptions : IValidatableObject
{
    public const string Section = "Delivery";

    /// <summary>
    /// The most people an approval is posted to. One that more people may decide is only listed under <c>pending</c>.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxRecipients { get; init; } = 50;

    /// <summary>
    /// How many of the approvals that wait for a person when they are reached come as cards at once: the most urgent.
    /// Where more than one is left, the rest comes as one list, which brings their cards.
    /// </summary>
    [Range(1, 1_000)]
    public int CardsAtOnce { get; init; } = 3;

    /// <summary>How many requests in a second Teams takes of an app in one tenant, everything together.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>
    /// How many of RequestsPerSecond deliveries leave to answers, those of other processes too. Raise it by one or two
    /// for each further process. It is less than RequestsPerSecond.
    /// </summary>
    [Range(0, 1_000_000)]
    public int ReservedForAnswers { get; init; } = 1;

    /// <summary>What the platform takes of a bot in one conversation.</summary>
    [ValidateObjectMembers]
    public ConversationLimits PerConversation { get; init; } = new();

    /// <summary>How many cards of one tenant may be on their way at the same time.</summary>
    [Range(1, 500)]
    public int MostInFlight { get; init; } = 32;

    /// <summary>How long a tenant's cards wait after the process that sent them died.</summary>
    [Range(typeof(TimeSpan), "00:00:20", "00:10:00")]
    public TimeSpan TenantLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A message whose answer never came is posted again after this time, if it still waits.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RepostAfter { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ReservedForAnswers >= RequestsPerSecond)
            yield return new ValidationResult(
                "Delivery:ReservedForAnswers must be less than Delivery:RequestsPerSecond.");
    }
}

/// <summary>Posts and updates in one conversation, each in any such stretch of time.</summary>
internal sealed class ConversationLimits
{
    /// <summary>How many posts and updates Teams takes of a bot in one conversation in any second.</summary>
    [Range(1, 1_000_000)]
    public int InOneSecond { get; init; } = 7;

    /// <summary>The same in any two seconds.</summary>
    [Range(1, 1_000_000)]
    public int InTwoSeconds { get; init; } = 8;

    /// <summary>The same in any thirty seconds.</summary>
    [Range(1, 1_000_000)]
    public int InThirtySeconds { get; init; } = 60;

    /// <summary>The same in any hour.</summary>
    [Range(1, 1_000_000)]
    public int InOneHour { get; init; } = 1_800;

    public int Most => Math.Max(Math.Max(InOneSecond, InTwoSeconds), Math.Max(InThirtySeconds, InOneHour));
}

[OptionsValidator]
internal sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;
