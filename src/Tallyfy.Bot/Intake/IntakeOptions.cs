using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Intake;

/// <summary>How often Tallyfy is asked what changed.</summary>
internal sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>Unset is 15 seconds in Development and a minute elsewhere; the budget may make it longer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? SweepEvery { get; set; }

    /// <summary>Unset is 15 seconds in Development and a minute elsewhere.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? FeedEvery { get; set; }

    [Required, ValidateObjectMembers]
    public BudgetOptions Budget { get; init; } = new();
}

/// <summary>What the intake may ask of one organization: half of what Tallyfy is said to allow. As much again is kept for taps.</summary>
internal sealed class BudgetOptions
{
    [Range(10, 1_000_000)]
    public int PerMinute { get; init; } = 50;

    [Range(10, 1_000_000)]
    public int PerHour { get; init; } = 500;

    /// <summary>The part of it that listing all open tasks may use.</summary>
    [Range(0.01, 1)]
    public double SweepShare { get; init; } = 0.2;
}

[OptionsValidator]
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>;
