using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Intake;

/// <summary>How often Tallyfy is asked what waits.</summary>
internal sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>Unset is 15 seconds in Development and a minute elsewhere.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? SweepEvery { get; set; }
}

[OptionsValidator]
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>;
