using System.Net;
using Microsoft.Extensions.Hosting;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>A bot without identity: every condition holds, or one of them is broken.</summary>
public sealed class AnonymousAccessTests
{
    private static readonly string Text = Sample.Text("playground.message.text.json");

    public static TheoryData<string> Recorded => [.. Sample.Names];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Every_recorded_activity_is_admitted_on_this_machine(string name)
    {
        await using var host = await GateHost.AnonymousAsync();

        using var response = await host.SendAsync(null, Sample.Text(name));

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_emulators_channel_is_admitted_too()
    {
        await using var host = await GateHost.AnonymousAsync();

        using var response = await host.SendAsync(null, Text.Replace("msteams", "emulator", StringComparison.Ordinal));

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_name_localhost_is_this_machine()
    {
        await using var host = await GateHost.AnonymousAsync();

        Assert.Equal(200, await StatusWithHeader(host, "Host", "localhost:3978"));
    }

    [Theory]
    [InlineData("bot.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.1.10:3978")]
    public async Task Another_host_header_is_refused(string name)
    {
        await using var host = await GateHost.AnonymousAsync();

        Assert.Equal(403, await StatusWithHeader(host, "Host", name));
    }

    [Theory]
    [InlineData("Forwarded")]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-host")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("X-Forwarded-Prefix")]
    [InlineData("X-Original-Host")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Real-IP")]
    [InlineData("X-Client-IP")]
    [InlineData("X-Cluster-Client-IP")]
    [InlineData("True-Client-IP")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("CF-Ray")]
    [InlineData("CF-Visitor")]
    [InlineData("CDN-Loop")]
    [InlineData("Fastly-Client-IP")]
    [InlineData("Fly-Client-IP")]
    [InlineData("X-Azure-ClientIP")]
    [InlineData("X-ARR-SSL")]
    [InlineData("X-Appengine-User-IP")]
    [InlineData("X-Amzn-Trace-Id")]
    [InlineData("X-Envoy-External-Address")]
    [InlineData("X-Request-Start")]
    [InlineData("Ngrok-Skip-Browser-Warning")]
    [InlineData("X-Tunnel-Authorization")]
    [InlineData("X-MS-Proxy")]
    [InlineData("Via")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Proxy-Connection")]
    [InlineData("Max-Forwards")]
    [InlineData("X-Nobody-Has-Thought-Of-It")]
    public async Task A_request_through_a_proxy_is_refused(string header)
    {
        await using var host = await GateHost.AnonymousAsync();

        Assert.Equal(403, await StatusWithHeader(host, header, "127.0.0.1"));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:3978")]
    [InlineData("Referer", "https://evil.example/page")]
    [InlineData("Cookie", "a=b")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Sec-Fetch-Dest", "empty")]
    [InlineData("Sec-CH-UA", "\"Chromium\";v=\"131\"")]
    [InlineData("Upgrade-Insecure-Requests", "1")]
    [InlineData("Access-Control-Request-Private-Network", "true")]
    [InlineData("X-Requested-With", "XMLHttpRequest")]
    [InlineData("DNT", "1")]
    [InlineData("Priority", "u=1, i")]
    public async Task A_request_of_a_web_page_is_refused(string header, string value)
    {
        await using var host = await GateHost.AnonymousAsync();

        Assert.Equal(403, await StatusWithHeader(host, header, value));
    }

    [Theory]
    [InlineData("Accept", "application/json, text/plain, */*")] // axios, in the Playground
    [InlineData("Accept-Encoding", "gzip, compress, deflate, br")]
    [InlineData("x-ms-agents-playground", "true")]
    [InlineData("User-Agent", "axios/1.12.2")]
    [InlineData("Accept-Language", "*")] // Node.js
    [InlineData("Sec-Fetch-Mode", "cors")]
    [InlineData("User-Agent", "curl/7.88.1")]
    [InlineData("Expect", "100-continue")]
    [InlineData("Connection", "keep-alive")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public async Task What_programs_of_this_machine_send_is_taken(string header, string value)
    {
        await using var host = await GateHost.AnonymousAsync();

        Assert.Equal(200, await StatusWithHeader(host, header, value));
    }

    [Fact]
    public async Task A_bot_bound_to_every_address_takes_nothing()
    {
        await using var host = await GateHost.AnonymousAsync("http://0.0.0.0:0");

        using var response = await host.SendAsync(null, Text);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_bot_bound_to_one_outside_address_among_others_takes_nothing()
    {
        await using var host = await GateHost.AnonymousAsync("http://127.0.0.1:0;http://*:0");

        using var response = await host.SendAsync(null, Text);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData(null)]
    public async Task A_caller_from_elsewhere_or_nowhere_is_refused(string? remote)
    {
        await using var host = await GateHost.AnonymousAsync(
            before: context => context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote));

        using var response = await host.SendAsync(null, Text);

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task Plain_text_is_refused_so_that_no_web_page_posts_here_unasked()
    {
        await using var host = await GateHost.AnonymousAsync();
        using var request = GateHost.Post(new StringContent(Text));

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(415, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("http://192.168.1.10:56150/_connector")]
    [InlineData("http://localhost.evil.example/_connector")]
    [InlineData("http://localhost@evil.example/_connector")]
    [InlineData("ftp://localhost/_connector")]
    public async Task Answers_may_go_to_this_machine_only(string serviceUrl)
    {
        await using var host = await GateHost.AnonymousAsync();

        using var response = await host.SendAsync(
            null, Text.Replace("http://localhost:56150/_connector", serviceUrl, StringComparison.Ordinal));

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_bot_with_an_identity_takes_nothing_anonymous_even_in_development()
    {
        using var issuer = new TokenIssuer();
        await using var host = await GateHost.DevelopmentAsync(issuer);

        using var response = await host.SendAsync(null, Text);

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Fact]
    public async Task Outside_development_nothing_is_anonymous_even_if_the_start_was_let_through()
    {
        await using var host = await GateHost.StartAsync(
            Environments.Production, [], configure: services => services.RemoveAllValidators());

        using var response = await host.SendAsync(null, Text);

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Equal(
            "Anonymous access exists in Development only.",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<int> StatusWithHeader(GateHost host, string name, string value)
    {
        using var request = GateHost.Post(GateHost.Json(Text));
        request.Headers.TryAddWithoutValidation(name, value);
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        return (int)response.StatusCode;
    }
}
