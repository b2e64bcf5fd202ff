namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>A chat platform on a simulated clock.</summary>
internal abstract class SimulatedPlatform : HttpMessageHandler
{
    /// <summary>Calls that wait for their answer.</summary>
    public virtual int Waiting => 0;
}
