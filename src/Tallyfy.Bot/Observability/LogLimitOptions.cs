using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Observability;

/// <summary>How much is logged of one and the same.</summary>
internal sealed class LogLimitOptions
{
    public const string Section = "LogLimit";

    /// <summary>
    /// How many warnings and errors one line of the program writes in a minute, and how many lines of any kind one of
    /// the framework does. How many were left out is said when the minute is over.
    /// </summary>
    [Range(1, 1_000_000)]
    public int PerCause { get; init; } = 10;
}

[OptionsValidator]
internal sealed partial class LogLimitOptionsValidator : IValidateOptions<LogLimitOptions>;
