namespace Tallyfy.Bot.People;

/// <summary>Who the nameless person on channel <c>emulator</c> is. Development only.</summary>
internal sealed class EmulatorOptions
{
    public const string Section = "Emulator";

    /// <summary>E-mail address of a Tallyfy member.</summary>
    public string? ActAs { get; init; }
}
