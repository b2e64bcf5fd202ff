using Microsoft.Extensions.Configuration;
using Tallyfy.Bot.Listening;

namespace Tallyfy.Bot.Tests.Settings;

/// <summary>Addresses for operators that are none, or that everybody would reach.</summary>
public sealed class ManagementUrlsTests
{
    private const string Form = "Management:Urls must be addresses such as http://127.0.0.1:3980";
    private const string Same = "Management:Urls must be another address than the one that answers everybody.";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(";")]
    [InlineData("3980")]
    [InlineData("127.0.0.1:3980")]
    [InlineData("localhost:3980")]
    [InlineData("//127.0.0.1:3980")]
    [InlineData("https://127.0.0.1:3980")]
    [InlineData("ftp://127.0.0.1:3980")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("http://:3980")]
    [InlineData("http://127.0.0.1:")]
    [InlineData("http://127.0.0.1:abc")] // Kestrel would take it for a name, and listen everywhere
    [InlineData("http://127.0.0.1:-1")]
    [InlineData("http://127.0.0.1:65536")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:3980/health")]
    [InlineData("http://127.0.0.1:3980?x")]
    [InlineData("http://127.0.0.1:3980#x")]
    [InlineData("http://127.0.0.1 :3980")]
    [InlineData("http://me@127.0.0.1:3980")]
    [InlineData("http://me:secret@127.0.0.1:3980")]
    [InlineData("http://127.0.0.1:3980,http://127.0.0.1:3981")]
    [InlineData("http://127.0.0.1:3980;")]
    [InlineData("http://127.0.0.1:3980;nonsense")]
    [InlineData("http://127.0.0.1:3980\nhttp://127.0.0.1:3981")]
    [InlineData("http://[::1:3980")]
    [InlineData("http://::1:3980")]
    [InlineData("http://[]:3980")]
    [InlineData("http://[zz::]:3980")]
    [InlineData("http://[1::2::3]:3980")]
    [InlineData("http://operators.example:3980")] // as before
    [InlineData("http://127.0.0.1.example:3980")]
    [InlineData("http://localhost.example:3980")]
    [InlineData("http://127.0.0.256:3980")]
    [InlineData("http://unix:/tmp/bot.sock")]
    [InlineData("http://**:3980")]
    public void What_is_no_address_is_refused(string urls) => Assert.Contains(
        Failures(urls), failure => failure.StartsWith(Form, StringComparison.Ordinal));

    [Theory]
    [InlineData("http://127.0.0.1:3980", "urls", "http://127.0.0.1:3980")]
    [InlineData("http://127.0.0.1:3980", "urls", "https://127.0.0.1:3980")]
    [InlineData("http://127.0.0.1:3980", "urls", "http://localhost:3980")]
    [InlineData("http://127.0.0.1:3980", "urls", "http://LOCALHOST:3980/")]
    [InlineData("http://127.0.0.1:3980", "urls", "http://+:3980")]
    [InlineData("http://127.0.0.1:3980", "urls", "http://*:3980")]
    [InlineData("http://127.0.0.1:3980", "urls", "http://0.0.0.0:3980")]
    [InlineData("http://127.0.0.1:3980", "urls", "http://[::]:3980")]
    [InlineData("http://127.0.0.1:3980", "urls", "http://bot.example.com:3980")]
    [InlineData("http://127.0.0.1:3980", "urls", "http://10.0.0.1:80; http://127.0.0.1:3980")]
    [InlineData("http://127.0.0.1:3980", "http_ports", "3980")]
    [InlineData("http://127.0.0.1:3980", "http_ports", "8080;3980")]
    [InlineData("http://127.0.0.1:3980", "https_ports", "3980")]
    [InlineData("http://127.0.0.1:3980", "Kestrel:Endpoints:Everybody:Url", "http://*:3980")]
    [InlineData("http://127.0.0.1:3980", "Kestrel:Endpoints:Everybody:Url", "https://[::1]:3980", false)]
    [InlineData("http://[::1]:3980", "urls", "http://[0:0::1]:3980")]
    [InlineData("http://localhost:3980", "urls", "http://[::1]:3980")]
    [InlineData("http://*:3980", "urls", "http://127.0.0.1:3980")]
    [InlineData("http://0.0.0.0:80", "urls", "http://10.0.0.1")]
    [InlineData("http://10.0.0.1:3980", "urls", "http://10.0.0.1:3980")]
    [InlineData("http://127.0.0.1:1;http://127.0.0.1:3980", "urls", "http://127.0.0.1:3980")]
    [InlineData("http://127.0.0.1:5000", "nothing", "set")] // where ASP.NET listens then
    [InlineData("http://127.0.0.1:3980", "urls", "http://10.0.0.1:3980", false)]
    [InlineData("http://127.0.0.1:3980", "urls", "http://127.0.0.2:3980", false)]
    [InlineData("http://127.0.0.1:3980", "urls", "http://127.0.0.1:3978", false)]
    [InlineData("http://127.0.0.1:0", "urls", "http://127.0.0.1:0", false)]
    [InlineData("http://127.0.0.1:3980", "urls", "nonsense", false)]
    public void The_address_of_everybody_is_refused(string urls, string key, string open, bool isSame = true) =>
        Assert.Equal(isSame ? [Same] : [], Failures(urls, key, open));

    [Theory]
    [InlineData("http://127.0.0.1:3980", true)]
    [InlineData("HTTP://127.0.0.1:3980/", true)]
    [InlineData("http://localhost:3980", true)]
    [InlineData("http://[::1]:3980", true)]
    [InlineData("http://127.7.7.7:1;http://[::1]:1", true)]
    [InlineData("http://[::ffff:127.0.0.1]:3980", true)]
    [InlineData("http://0.0.0.0:3980", false)]
    [InlineData("http://[::]:3980", false)]
    [InlineData("http://*:3980", false)]
    [InlineData("http://+:3980", false)]
    [InlineData("http://10.0.0.1:3980", false)]
    [InlineData("http://[fe80::1]:3980", false)]
    public void Which_reach_beyond_this_machine_is_known(string urls, bool isLoopback)
    {
        Assert.Empty(Failures(urls));
        Assert.Equal(isLoopback, urls.Split(';').All(one => ListenAddress.Find(one)!.IsLoopback));
    }

    [Fact]
    public void Any_port_beside_localhost_is_refused() => Assert.StartsWith(
        "Management:Urls must name a port beside localhost",
        Assert.Single(Failures("http://localhost:0")),
        StringComparison.Ordinal);

    private static IEnumerable<string> Failures(string urls, string key = "urls", string open = "http://127.0.0.1:3978")
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [key] = open }).Build();

        return new ManagementOptionsValidator(configuration).Validate(null, new ManagementOptions { Urls = urls })
            .Failures ?? [];
    }
}
