using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Listening;

/// <summary>An address to listen at, as Kestrel takes it: a name but localhost means every address there is.</summary>
internal sealed partial record ListenAddress(string Scheme, string Host, int Port)
{
    /// <summary>Other programs of this machine reach it, and nobody else does.</summary>
    public bool IsLoopback => IsLocalhost || (Ip is { } ip && IPAddress.IsLoopback(ip));

    public bool IsHttp => Scheme == Uri.UriSchemeHttp;

    /// <summary>Whether it says what will be listened at: Kestrel does not look a name up.</summary>
    public bool IsPlain => IsLocalhost || Ip is not null || Host is "*" or "+";

    public bool IsLocalhost => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>What Kestrel binds for it; of localhost one is enough.</summary>
    public IReadOnlyList<IPAddress> Bound =>
        IsLocalhost ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : [Ip ?? (Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any)];

    private IPAddress? Ip => IPAddress.TryParse(Host, out var ip) ? ip : null;

    private bool IsEverywhere => !IsLocalhost && (Ip is not { } ip || ip.Equals(IPAddress.Any) || IsAny(ip));

    /// <summary>Null for what is no such address: a socket in the file system, too.</summary>
    public static ListenAddress? Find(string text) =>
        Form().Match(text.Trim()) is { Success: true } match && FindPort(match) is { } port
            ? new ListenAddress(match.Groups["scheme"].Value.ToLowerInvariant(), match.Groups["host"].Value, port)
            : null;

    /// <summary>Both cannot be listened at, or would be the same.</summary>
    public bool Meets(ListenAddress other) =>
        Port == other.Port && Port > 0
        && (IsEverywhere || other.IsEverywhere
            || (IsLocalhost && other.IsLoopback) || (IsLoopback && other.IsLocalhost)
            || (Ip is { } ip && ip.Equals(other.Ip)));

    public override string ToString() => $"{Scheme}://{Host}:{Port}";

    private static bool IsAny(IPAddress ip) =>
        ip.Equals(IPAddress.IPv6Any) || (ip.IsIPv4MappedToIPv6 && ip.MapToIPv4().Equals(IPAddress.Any));

    private static int? FindPort(Match match) => match.Groups["port"] is not { Success: true } written
        ? match.Groups["scheme"].Value.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) ? 80 : 443
        : int.TryParse(written.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port <= IPEndPoint.MaxPort
            ? port
            : null;

    [GeneratedRegex(
        @"\A(?<scheme>https?)://(?<host>\[[0-9a-f:.%]+\]|[a-z0-9._-]+|[*+])(:(?<port>[0-9]{1,5}))?/?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
