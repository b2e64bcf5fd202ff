using System.Net;

namespace Tallyfy.Bot.Protocol;

/// <summary>Whether a name or address can only mean this machine.</summary>
internal static class Loopback
{
    public static bool IsHost(string? host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
