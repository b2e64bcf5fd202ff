using Microsoft.Extensions.Hosting;

namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>
/// The allow-list for service URLs: asked when an activity arrives and again before every call that leaves.
/// </summary>
public sealed class ServiceUrlPolicy
{
    private readonly IReadOnlyList<string> _hosts;
    private readonly bool _loopbackOnly;

    internal ServiceUrlPolicy(BotIdentity identity, IHostEnvironment environment)
    {
        _hosts = identity.Cloud.ServiceHosts;
        _loopbackOnly = identity.AppId is null && environment.IsDevelopment();
    }

    /// <summary>
    /// A Microsoft bot host over https; for a bot without identity in Development, this machine and nothing else.
    /// </summary>
    public bool Allows(string? serviceUrl)
    {
        // The framework breaks on "//" before a hidden character.
        if (serviceUrl is ['/' or '\\', ..])
            return false;

        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri))
            return false;

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return false;

        if (_loopbackOnly)
            return (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && Loopback.IsHost(uri);

        return uri.Scheme == Uri.UriSchemeHttps
            && uri.IsDefaultPort
            && _hosts.Contains(uri.IdnHost, StringComparer.OrdinalIgnoreCase);
    }
}
