using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Work;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>The real bot with very many people, each of whom waits for one card.</summary>
internal sealed class FanOutScenario : IAsyncDisposable
{
    private static readonly IReadOnlyDictionary<string, string?> AsShipped = new Dictionary<string, string?>
    {
        ["Intake:SweepEvery"] = "1.00:00:00", // what waits is in the store, not in the sandbox
        ["Delivery:RequestsPerSecond"] = "50",
        ["Delivery:PerConversation:InOneSecond"] = "7",
        ["Delivery:PerConversation:InTwoSeconds"] = "8",
        ["Delivery:PerConversation:InThirtySeconds"] = "60",
        ["Delivery:PerConversation:InOneHour"] = "1800",
        ["Delivery:RepostAfter"] = "00:00:02", // not thirty seconds, which would be the end of the run alone
    };

    private readonly string folder = StoryFolder.Create();
    private readonly SimulatedClock clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly StoryStore store;
    private readonly SandboxHost sandbox;
    private readonly BotHost bot;
    private readonly WatchedOutboxSignal signal;
    private readonly Gauges gauges;
    private readonly SimulatedPlatform teams;

    private FanOutScenario(Func<SimulatedClock, SimulatedPlatform> platform)
    {
        teams = platform(clock);
        sandbox = new SandboxHost(clock);
        store = StoryStore.CreateFile(folder);
        signal = new WatchedOutboxSignal(clock);
        bot = new BotHost(
            sandbox, teams, clock, store, CredentialMode.PersonalToken, AsShipped,
            services => services.AddSingleton<OutboxSignal>(signal));
        bot.StartServer();
        gauges = new Gauges(bot.Services.GetRequiredService<IMeterFactory>());
    }

    public DateTimeOffset Now => clock.GetUtcNow();

    public IServiceProvider Services => bot.Services;

    /// <summary>What the bot logged as an error: nothing may end by an exception.</summary>
    public IEnumerable<string> Errors =>
        bot.Log.Text.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal));

    public static async Task<FanOutScenario> OpenAsync(Func<SimulatedClock, SimulatedPlatform> platform)
    {
        var desk = new FanOutScenario(platform);

        using (var client = desk.bot.CreateClient())
        {
            var ready = new Uri(desk.bot.Management, "/health/ready");
            var stopping = TestContext.Current.CancellationToken;

            while ((await client.GetAsync(ready, stopping)).StatusCode is not HttpStatusCode.OK)
                await Task.Yield();
        }

        return desk;
    }

    /// <summary>So many people, and an approval for each; some are in a tenant of their own.</summary>
    public Task<int> FillAsync(int people, bool areChatsKnown, IReadOnlyCollection<int>? apart = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var approvals = bot.Services.GetRequiredService<ApprovalStore>();
        var announce = bot.Services.GetRequiredService<AnnounceApproval>();

        return bot.Services.GetRequiredService<Database>().WriteAsync(
            async unit =>
            {
                await unit.ExecuteAsync(
                    """
                    with recursive numbers (number) as
                        (select 1 union all select number + 1 from numbers where number < @people)
                    insert into accounts
                        (tenant_id, object_id, organization, tallyfy_user_id, email, display_name,
                            proof, state, linked_at)
                    select @tenant, 'person-' || number, @organization, 100000 + number, '', '',
                        'Email', 'Active', 0 from numbers
                    """,
                    new { people, tenant = Person.Tenant, organization = WellKnown.OrganizationId },
                    cancellationToken);

                foreach (var number in apart ?? [])
                    await unit.ExecuteAsync(
                        "update accounts set tenant_id = @tenant where tallyfy_user_id = @member",
                        new { tenant = $"tenant-{number}", member = 100_000L + number },
                        cancellationToken);

                await unit.ExecuteAsync(
                    """
                    insert into chats
                        (tenant_id, object_id, conversation_id, service_url, channel_id, address, bot_address,
                        state, installation, changed_at)
                    select tenant_id, object_id, case when @known then 'a:29:' || object_id else '' end,
                        @url, 'msteams',
                        '29:' || object_id, '28:bot', 'Open', 1, 0 from accounts
                    """,
                    new { known = areChatsKnown, url = Activities.ServiceUrl },
                    cancellationToken);

                for (var number = 1; number <= people; number++)
                {
                    var approval = Approval(number);
                    await approvals.AddAsync(unit, approval, cancellationToken);
                    await announce.AddAsync(unit, approval, TimeSpan.Zero, cancellationToken);
                }

                return people;
            },
            cancellationToken);
    }

    /// <summary>
    /// Until nothing waits any more but dead letters; the clock jumps whenever all that is under way waits for it.
    /// </summary>
    public async Task RunAsync()
    {
        signal.Raise();

        do
        {
            var wait = default(SpinWait);

            while (!IsAtRest())
                wait.SpinOnce(sleep1Threshold: -1); // makes way for who works, and sleeps for nobody

            clock.Jump();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
        while (gauges.Read().ActiveDeliveries > 0 || await CountAsync() > 0);
    }

    public async ValueTask DisposeAsync()
    {
        // What has begun is finished, and for that the clock must go on.
        var stopping = Task.Run(async () => await bot.DisposeAsync());

        while (!stopping.IsCompleted)
        {
            clock.Jump();
            await Task.Yield();
        }

        await stopping;
        gauges.Dispose();
        await sandbox.DisposeAsync();
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// Each card that was taken waits for its turn or for an answer, and the worker for a signal. Asked in this order
    /// it holds: without the clock a card moves only towards its next wait, and a worker that woke between rests anew.
    /// </summary>
    private bool IsAtRest()
    {
        if (!signal.IsQuiet)
            return false;

        var rests = signal.Waits;
        var answered = teams.Waiting;
        gauges.Read();

        return gauges.ActiveDeliveries == answered + gauges.WaitingCalls && signal.IsQuiet && signal.Waits == rests;
    }

    private Task<long> CountAsync() => bot.Services.GetRequiredService<Database>().ReadAsync(
        unit => unit.FindAsync<long>(
            $"select count(*) from outbox where state <> '{WorkState.Dead}'",
            new { },
            TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken);

    private static StoredApproval Approval(int number) => new()
    {
        Key = new ApprovalKey(WellKnown.OrganizationId, $"task-{number}", 1),
        State = ApprovalState.Pending,
        Version = 1,
        OrganizationName = "Contoso",
        Content = new ApprovalContent { Title = $"May number {number} work from Porto in June?" },
        Digest = "digest",
        MayDecide = [100_000 + number],
    };
}
