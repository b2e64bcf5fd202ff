using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tallyfy.Bot.Browser;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Listening;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;
using Tallyfy.Bot.Trail;
using Tallyfy.Bot.Work;
using Tallyfy.Client;
using Tallyfy.Client.Http;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// The real bot over real HTTP: real SQLite file, the story's clock, the sandbox as Tallyfy, a scripted chat platform.
/// </summary>
internal sealed class BotHost : WebApplicationFactory<BotProgram>
{
    private readonly SandboxHost sandbox;
    private readonly HttpMessageHandler connector;
    private readonly HostClock clock;
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly Action<IServiceCollection>? replace;
    private int isLookedThrough;

    public BotHost(
        SandboxHost sandbox,
        HttpMessageHandler connector,
        TimeProvider clock,
        StoryStore store,
        CredentialMode mode,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? replace = null)
    {
        this.replace = replace;
        this.sandbox = sandbox;
        this.connector = connector;
        Issuer = new OwnIssuer(sandbox.CreateHandler());
        this.clock = new HostClock(clock);
        this.settings = new Dictionary<string, string?>(Defaults(sandbox, store, mode))
            .Concat(settings ?? new Dictionary<string, string?>())
            .GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.Last().Value);
        Leaks = new LeakScan(sandbox.Forbidden);
        Answers = new ErrorBodies(Leaks);
        sandbox.ForbidSeed();

        foreach (var (key, value) in this.settings)
            sandbox.Forbidden.AddSetting(key, value);

