namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// The channels that may speak to the bot: Teams everywhere, the Emulator's channel in Development only.
/// </summary>
public static class ChannelIds
{
    public const string Teams = "msteams";
    public const string Emulator = "emulator";
}
