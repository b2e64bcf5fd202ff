using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Trail;
using Tallyfy.Client;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Cards.Drawing;

/// <summary>
/// The bot as it is composed, with a store of its own and none of its workers running: cards are drawn from what is
/// stored, by the code that draws them for people.
/// </summary>
internal sealed class CardScenario : IAsyncDisposable
{
    /// <summary>Templates whose approvals are not like all others.</summary>
    public const string InTallyfyTemplate = "in-tallyfy";
    public const string NotOwnTemplate = "not-own";
    public const string ConfirmTemplate = "confirm";

    /// <summary>The trail is older than what the cards are about.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(60);

    private readonly string folder = StoryFolder.Create();
    private readonly StoryStore store;
    private readonly SandboxHost sandbox;
    private readonly WebApplication app;
    private readonly FakeTimeProvider clock;
    private int tasks;

    private CardScenario()
    {
        clock = new FakeTimeProvider(SampleApprovals.Now - Before);
        sandbox = new SandboxHost(clock);
        store = StoryStore.Create(folder, SampleApprovals.Now - Before);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Settings());
        builder.AddTallyfyBot();
        builder.Services.AddSingleton<TimeProvider>(clock);

        builder.Services.AddHttpClient(TallyfyClientRegistration.ApiClientName)
            .ConfigurePrimaryHttpMessageHandler(sandbox.CreateHandler);
        builder.Services.AddHttpClient(TallyfyClientRegistration.TokenClientName)
            .ConfigurePrimaryHttpMessageHandler(sandbox.CreateHandler);

        app = builder.Build();
    }

    public Organization Organization => Get<OrganizationDirectory>().All.Single();

    /// <summary>Everybody is linked.</summary>
    public static async Task<CardScenario> OpenAsync()
    {
        var desk = new CardScenario();
        await desk.Get<SealTrail>().ExecuteAsync(desk.Organization.Id, CancellationToken.None);
        desk.clock.SetUtcNow(SampleApprovals.Now);

        foreach (var (_, account) in SampleReaders.Accounts)
            await desk.Get<AccountStore>().SaveAsync(account, AccountProof.Email, CancellationToken.None);

        return desk;
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A task that nobody has read yet.</summary>
    public CardScene Begin() => new(this, $"task-{(++tasks).ToString("D4", CultureInfo.InvariantCulture)}");

    public Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> write) =>
        Get<Database>().WriteAsync(write, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await sandbox.DisposeAsync();
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string?> Settings() => new()
    {
        ["Tallyfy:BaseUrl"] = sandbox.Api.AbsoluteUri,
        ["Tallyfy:Organization"] = WellKnown.OrganizationId,
        ["Tallyfy:ClientId"] = WellKnown.ClientId,
        ["Tallyfy:ClientSecret"] = WellKnown.ClientSecret,
        ["Tallyfy:ServiceUser"] = WellKnown.AdministratorEmail,
        ["Tallyfy:RunTaskLink"] = "https://go.tallyfy.com/acme/tasks/{task}",
        ["Tallyfy:StandaloneTaskLink"] = "https://go.tallyfy.com/acme/tasks/{task}",
        [$"Approvals:Templates:{InTallyfyTemplate}:InChat"] = "false",
        [$"Approvals:Templates:{NotOwnTemplate}:SelfApproval"] = "Refuse",
        [$"Approvals:Templates:{ConfirmTemplate}:Confirm"] = "true",
        ["Trail:Key"] = BotHost.TrailKey,
        ["Storage:Provider"] = store.Provider,
        ["ConnectionStrings:Bot"] = store.ConnectionString,
    };
}