        UseKestrel(); // its port is a setting: given here, it would come too late for a program that starts as fast
    }

    /// <summary>
    /// Every worker looks: one that found nothing just before time passed would begin its rest just after, and miss it.
    /// </summary>
    public void Waken()
    {
        Services.GetRequiredService<OutboxSignal>().Raise();
        Services.GetRequiredService<CommentSignal>().Raise();
        Services.GetRequiredService<TrailSignal>().Raise();
        Services.GetRequiredService<OperatorSignal>().Raise();

        foreach (var organization in Services.GetRequiredService<OrganizationDirectory>().All)
            Services.GetRequiredService<HintSignal>().Raise(organization.Id);
    }

    /// <summary>Short, so that letting it pass cuts off nothing that is under way.</summary>
    public static TimeSpan SweepEvery { get; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How much of the log is looked through for what must not be seen. An operator can turn on Trace: stories that are
    /// about leaks say so, and in a whole run all do.
    /// </summary>
    public const string LeakLevel = $"Logging:{LeakLogger.Alias}:LogLevel:Default";

    /// <summary>What every story's trail is sealed with.</summary>
    public static string TrailKey { get; } = "t8NfWm0aQxZl5rV2cKp7yJdHs3BuE9gOiT6Lw1XnRkM=";

    public RecordingLogger Log { get; } = new();

    public ScriptedGraph Graph { get; } = new();

    /// <summary>Where people sign in at Microsoft; what is Tallyfy's goes to the sandbox.</summary>
    public OwnIssuer Issuer { get; }

    /// <summary>What it lets be seen that must not be: a story that ends with any has failed.</summary>
    public LeakScan Leaks { get; }

    public ErrorBodies Answers { get; }

    /// <summary>Where operators ask.</summary>
    public Uri Management => new(Services.GetRequiredService<ManagementServer>().Addresses.Single());

    public override async ValueTask DisposeAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await base.DisposeAsync();

        // The host cuts off whoever is not done in the end: none may need that, however slow the machine is.
        if (Stopwatch.GetElapsedTime(began) > Hang.Guard - TimeSpan.FromSeconds(10))
            Assert.Fail($"A worker did not end. The log:\n{Log.Text}");

        if (Interlocked.Exchange(ref isLookedThrough, 1) == 0 && Leaks.Take() is { Count: > 0 } leaks)
            Assert.Fail($"This must not be seen:\n{string.Join('\n', leaks)}");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseUrls("http://127.0.0.1:0");

        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Configure<HostOptions>(host => host.ShutdownTimeout = Hang.Guard);
            services.Configure<TallyfyClientOptions>(client => client.ReadTimeout = TimeSpan.FromHours(1));
            services.AddLogging(
                logging => logging.ClearProviders().AddProvider(Log).AddProvider(new LeakLogger(Leaks)));
            services.AddSingleton<IStartupFilter>(Answers);
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(
                provider => new TelemetryTap(Leaks, provider.GetRequiredService<IMeterFactory>())));
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(clock));
            services.AddHttpClient(TallyfyClientRegistration.ApiClientName)
                .ConfigurePrimaryHttpMessageHandler(() => sandbox.Wire.Over(sandbox.CreateHandler()));
            services.AddHttpClient(TallyfyClientRegistration.TokenClientName)
                .ConfigurePrimaryHttpMessageHandler(() => sandbox.Wire.Over(sandbox.CreateHandler()));
            services.AddHttpClient(ConnectorClient.HttpClientName)
                .ConfigurePrimaryHttpMessageHandler(() => connector);
            services.AddHttpClient(AppInstaller.HttpClientName)
                .ConfigurePrimaryHttpMessageHandler(() => Graph);
            services.AddHttpClient(BrowserRegistration.HttpClientName)
                .ConfigurePrimaryHttpMessageHandler(() => Issuer);
            replace?.Invoke(services);
        });
    }

    private static Dictionary<string, string?> Defaults(SandboxHost sandbox, StoryStore store, CredentialMode mode)
    {
        var settings = new Dictionary<string, string?>
        {
            // A story sweeps when it says so, and is found by nothing else unless it is about that.
            ["Logging:LogLevel:Tallyfy.Bot.Intake"] = "Debug", // a story looks again after each line
            ["Logging:LogLevel:Tallyfy.Bot.Operators"] = "Debug",
            [LeakLevel] = Extent.IsWhole ? "Trace" : "Information",
            ["Intake:SweepEvery"] = SweepEvery.ToString(),
            ["Intake:FeedEvery"] = "1.00:00:00",
            ["Intake:Budget:PerMinute"] = "1000000",
            ["Intake:Budget:PerHour"] = "1000000",
            // A story's clock stands still, so all it sends falls into one second.
            ["Delivery:RequestsPerSecond"] = "1000000",
            ["Arrivals:PerWebhook:Burst"] = "1000000",
            ["LogLimit:PerCause"] = "1000000",
            ["Arrivals:PerPerson:Burst"] = "1000000",
            ["Arrivals:PerTenant:Burst"] = "1000000",
            ["Delivery:PerConversation:InOneSecond"] = "1000000",
            ["Delivery:PerConversation:InTwoSeconds"] = "1000000",
            ["Delivery:PerConversation:InThirtySeconds"] = "1000000",
            ["Delivery:PerConversation:InOneHour"] = "1000000",
            ["Tallyfy:BaseUrl"] = sandbox.Api.AbsoluteUri,
            ["Tallyfy:RunTaskLink"] = "https://tallyfy.test/{organization}/processes/{run}",
            ["Tallyfy:StandaloneTaskLink"] = "https://tallyfy.test/{organization}",
            ["Tallyfy:Organization"] = WellKnown.OrganizationId,
            ["Trail:Key"] = TrailKey,
            ["Management:Urls"] = "http://127.0.0.1:0",
            ["Storage:Provider"] = store.Provider,
            ["ConnectionStrings:Bot"] = store.ConnectionString,
        };

        if (mode is CredentialMode.PersonalToken)
        {
            settings["Tallyfy:AccessToken"] = WellKnown.AccessToken;
            return settings;
        }

        settings["Tallyfy:ClientId"] = WellKnown.ClientId;
        settings["Tallyfy:ClientSecret"] = WellKnown.ClientSecret;
        settings["Tallyfy:ServiceUser"] = "bot@example.com";
        return settings;
    }
}

/// <summary>How the bot signs in to Tallyfy (docs/decisions/0007-override-user-and-minted-tokens.md).</summary>
public enum CredentialMode
{
    PersonalToken,
    Application,
}
