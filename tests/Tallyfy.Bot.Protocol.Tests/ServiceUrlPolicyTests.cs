using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class ServiceUrlPolicyTests
{
    [Theory]
    [InlineData("", "https://smba.trafficmanager.net/emea/", true)]
    [InlineData("", "https://SMBA.TrafficManager.net/amer/00000000-0000-0000-0000-0000000000aa/", true)]
    [InlineData("", "https://smba.trafficmanager.net:443/teams", true)]
    [InlineData("", "https://smba.infra.gcc.teams.microsoft.com/gcc", true)]
    [InlineData("", "https://smba.infra.gov.teams.microsoft.us/gcch", false)]
    [InlineData("", "https://smba.trafficmanager.net./emea/", false)]
    [InlineData("", "https://smba.trafficmanager.net/emea/?next=https://evil.example", false)]
    [InlineData("", "https://smba.trafficmanager.net/emea/#evil", false)]
    [InlineData("", "https://evil.example\\@smba.trafficmanager.net/", false)]
    [InlineData("", "https://evil.example/smba.trafficmanager.net/", false)]
    [InlineData("", "//smba.trafficmanager.net/emea/", false)]
    [InlineData("", "ftp://smba.trafficmanager.net/", false)]
    [InlineData("", "\\\\\u200e", false)]
    [InlineData("", "//\u200e", false)]
    [InlineData("", null, false)]
    [InlineData("https://botframework.azure.us", "https://smba.infra.gov.teams.microsoft.us/gcch", true)]
    [InlineData("https://botframework.azure.us", "https://smba.infra.dod.teams.microsoft.us/dod", true)]
    [InlineData("https://botframework.azure.us", "https://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://botframework.azure.cn", "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/", true)]
    [InlineData("https://botframework.azure.cn", "https://smba.trafficmanager.net/emea/", false)]
    public async Task Each_cloud_has_its_hosts(string channelService, string? serviceUrl, bool allowed)
    {
        var settings = new Dictionary<string, string?>(GateHost.Identity) { ["ChannelService"] = channelService };
        await using var host = await GateHost.StartAsync(Environments.Production, settings);

        Assert.Equal(allowed, host.Services.GetRequiredService<ServiceUrlPolicy>().Allows(serviceUrl));
    }

    [Theory]
    [InlineData("http://localhost:56150/_connector", true)]
    [InlineData("http://127.0.0.1:56150/_connector", true)]
    [InlineData("http://[::1]:56150/_connector", true)]
    [InlineData("https://localhost/", true)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://user@localhost/", false)]
    [InlineData("https://smba.trafficmanager.net/emea/", false)]
    public async Task A_bot_without_identity_speaks_to_its_own_machine_only(string serviceUrl, bool allowed)
    {
        await using var host = await GateHost.AnonymousAsync();

        Assert.Equal(allowed, host.Services.GetRequiredService<ServiceUrlPolicy>().Allows(serviceUrl));
    }

    [Fact]
    public async Task A_bot_with_an_identity_never_shows_it_to_its_own_machine()
    {
        using var issuer = new TokenIssuer();
        await using var host = await GateHost.DevelopmentAsync(issuer);

        Assert.False(host.Services.GetRequiredService<ServiceUrlPolicy>().Allows("http://localhost:56150/_connector"));
    }
}
