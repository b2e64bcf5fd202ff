using System.Collections.Concurrent;

namespace Tallyfy.Bot.Intake;

/// <summary>Whether the last sweep of each organization got through; readiness asks it.</summary>
internal sealed class SweepHealth
{
    private readonly ConcurrentDictionary<string, bool> last = new();

    public void Succeeded(string organization) => last[organization] = true;

    public void Failed(string organization) => last[organization] = false;

    /// <summary>Null before the first sweep ended.</summary>
    public bool? IsHealthy(string organization) => last.TryGetValue(organization, out var succeeded) ? succeeded : null;
}
