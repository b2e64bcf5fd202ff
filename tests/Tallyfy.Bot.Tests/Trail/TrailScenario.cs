using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Tests.Trail;

/// <summary>A store with a trail in it, and whoever wants to change it unseen.</summary>
internal sealed class TrailScenario : IAsyncDisposable
{
    public const string Organization = "acme";

    private static readonly DateTimeOffset Begin = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly string folder;
    private readonly StoryStore store;
    private readonly WebApplication app;

    private TrailScenario(
        string folder,
        StoryStore store,
        FakeTimeProvider clock,
        byte key,
        byte[] previousKeys,
        string? witness = null)
    {
        (this.folder, this.store, Clock) = (folder, store, clock);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = store.Provider,
            ["ConnectionStrings:Bot"] = store.ConnectionString,
            ["Trail:Key"] = KeyOf(key),
            ["Trail:WitnessFile"] = witness,
        });
        builder.Configuration.AddInMemoryCollection(
            previousKeys.Select(
                (one, number) => KeyValuePair.Create($"Trail:PreviousKeys:{number}", (string?)KeyOf(one))));
        builder.AddStoreBesideTheBot();
        builder.AddTrailBesideTheBot();
        builder.Services.AddSingleton<SealTrail>();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        app = builder.Build();
    }

    public FakeTimeProvider Clock { get; }

    public PersonId Person { get; } = new("tenant", "object-1");

    public static TrailScenario Open(string? witness = null)
    {
        var folder = StoryFolder.Create();
        var store = StoryStore.Create(folder, Begin);
        return new TrailScenario(folder, store, new FakeTimeProvider(Begin), 1, [], witness);
    }

    /// <summary>The first key, and ten entries behind it, a minute apart, sealed.</summary>
    public static async Task<TrailScenario> SealedAsync()
    {
        var desk = Open();
        await desk.SealAsync();
        await desk.AddAsync(10);
        await desk.SealAsync();
        return desk;
    }

    /// <summary>Somebody else at the same store, with a key of their own.</summary>
    public TrailScenario Another(byte key = 1, params byte[] previousKeys) => new("", store, Clock, key, previousKeys);

    /// <summary>Another process, with the operator's witness.</summary>
    public TrailScenario AnotherWitnessed(string file) => new("", store, Clock, 1, [], file);

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A claim and its end by turns.</summary>
    public async Task AddAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await WriteAsync(unit => Get<TrailStore>().AddAsync(unit, Entry(number).WithDigest(), Token));
        }
    }

    /// <summary>The same in one transaction, of many.</summary>
    public async Task AddAtOnceAsync(int count) => await WriteAsync(async unit =>
    {
        for (var number = 0; number < count; number++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Get<TrailStore>().AddAsync(unit, Entry(number).WithDigest(), Token);
        }
    });

    private TrailEntry Entry(int number) => number % 2 == 0
        ? TrailEntry.OfClaim(Decision(number), Content)
        : TrailEntry.OfEnd(Decision(number), DecisionState.Done, null, Clock.GetUtcNow());

    public async Task<TrailHead?> SealAsync() => (await Get<SealTrail>().ExecuteAsync(Organization, Token)).Head;

    public Task<TrailReport> VerifyAsync(params TrailMark[] seen) =>
        Get<VerifyTrail>().ExecuteAsync(Organization, seen, Token);

    public async Task<TrailHead> HeadAsync() =>
        await Get<TrailHeadStore>().FindAsync(Organization, Token) ?? throw new InvalidOperationException("no head");

    public async Task<IReadOnlyList<TrailEntry>> EntriesAsync() =>
        await Get<TrailStore>().ListPlacedAsync(Organization, Token).ToListAsync(Token);

    /// <summary>What a thief with the database's password can do; says that it hit something.</summary>
    public async Task TamperAsync(string sql, object? parameters = null) =>
        Assert.NotEqual(
            0, await Get<Database>().WriteAsync(unit => unit.ExecuteAsync(sql, parameters ?? new { }, Token), Token));

    /// <summary>An earlier head, which once was true.</summary>
    public Task PutBackAsync(TrailHead head) => TamperAsync(
        """
        update trail_heads set sequence = @Sequence, root = @Root, peaks = @Peaks, sealed_at = @MovedAt,
            key_id = @KeyId, signature = @Signature
        """,
        head);

    public Task WriteAsync(Func<UnitOfWork, Task> write) => Get<Database>().WriteAsync(
        async unit =>
        {
            await write(unit);
            return 0;
        },
        Token);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();

        if (folder.Length == 0)
            return;

        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string KeyOf(byte key) => Convert.ToBase64String(SHA256.HashData([key]));

    private static ApprovalContent Content { get; } =
        new() { Title = "A desk", Process = "Purchase", Requester = "Adele" };

    private Decision Decision(int number) => new()
    {
        Id = Guid.CreateVersion7(),
        Approval = new ApprovalKey(Organization, "a-task", 1),
        Rendering = RenderingId.New(),
        Actor = new LinkedAccount
        {
            Person = number == 0 ? Person : new PersonId("tenant", "object-2"),
            Organization = Organization,
            TallyfyUserId = 1_000 + number,
            Email = "=cmd|' /C calc'!A0@example.com",
            DisplayName = "Somebody",
        },
        Verdict = Verdict.Approved,
        Reason = "Too dear",
        Digest = "00",
        ClaimedAt = Clock.GetUtcNow(),
        Activity = "=HYPERLINK(\"https://evil.example\")",
    };
}
