using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Delivery;

/// <summary>Limits of what is posted.</summary>
internal sealed class DeliveryOptions
{
    public const string Section = "Delivery";

    /// <summary>An approval that more people may decide is not posted, only listed.</summary>
    [Range(1, 1_000)]
    public int MaxRecipients { get; init; } = 50;
}

[OptionsValidator]
internal sealed partial class DeliveryOptionsValidator : IValidateOptions<DeliveryOptions>;
