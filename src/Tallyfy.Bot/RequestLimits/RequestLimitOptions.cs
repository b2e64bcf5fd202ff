using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.RequestLimits;

/// <summary>How much may come in: more than people do, and less than a program that runs wild.</summary>
internal sealed class RequestLimitOptions
{
    public const string Section = "Arrivals";

    /// <summary>
    /// The taps and messages of one person, to each process. More is answered "nothing was recorded", or with 429.
    /// </summary>
    [Required, ValidateObjectMembers]
    public BucketOptions PerPerson { get; init; } = new() { Burst = 30, PerSecond = 2 };

    /// <summary>The same for all people of one tenant together. Installations do not count.</summary>
    [Required, ValidateObjectMembers]
    public BucketOptions PerTenant { get; init; } = new() { Burst = 600, PerSecond = 60 };

    /// <summary>
    /// What the clients of one person ask by themselves, to each process: each card that comes into view asks how it is
    /// now. It takes nothing of what the person taps and writes.
    /// </summary>
    [Required, ValidateObjectMembers]
    public BucketOptions RefreshesPerPerson { get; init; } = new() { Burst = 300, PerSecond = 20 };

    /// <summary>The same for all people of one tenant together.</summary>
    [Required, ValidateObjectMembers]
    public BucketOptions RefreshesPerTenant { get; init; } = new() { Burst = 3_000, PerSecond = 200 };

    /// <summary>
    /// What comes with one secret of the webhooks, to each process. More is not read: the activity feed is, which tells
    /// the same.
    /// </summary>
    [Required, ValidateObjectMembers]
    public BucketOptions PerWebhook { get; init; } = new() { Burst = 300, PerSecond = 10 };
}

/// <summary>So many at once, and then so many each second.</summary>
internal sealed class BucketOptions
{
    /// <summary>How many may come at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; }

    /// <summary>How many may come in each second after that.</summary>
    [Range(0.001, 1_000_000)]
    public double PerSecond { get; init; }
}

[OptionsValidator]
internal sealed partial class RequestLimitOptionsValidator : IValidateOptions<RequestLimitOptions>;
