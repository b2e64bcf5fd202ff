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

    /// <summary>
    /// How many things that webhooks name may wait to be read, for each organization; a tenth of it may be things that
    /// nobody here has heard of. Beyond it the activity feed is read instead.
    /// </summary>
    [Range(10, 100_000)]
    public int MostHints { get; init; } = 200;

    /// <summary>What reading may ask of one organization.</summary>
    [Required, ValidateObjectMembers]
    public BudgetOptions Budget { get; init; } = new();
}

/// <summary>
/// What reading may ask of one organization: half of what Tallyfy allows. Taps have the other half, and what they use
/// beyond it, reading goes without.
/// </summary>
internal sealed class BudgetOptions
{
    /// <summary>
    /// How many requests reading may make in a minute: half of what Tallyfy allows. Taps never wait for it; what they
    /// use beyond the other half, reading goes without.
    /// </summary>
    [Range(10, 1_000_000)]
    public int PerMinute { get; init; } = 50;

    /// <summary>How many requests reading may make in an hour, in the same way.</summary>
    [Range(10, 1_000_000)]
    public int PerHour { get; init; } = 500;

    /// <summary>The part of these requests that listing all open tasks may use.</summary>
    [Range(0.01, 1)]
    public double SweepShare { get; init; } = 0.2;

    /// <summary>
    /// The part of these requests that reading what webhooks name may use. What it does not cover, the feed tells.
    /// </summary>
    [Range(0.01, 1)]
    public double WebhookShare { get; init; } = 0.4;

    /// <summary>The same for what webhooks name and nobody here has heard of: new, or made up.</summary>
    [Range(0.01, 1)]
    public double UnknownShare { get; init; } = 0.2;

    /// <summary>
    /// The part of everything, which is twice this, that the taps of each person may use in any case. Beyond it they
    /// may use what nobody wants: up to three such parts stay free for others. A tap without room is told when to come
    /// again.
    /// </summary>
    [Range(0.01, 0.3)]
    public double PersonShare { get; init; } = 0.1;
}

[OptionsValidator]
internal sealed partial class IntakeOptionsValidator : IValidateOptions<IntakeOptions>;
