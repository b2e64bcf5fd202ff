using System.Net;

namespace Tallyfy.Sandbox.Api.Calls;

/// <summary>Webhooks of a desk tool stay on the desk.</summary>
internal static class Loopback
{
    public const string Sentence =
        "This sandbox sends webhooks to this machine only: the address must be http or https on localhost, "
        + "127.0.0.1 or [::1].";

    public static Uri? Find(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && IsHere(uri.Host)
        && uri.UserInfo.Length == 0
            ? uri
            : null;

    /// <summary>By name only "localhost" itself: any other name could come to mean another machine.</summary>
    private static bool IsHere(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
