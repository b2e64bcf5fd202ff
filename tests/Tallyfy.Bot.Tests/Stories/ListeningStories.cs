using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tallyfy.Bot.Listening;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What the bot says of the addresses at which it is heard, in whatever way they were set.</summary>
public sealed partial class ListeningStories
{
    private const string Plain = "is open beyond this machine by plain http";

    [Theory]
    [InlineData("Production", "--urls=http://+:0", true)]
    [InlineData("Production", "--urls=http://*:0", true)]
    [InlineData("Production", "--urls=http://0.0.0.0:0", true)]
    [InlineData("Production", "--urls=http://[::]:0", true)]
    [InlineData("Production", "--urls=http://bot.example:0", true)] // Kestrel looks no name up
    [InlineData("Production", "--urls=http://127.0.0.1:0;http://*:0", true)]
    [InlineData("Production", "--http_ports=0", true)]
    [InlineData("Production", "--Kestrel:Endpoints:All:Url=http://*:0", true)]
    [InlineData("Production", "--Kestrel:Endpoints:All:Url=http://0.0.0.0:0", true)]
    [InlineData("Staging", "--urls=http://*:0", true)]
    [InlineData("production", "--urls=http://*:0", true)]
    [InlineData("Production", "--urls=http://127.0.0.1:0", false)]
    [InlineData("Production", "--urls=http://127.0.0.7:0", false)]
    [InlineData("Production", "--urls=http://[::1]:0", false)]
    [InlineData("Production", "--Kestrel:Endpoints:One:Url=http://127.0.0.1:0", false)]
    [InlineData("Production", "--urls=https://*:0", false)]
    [InlineData("Production", "--https_ports=0", false)]
    [InlineData("Production", "--Kestrel:Endpoints:All:Url=https://*:0", false)]
    [InlineData("Development", "--urls=http://*:0", false)]
    [InlineData("Development", "--Kestrel:Endpoints:All:Url=http://*:0", false)]
    public async Task Plain_http_beyond_this_machine_is_warned_of(string environment, string setting, bool isSaid)
    {
        var folder = StoryFolder.Create();
        var certificate = Path.Combine(folder, "bot.pfx");
        await File.WriteAllBytesAsync(certificate, OwnCertificate(), TestContext.Current.CancellationToken);
        var log = new RecordingLogger();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [setting, $"--Kestrel:Certificates:Default:Path={certificate}"],
            EnvironmentName = environment,
            ContentRootPath = folder,
        });
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddHostedService<TellPlainHttp>();
        await using var app = builder.Build();

        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(isSaid, log.Text.Contains(Plain, StringComparison.Ordinal));
        await app.StopAsync(TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    // With a port of its own, which a test cannot be sure of.
    [Theory]
    [InlineData("http://localhost:5000")]
    [InlineData("http://LocalHost")]
    public void Localhost_is_this_machine(string address) => Assert.True(ListenAddress.Find(address)!.IsLoopback);

    /// <summary>The program itself, in Production, as the operating system starts it.</summary>
    [Fact]
    public async Task The_program_says_where_it_is_heard_and_that_an_address_is_taken()
    {
        var folder = StoryFolder.Create();
        await using var first = new Bot(Path.Combine(folder, "one.db"), "http://127.0.0.1:0");
        var opened = OperatorsLine().Match(await first.LineAsync(OperatorsLine()));
        await first.LineAsync(new Regex(Regex.Escape(Plain)));
        Assert.All(first.Text.Split('\n'), line => Assert.EndsWith("Z", (string?)JsonNode.Parse(line)!["Timestamp"]));

        await using var second = new Bot(Path.Combine(folder, "two.db"), opened.Groups[1].Value);

        Assert.Equal(OperatorCommands.WrongSettings, await second.EndAsync());
        Assert.Equal(
            $"Operators cannot be answered at {opened.Groups[1].Value}: another program has the port. Set "
            + "Management:Urls to an address that is free.",
            second.Text.Trim());
        Assert.Equal(["one.db"], Directory.GetFiles(folder, "*.db").Select(Path.GetFileName));
        await first.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Where everybody is answered, as an operator sets it; {0} is a port that is taken.</summary>
    [Theory]
    [InlineData("--urls=http://127.0.0.1:{0}", "http://127.0.0.1:{0}: another program has the port")]
    [InlineData("--urls=http://localhost:{0}", "http://localhost:{0}: another program has the port")]
    [InlineData("--urls=http://*:{0}", "http://*:{0}: another program has the port")]
    [InlineData("--urls=http://0.0.0.0:{0}", "http://0.0.0.0:{0}: another program has the port")]
    [InlineData("--urls=http://[::]:{0}", "http://[::]:{0}: another program has the port")]
    [InlineData("--urls=http://bot.example:{0}", "http://bot.example:{0}: another program has the port")]
    [InlineData("--urls=https://127.0.0.1:{0}", "https://127.0.0.1:{0}: another program has the port")]
    [InlineData("--urls=http://127.0.0.1:0;http://*:{0}", "http://*:{0}: another program has the port")]
    [InlineData("--http_ports={0}", "http://*:{0}: another program has the port")]
    [InlineData("--https_ports={0}", "https://*:{0}: another program has the port")]
    [InlineData("--Kestrel:Endpoints:A:Url=http://*:{0}", "http://*:{0}: another program has the port")]
    [InlineData("--urls=http://192.0.2.1:0", "http://192.0.2.1:0: this machine has no such address")]
    [InlineData("--urls=http://[2001:db8::1]:80", "http://[2001:db8::1]:80: this machine has no such address")]
    public async Task Where_everybody_cannot_be_answered_nothing_is_started(string setting, string words)
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = $"{((IPEndPoint)holder.LocalEndpoint).Port}";
        var folder = StoryFolder.Create();

        await using var bot = new Bot(
            Path.Combine(folder, "bot.db"), "http://127.0.0.1:0",
            setting.Replace("{0}", port, StringComparison.Ordinal));

        Assert.Equal(OperatorCommands.WrongSettings, await bot.EndAsync());
        Assert.Equal(
            $"Nobody can be answered at {words.Replace("{0}", port, StringComparison.Ordinal)}. Set urls "
            + "(ASPNETCORE_URLS, or Kestrel:Endpoints where that is used) to an address that is free and a port that "
            + "this program may have.",
            bot.Text.Trim());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What only the server itself can tell of its settings, with the words that it has for it.</summary>
    [Theory]
    [InlineData("--urls=htp://127.0.0.1:0", "\"htp://127.0.0.1:0\" is no address such as")]
    [InlineData("--urls=127.0.0.1:0", "\"127.0.0.1:0\" is no address such as")]
    [InlineData("--urls=http://127.0.0.1:99999", "with a port up to 65535")]
    [InlineData("--urls=http://127.0.0.1:0/approvals", "and nothing behind it")]
    [InlineData("--urls=http://127.0.0.1:0;nonsense", "\"nonsense\" is no address such as")]
    [InlineData("--urls=http://localhost:0", "Dynamic port binding is not supported when binding to localhost.")]
    [InlineData("--urls=https://127.0.0.1:0", "No server certificate was specified")]
    [InlineData("--https_ports=0", "Unable to configure HTTPS endpoint.")]
    [InlineData("--Kestrel:Endpoints:One:Url=https://127.0.0.1:0", "Unable to configure HTTPS endpoint.")]
    [InlineData("--Kestrel:Endpoints:One:Url=htp://127.0.0.1:0", "\"htp://127.0.0.1:0\" is no address")]
    [InlineData("--Kestrel:Endpoints:One:Urls=http://127.0.0.1:0", "The endpoint One is missing the required 'Url'")]
    [InlineData("--Kestrel:Certificates:Default:Path=nowhere.pfx", "nowhere.pfx")]
    [InlineData("--urls=http://unix:/nowhere/bot.sock", "/nowhere/")]
    public async Task What_the_server_refuses_is_told_before_anything_is_started(string setting, string words)
    {
        var folder = StoryFolder.Create();
        var store = Path.Combine(folder, "bot.db");

        // Where a certificate is wanted, that one is missing is said first.
        string[] also = setting.Contains("Certificates", StringComparison.Ordinal)
            ? ["--Kestrel:Endpoints:One:Url=https://127.0.0.1:0"]
            : [];
        await using var bot = new Bot(store, "http://127.0.0.1:0", setting, also);


        Assert.Equal(OperatorCommands.WrongSettings, await bot.EndAsync());
        Assert.StartsWith("Nobody can be answered as the settings say: ", bot.Text, StringComparison.Ordinal);
        Assert.Contains(words, bot.Text, StringComparison.Ordinal);
        Assert.Single(bot.Text.Trim().Split('\n'));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Certificates:Default", -20, "ended at 20")]
    [InlineData("Endpoints:One:Certificate", -20, "ended at 20")]
    [InlineData("Endpoints:One:Sni:*:Certificate", -20, "ended at 20")]
    [InlineData("Endpoints:One:Certificate", 20, "begins only at 20")]
    public async Task A_certificate_that_is_over_or_to_begin_is_told_before_anything_is_started(
        string place, int days, string words)
    {
        var folder = StoryFolder.Create();
        var certificate = Path.Combine(folder, "bot.pfx");
        await File.WriteAllBytesAsync(certificate, OwnCertificate(days), TestContext.Current.CancellationToken);

        await using var bot = new Bot(
            Path.Combine(folder, "bot.db"), "http://127.0.0.1:0", "--Kestrel:Endpoints:One:Url=https://127.0.0.1:0",
            $"--Kestrel:{place}:Path={certificate}");

        Assert.Equal(OperatorCommands.WrongSettings, await bot.EndAsync());
        Assert.StartsWith($"The certificate {certificate} {words}", bot.Text, StringComparison.Ordinal);
        Assert.EndsWith($"put another one where Kestrel:{place} names it.", bot.Text.Trim(), StringComparison.Ordinal);
        Assert.Equal([certificate], Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Some of it no test can bring about: as the system says it, and as Kestrel wraps it.</summary>
    [Theory]
    [InlineData(SocketError.AddressAlreadyInUse, true, "another program has the port")]
    [InlineData(SocketError.AccessDenied, true, "the system does not let this program have the port")]
    [InlineData(SocketError.AddressNotAvailable, true, "this machine has no such address")]
    [InlineData(SocketError.AddressFamilyNotSupported, true, "this machine has no addresses of that kind")]
    [InlineData(SocketError.TooManyOpenSockets, false, "the system says TooManyOpenSockets")]
    [InlineData(SocketError.ConnectionRefused, false, "the system says ConnectionRefused")]
    public void Why_an_address_cannot_be_had_is_told(SocketError error, bool isWhy, string words)
    {
        var said = new SocketException((int)error);

        Assert.Equal(words, CannotListenException.WhyOf(said));
        Assert.Equal(words, CannotListenException.WhyOf(new IOException("", new InvalidOperationException("", said))));
        Assert.Equal(isWhy, CannotListenException.IsWhy(said));
        Assert.Equal(isWhy, CannotListenException.IsWhy(new IOException("", said)));
        Assert.False(CannotListenException.IsWhy(new InvalidOperationException("", said)));
    }

    private static byte[] OwnCertificate(int days = 0)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow().AddDays(days);
        using var certificate = new CertificateRequest("CN=bot.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return certificate.Export(X509ContentType.Pfx);
    }

    [GeneratedRegex("Operators are answered at (http://[0-9.:]+)")]
    private static partial Regex OperatorsLine();

    /// <summary>One process of the program, open to everybody by plain http.</summary>
    private sealed class Bot : IAsyncDisposable
    {
        private readonly Process process;
        private readonly ConcurrentQueue<string> lines = new();
        private readonly SemaphoreSlim more = new(0);

        public Bot(string store, string management, string open = "--urls=http://0.0.0.0:0", params string[] more)
        {
            process = new Process
            {
                StartInfo = new ProcessStartInfo(
                    "dotnet",
                    [
                        typeof(BotProgram).Assembly.Location,
                        "--environment=Production", open, $"--Management:Urls={management}",
                        "--MicrosoftAppType=SingleTenant", "--MicrosoftAppId=11111111-1111-1111-1111-111111111111",
                        "--MicrosoftAppTenantId=22222222-2222-2222-2222-222222222222",
                        "--MicrosoftAppPassword=Zk8~one~of~Entra's~own", "--Tallyfy:BaseUrl=http://127.0.0.1:9/api",
                        "--Tallyfy:Organization=c0a7050c0a7050c0a7050c0a7050c0a7",
                        "--Tallyfy:AccessToken=eyJhbGciOi.one-of-Tallyfys.own", $"--Trail:Key={BotHost.TrailKey}",
                        $"--ConnectionStrings:Bot=Data Source={store}",
                        .. more,
                    ])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                },
            };
            process.OutputDataReceived += Take;
            process.ErrorDataReceived += Take;
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public string Text => string.Join('\n', lines);

        public async Task<string> LineAsync(Regex wanted)
        {
            string? line;

            while ((line = lines.FirstOrDefault(wanted.IsMatch)) is null)
                Assert.True(
                    await more.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken), $"Not said:\n{Text}");

            return line;
        }

        public async Task<int> EndAsync()
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(
                Hang.Guard, TestContext.Current.CancellationToken);
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            if (!process.HasExited)
                process.Kill();

            await process.WaitForExitAsync(CancellationToken.None);
        }

        private void Take(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null)
                return;

            lines.Enqueue(line.Data);
            more.Release();
        }
    }
}
