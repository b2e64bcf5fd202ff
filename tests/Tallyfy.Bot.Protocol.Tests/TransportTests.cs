using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>How the requests that carry the bot's token travel: as they are, and to nobody an answer names.</summary>
public sealed class TransportTests
{
    [Theory]
    [InlineData(ConnectorClient.HttpClientName)]
    [InlineData(AppInstaller.HttpClientName)]
    public async Task No_redirect_is_followed_and_no_cookie_is_kept(string client)
    {
        List<string> cookies = [];
        await using var server = await ScriptedConnector.StartAsync(context =>
        {
            cookies.Add(context.Request.Headers.Cookie.ToString());
            context.Response.Headers.SetCookie = "tenant=first; Path=/";
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        using var http = new HttpMessageInvoker(
            ConnectorSide.ServicesAtTheDesk().GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(client));

        using var first = await SendAsync(http, server.Address);
        using var second = await SendAsync(http, server.Address);

        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        Assert.Equal(["/", "/"], server.Seen.Select(request => request.Target));
        Assert.Equal(["", ""], cookies);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpMessageInvoker http, Uri address) =>
        http.SendAsync(new HttpRequestMessage(HttpMethod.Get, address), TestContext.Current.CancellationToken);
}
