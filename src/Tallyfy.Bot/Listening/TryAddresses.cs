using System.Net;
using System.Net.Sockets;

namespace Tallyfy.Bot.Listening;

/// <summary>
/// Takes each address that answers everybody, and gives it back: the server itself starts last, when all that works has
/// begun.
/// </summary>
internal static class TryAddresses
{
    /// <exception cref="CannotListenException">One cannot be had.</exception>
    public static void Execute(IConfiguration configuration)
    {
        foreach (var address in ConfiguredAddresses.Of(configuration))
            Execute(address);
    }

    public static CannotListenException Refuse(string addresses, Exception why) => new(
        $"Nobody can be answered at {addresses}: {CannotListenException.WhyOf(why)}. Set urls (ASPNETCORE_URLS, or "
        + "Kestrel:Endpoints where that is used) to an address that is free and a port that this program may have.",
        why);

    private static void Execute(ListenAddress address)
    {
        var refused = new List<SocketException>();

        foreach (var ip in address.Bound)
        {
            try
            {
                Execute(new IPEndPoint(ip, address.Port));
            }
            catch (SocketException e)
            {
                refused.Add(e);
            }
        }

        // A machine may lack one of the two that localhost is; a port is wanted at both.
        if (refused.Find(one => one.SocketErrorCode is SocketError.AddressAlreadyInUse) is { } taken)
            throw Refuse($"{address}", taken);

        if (refused.Count == address.Bound.Count)
            throw Refuse($"{address}", refused[0]);
    }

    // It does not listen: nobody who calls meanwhile is taken and sent away.
    private static void Execute(IPEndPoint end)
    {
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        if (end.Address.Equals(IPAddress.IPv6Any))
            socket.DualMode = true;

        socket.Bind(end);
    }
}
