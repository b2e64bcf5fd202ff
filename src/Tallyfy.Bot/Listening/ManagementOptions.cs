using System.ComponentModel.DataAnnotations;

namespace Tallyfy.Bot.Listening;

/// <summary>Where whoever runs the bot asks how it is.</summary>
internal sealed class ManagementOptions
{
    public const string Section = "Management";
    public const string Key = $"{Section}:{nameof(Urls)}";

    /// <summary>
    /// The addresses that answer operators, apart from those that answer everybody: what health says in detail. Several
    /// are parted by semicolons. Whoever reaches one reads it without a sign-in, so as shipped only this machine does.
    /// </summary>
    [Required(AllowEmptyStrings = true)]
    public string Urls { get; init; } = "http://127.0.0.1:3980";
}
