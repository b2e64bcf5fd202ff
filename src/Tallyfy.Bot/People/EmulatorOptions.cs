namespace Tallyfy.Bot.People;

/// <summary>Who the nameless person on channel <c>emulator</c> is. Development only.</summary>
internal sealed class EmulatorOptions
{
    public const string Section = "Emulator";

    /// <summary>
    /// The e-mail address of the Tallyfy member that the person on channel <c>emulator</c> is. It holds in Development
    /// only.
    /// </summary>
    public string? ActAs { get; init; }
}
