using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>
/// Stands where Microsoft's login stands: a real server, reached by a transport that turns every https address to it.
/// </summary>
internal sealed class LoginServer : IAsyncDisposable
{
    private readonly ScriptedConnector _server;

    private LoginServer(ScriptedConnector server) =>
        (_server, Transport) = (server, new HttpClientTransport(new Detour(server.Address)));

    public HttpClientTransport Transport { get; }

    public IEnumerable<SeenRequest> Seen => _server.Seen;

    public static async Task<LoginServer> StartAsync() => new(await ScriptedConnector.StartAsync(context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(AnswerTo(context.Request.Path), context.RequestAborted);
    }));

    public async ValueTask DisposeAsync()
    {
        Transport.Dispose();
        await _server.DisposeAsync();
    }

    private static string AnswerTo(PathString path) => path.Value switch
    {
        "/common/discovery/instance" => """
            {
              "tenant_discovery_endpoint": "https://login.microsoftonline.com/common/v2.0/openid",
              "metadata": [{
                "preferred_network": "login.microsoftonline.com",
                "preferred_cache": "login.windows.net",
                "aliases": ["login.microsoftonline.com", "login.windows.net"]
              }]
            }
            """,
        "/metadata/identity/oauth2/token" => """
            {
              "access_token": "token-of-the-machine", "token_type": "Bearer", "resource": "x",
              "expires_on": "4102444800", "expires_in": "86400"
            }
            """,
        _ => """{ "access_token": "token-of-the-secret", "token_type": "Bearer", "expires_in": 3600 }""",
    };

    private sealed class Detour(Uri target) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = request.RequestUri!.Authority;
            request.RequestUri = new Uri(target, request.RequestUri.PathAndQuery);

            return base.SendAsync(request, cancellationToken);
        }
    }
}
