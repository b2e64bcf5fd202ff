using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Intake;

/// <summary>How often Tallyfy is asked what changed.</summary>
internal sealed class IntakeOptions
{
    public const string Section = "Intake";

    /// <summary>
    /// How often all open tasks are listed at most. Unset, it is 15 seconds in Development and a minute elsewhere. The
    /// budget makes it rarer: as shipped 36 seconds for each hundred tasks.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? SweepEvery { get; set; }

    /// <summary>
    /// How often the activity feed is read. Unset, it is 15 seconds in Development and a minute elsewhere.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan? FeedEvery { get; set; }

    /// <summary>What reading may ask of one organization.</summary>
    [Required, ValidateObjectMembers]
    public BudgetOptions Budget { get; init; } = new();
}

/// <summary>
/// What reading may ask of one organization: half of what Tallyfy allows. Taps never wait. They have the other half,
/// and what they use beyond it, reading goes without.
/// </summary>
internal sealed class BudgetOptions
{
    /// <summary>
    /// How many requests reading may make in a minute: half of what Tallyfy allows. Taps never wait; what they use
    /// beyond the other half, reading goes without.
    /// </summary>
    [Range(10, 1_000_000)]
    public int PerMinute { get; init; } = 50;

    /// <summary>How many requests reading may make in an hour, in the same way.</summary>
    [Range(10, 1_000_000)]
    public int PerHour { get; init; } = 500;

    /// <summary>The part of these requests that listing all open tasks may use.</summary>
    [Range(0.01, 1)]
    public double SweepShare { get; init; } = 0.2;
}

[OptionsValidator]
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>;
