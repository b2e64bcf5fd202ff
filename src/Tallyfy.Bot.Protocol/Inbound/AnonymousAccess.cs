using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>
/// A bot without identity listens to this machine only. Each sentence below is one condition; the content type,
/// which keeps web pages from posting here unasked, has been checked before.
/// </summary>
internal sealed class AnonymousAccess(BotIdentity identity, IHostEnvironment environment, IServer server)
{
    // What the Agents Playground, the Emulator, Node.js, curl and .NET send by themselves. A proxy or a browser adds
    // what is not here, and names for that are made up faster than a list of bad ones grows.
    private static readonly HashSet<string> Local = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Accept,
        HeaderNames.AcceptEncoding,
        HeaderNames.AcceptLanguage,
        HeaderNames.Authorization,
        HeaderNames.Connection,
        HeaderNames.ContentLength,
        HeaderNames.ContentType,
        HeaderNames.Expect,
        HeaderNames.Host,
        HeaderNames.TransferEncoding,
        HeaderNames.UserAgent,
        HeaderNames.TraceParent,
        HeaderNames.TraceState,
        HeaderNames.Baggage,
        HeaderNames.RequestId,
        HeaderNames.CorrelationContext,
        "x-ms-agents-playground",
        "Sec-Fetch-Mode", // by Node.js; a browser says Sec-Fetch-Site beside it
    };

    public string? Objection(HttpContext context)
    {
        if (!environment.IsDevelopment())
            return "Anonymous access exists in Development only.";

        if (identity.AppId is not null)
            return "A bot with an app id takes no anonymous activities.";

        if (!IsBoundToLoopback())
            return "Anonymous access demands that every bound address is a loopback address.";

        if (!Loopback.IsHost(context.Request.Host.Host))
            return "Anonymous access demands a loopback Host header.";

        if (context.Request.Headers.Any(header => !Local.Contains(header.Key)))
            return "Anonymous access is given to programs of this machine, and none of them sends such a header.";

        if (context.Connection.RemoteIpAddress is not { } remote || !IPAddress.IsLoopback(remote))
            return "Anonymous access is given to this machine only.";

        return null;
    }

    private bool IsBoundToLoopback() =>
        server.Features.Get<IServerAddressesFeature>() is { Addresses: { Count: > 0 } addresses }
        && addresses.All(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && Loopback.IsHost(uri));
}
