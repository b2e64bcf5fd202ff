using System.Net.Sockets;

namespace Tallyfy.Bot.Listening;

/// <summary>Somebody cannot be answered: its message says where, why, and what to do.</summary>
internal sealed class CannotListenException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether this is what a server says that was started.</summary>
    public static bool IsWhy(Exception e) =>
        e is IOException or SocketException
        && FindError(e) is SocketError.AddressAlreadyInUse or SocketError.AccessDenied
            or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;

    public static string WhyOf(Exception e) => FindError(e) switch
    {
        SocketError.AddressNotAvailable => "this machine has no such address",
        SocketError.AccessDenied => "the system does not let this program have the port",
        SocketError.AddressFamilyNotSupported => "this machine has no addresses of that kind",
        SocketError.AddressAlreadyInUse or SocketError.SocketError => "another program has the port",
        var other => $"the system says {other}",
    };

    // Kestrel wraps some of them.
    private static SocketError FindError(Exception? e) => e switch
    {
        null => SocketError.SocketError,
        SocketException socket => socket.SocketErrorCode,
        _ => FindError(e.InnerException),
    };
}
