using System.Net;

namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>Whether a name or address can only mean this machine.</summary>
internal static class Loopback
{
    public static bool IsHost(Uri address) => IsHost(address.Host);

    /// <summary>An IPv6 address may stand in brackets, as in a URL or a Host header.</summary>
    public static bool IsHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
