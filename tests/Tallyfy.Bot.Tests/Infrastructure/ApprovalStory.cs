using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Tells a story: people install, approvals are launched, cards are tapped, and what everybody sees is read.
/// </summary>
internal sealed class ApprovalStory : IAsyncDisposable
{
    private readonly string folder = StoryFolder.Create();
    private readonly StoryStore store;
    private readonly CredentialMode mode;
    private readonly Action<IServiceCollection>? replace;
    private IReadOnlyDictionary<string, string?>? settings;
    private readonly List<(BotHost Bot, HttpClient Client)> others = [];
    private DateTimeOffset storeClock;
    private BotHost bot;
    private HttpClient client;

    private ApprovalStory(
        CredentialMode mode,
        IReadOnlyDictionary<string, string?>? settings,
        bool isOnPort,
        IReadOnlyDictionary<string, string>? assumptions = null,
        Action<IServiceCollection>? replace = null)
    {
        this.replace = replace;
        BotClock = new SkewedClock(Clock);
        storeClock = Clock.GetUtcNow();
        store = StoryStore.Create(folder, storeClock);
        this.mode = mode;
        this.settings = settings;
        Sandbox = new SandboxHost(Clock, isOnPort, assumptions: assumptions);
        Teams.Log = () => Log;
        (bot, client) = Start();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>The same as the bot's machine has it.</summary>
    public SkewedClock BotClock { get; }

    public SandboxHost Sandbox { get; }

    public ScriptedConnector Teams { get; } = new();

    public string Log => bot.Log.Text;

    public ScriptedGraph Graph => bot.Graph;

    public OwnIssuer Issuer => bot.Issuer;

    public IServiceProvider Services => bot.Services;

    /// <summary>Where this machine reaches the bot.</summary>
    public Uri Address => client.BaseAddress!;

    public LeakScan Leaks => bot.Leaks;

    public ErrorBodies Answers => bot.Answers;

    /// <summary>Ends when the bot has logged these words.</summary>
    public Task LoggedAsync(string words) =>
        UntilAsync($"logged \"{words}\"", () => Task.FromResult(Log.Contains(words, StringComparison.Ordinal)));

    /// <summary>Ends when Tallyfy was asked what waits, whatever it answered: before that nobody has looked.</summary>
    public Task LookedAsync() => UntilAsync("the first sweep", () => Task.FromResult(
        Log.Contains("Swept ", StringComparison.Ordinal) || Log.Contains("Sweep of ", StringComparison.Ordinal)));

    /// <summary>Ends when it is so; the bot's log is the signal to look again.</summary>
    public Task UntilAsync(
        string what, Func<Task<bool>> isSo, TimeSpan? patience = null, Action? whenQuiet = null) =>
        bot.Log.UntilAsync(what, isSo, patience ?? Hang.Guard, Teams.Waken + whenQuiet);

    private IEnumerable<BotHost> Processes => [bot, .. others.Select(other => other.Bot)];

    public static ApprovalStory Begin(
        CredentialMode mode = CredentialMode.PersonalToken, IReadOnlyDictionary<string, string?>? settings = null) =>
        new(mode, settings, isOnPort: false);

    /// <summary>With parts of the bot replaced.</summary>
    public static ApprovalStory BeginWith(
        Action<IServiceCollection> replace,
        IReadOnlyDictionary<string, string?>? settings = null,
        CredentialMode mode = CredentialMode.PersonalToken) =>
        new(mode, settings, isOnPort: false, replace: replace);

    /// <summary>Tallyfy answers by these settings of the sandbox, not by its usual ones.</summary>
    public static ApprovalStory BeginUnder(
        IReadOnlyDictionary<string, string> assumptions,
        CredentialMode mode,
        IReadOnlyDictionary<string, string?>? settings = null) =>
        new(mode, settings, isOnPort: false, assumptions);

    /// <summary>Tallyfy is on a port of this machine: commands at the command line reach it as the bot does.</summary>
    public static ApprovalStory BeginOnPort(IReadOnlyDictionary<string, string?>? settings = null) =>
        new(CredentialMode.PersonalToken, settings, isOnPort: true);

    /// <summary>
    /// Installed for this person, welcomed, and one new approval waits for these people with its cards shown.
    /// </summary>
    public static async Task<(ApprovalStory Story, LaunchedTask Task)> WaitingForAsync(
        Person person, CredentialMode mode = CredentialMode.PersonalToken)
    {
        var story = Begin(mode);
        await story.InstallAsync(person);
        return (story, await story.LaunchAsync("A new coffee machine", person));
    }

    public async Task InstallAsync(Person person)
    {
        await PostAsync(Activities.Installation(person, "add"));
        await Teams.WaitForAsync(message => message.Chat == person.Chat);
    }

    public Task RemoveAsync(Person person) => PostAsync(Activities.Installation(person, "remove"));

    /// <summary>Launches, lets the sweep find it, and waits for the card of each person.</summary>
    public Task<LaunchedTask> LaunchAsync(string title, params Person[] people) => LaunchAsync(title, people, people);

    /// <summary>
    /// The same where not everybody is reached: waits for the cards of some; of nobody, until the bot has read it.
    /// </summary>
    public Task<LaunchedTask> LaunchAsync(string title, IReadOnlyList<Person> people, IReadOnlyList<Person> seenBy) =>
        LaunchAsync("Purchase request", title, people, seenBy);

    public Task<LaunchedTask> LaunchFromAsync(string template, string title, Person person) =>
        LaunchAsync(template, title, [person], [person]);

    private async Task<LaunchedTask> LaunchAsync(
        string template, string title, IReadOnlyList<Person> people, IReadOnlyList<Person> seenBy)
    {
        var assignees = people.Select(person => person.Email);
        var task = await Sandbox.LaunchAsync(new { template, title, assignees });
        Sweep();

        foreach (var person in seenBy)
            await CardAsync(person, title, whenQuiet: Sweep);

        if (seenBy.Count == 0)
            await UntilAsync("it is read", () => Task.FromResult(Processes.Any(
                process => process.Log.Text.Contains($"{task.Task}#1 is now Pending", StringComparison.Ordinal))));

        return task;
    }

    public void Sweep() => Advance(BotHost.SweepEvery);

    /// <summary>Time passes, and the outbox looks at the clock.</summary>
    public void Advance(TimeSpan time)
    {
        if (time > BotHost.SweepEvery)
            Sandbox.Wire.Rests();

        storeClock += time;
        store.SetClock(storeClock);
        Clock.Advance(time);

        foreach (var process in Processes)
            process.Waken();
    }

    /// <summary>Looks again and again, and every process with it: nobody tells one what another has written.</summary>
    public Task UntilAsync(Func<bool> isSo) => UntilAsync(() => Task.FromResult(isSo()));

    public Task UntilAsync(Func<Task<bool>> isSo)
    {
        Advance(TimeSpan.Zero);
        return bot.Log.UntilAsync(
            "it",
            isSo,
            Hang.Guard,
            () => Advance(TimeSpan.Zero),
            TimeSpan.FromMilliseconds(20));
    }

    /// <summary>As if a process that is gone now had sent this tenant's cards a moment ago.</summary>
    public Task HoldTenantElsewhereAsync(TimeSpan lease) => bot.Services.GetRequiredService<Database>().WriteAsync(
        unit => unit.ExecuteAsync(
            """
            insert into leases (kind, name, holder, lease_until)
            values ('Tenant', @tenant, 'somebody else', bot_now() + @lease)
            on conflict (kind, name) do update set holder = excluded.holder, lease_until = excluded.lease_until
            """,
            new { tenant = Person.Tenant, lease = (long)lease.TotalMilliseconds },
            TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken);

    /// <summary>What was sent has its answer, and the bot has kept it.</summary>
    public Task AnsweredAsync() => Task.WhenAll(Processes
        .SelectMany(process => process.Services.GetServices<IHostedService>().OfType<OutboxWorker>())
        .Select(worker => worker.FinishAsync(TestContext.Current.CancellationToken)));

    /// <summary>Long enough for a try without an answer to be looked at again.</summary>
    public void PassQuietPeriod() => Advance(TimeSpan.FromSeconds(170));

    /// <summary>The person's card about this title, once it is so; when it is quiet, something is done.</summary>
    public Task<ChatMessage> CardAsync(
        Person person, string title, Func<ChatMessage, bool>? isSo = null, Action? whenQuiet = null) =>
        Teams.WaitForAsync(message => message.Chat == person.Chat
            && message.Words.Contains(title, StringComparison.Ordinal)
            && !message.Words.Contains("approvals that wait for you:", StringComparison.OrdinalIgnoreCase)
            && (isSo?.Invoke(message) ?? true), whenQuiet);

    public async Task<TapAnswer> TapAsync(Person person, ChatMessage message, string verb, string? reason = null)
    {
        var data = CardWords.FindAction(message.Card, verb)!["data"]!.DeepClone().AsObject();

        if (reason is not null)
            data["reason"] = reason;

        return await InvokeAsync(Activities.Execute(person, message.Id, verb, data));
    }

    /// <summary>The same tap, arriving at one of the processes.</summary>
    public async Task<TapAnswer> TapAtAsync(
        int process,
        Person person,
        ChatMessage message,
        string verb,
        string? reason = null)
    {
        var data = CardWords.FindAction(message.Card, verb)!["data"]!.DeepClone().AsObject();
        data["reason"] = reason;
        var at = process == 0 ? client : others[process - 1].Client;
        Sandbox.Forbidden.AddWritten(data);
        using var content = JsonContent.Create(Activities.Execute(person, message.Id, verb, data));
        using var response = await at.PostAsync("/api/messages", content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return TapAnswer.Of(JsonNode.Parse(text)!.AsObject());
    }

    /// <summary>
    /// What an older client sends: the action's fallback, as a message. The bot knows its message by then: one that is
    /// tapped before is shown once more.
    /// </summary>
    public async Task<(HttpStatusCode Status, string Text)> SubmitAsync(
        Person person, ChatMessage message, string verb, string? reason = null)
    {
        await AnsweredAsync();
        var data = CardWords.FindAction(message.Card, verb)!["fallback"]!["data"]!.DeepClone().AsObject();

        if (reason is not null)
            data["reason"] = reason;

        return await PostAsync(Activities.Submit(person, message.Id, data));
    }

    /// <summary>Writes to the bot and reads what it answers there.</summary>
    public async Task<ChatMessage> SayAsync(Person person, string text)
    {
        var before = Teams.Messages.Select(message => message.Id).ToHashSet();
        await PostAsync(Activities.Message(person, text));
        return await Teams.WaitForAsync(message => message.Chat == person.Chat && !before.Contains(message.Id));
    }

    public async Task<TapAnswer> InvokeAsync(JsonObject activity)
    {
        var (status, text) = await PostAsync(activity);

        Assert.Equal(HttpStatusCode.OK, status);
        return TapAnswer.Of(JsonNode.Parse(text)!.AsObject());
    }

    public Task<(HttpStatusCode Status, string Text)> PostAsync(JsonObject activity)
    {
        Sandbox.Forbidden.AddWritten(activity);
        return PostAsync(new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"));
    }

    public async Task<(HttpStatusCode Status, string Text)> PostAsync(HttpContent content)
    {
        using var response = await client.PostAsync("/api/messages", content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Tallyfy, or somebody else, tells by webhook.</summary>
    public async Task<HttpStatusCode> TellAsync(string secret, HttpContent body, string? organization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/tallyfy/{secret}") { Content = body };
        request.Headers.TransferEncodingChunked = body.Headers.ContentLength is null; // this client would measure it

        if (organization is not null)
            request.Headers.Add("X-Tallyfy-orgID", organization);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>The whole answer, headers too.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        client.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(string path) =>
        client.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> AskAsOperatorAsync(string path) =>
        client.GetAsync(new Uri(bot.Management, path), TestContext.Current.CancellationToken);

    /// <summary>It reaches whichever process runs when it goes somewhere.</summary>
    public PersonBrowser OpenBrowser() =>
        new(() => client.BaseAddress!);

    public Task<long> CountSessionsAsync() => store.CountSessionsAsync();

    public Task PlanByLoopsAsync() => store.PlanByLoopsAsync();

    /// <summary>The store keeps nothing until this is disposed.</summary>
    public Task<IAsyncDisposable> RefuseWritesAsync() => store.RefuseWritesAsync();

    /// <summary>What an operator is answered at the command line, beside the running bot.</summary>
    public async Task<(int? ExitCode, string Text)> CommandAsync(params string[] words)
    {
        await using var output = new StringWriter();
        var code = await OperatorCommands.AnswerAsync(
            [
                words[0],
                $"--Storage:Provider={store.Provider}",
                $"--ConnectionStrings:Bot={store.ConnectionString}",
                $"--Trail:Key={BotHost.TrailKey}",
                $"--Tallyfy:BaseUrl={Sandbox.Api}",
                $"--Tallyfy:Organization={WellKnown.OrganizationId}",
                $"--Tallyfy:AccessToken={WellKnown.AccessToken}",
                .. words[1..],
            ],
            output,
            TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }

    /// <summary>Another process on the same store.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        (bot, client) = Start();
    }

    /// <summary>The same after a time in which nothing runs, and with these settings changed.</summary>
    public async Task RestartAsync(TimeSpan rest, params IEnumerable<KeyValuePair<string, string?>> changed)
    {
        await StopAsync();
        storeClock += rest;
        store.SetClock(storeClock);
        Clock.Advance(rest);
        settings = (settings ?? new Dictionary<string, string?>()).Concat(changed)
            .GroupBy(pair => pair.Key)
            .ToDictionary(group => group.Key, group => group.Last().Value);
        (bot, client) = Start();
    }

    /// <summary>One more process on the same store, until the story ends; a file takes only one.</summary>
    public void StartAnother()
    {
        others.Add(Start());
        Teams.Waken = () => Advance(TimeSpan.Zero);
    }

    public Task StopAsync() => StopAsync((bot, client));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();

            foreach (var other in others)
                await StopAsync(other);
        }
        finally
        {
            await Sandbox.DisposeAsync();
            await store.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task StopAsync((BotHost Bot, HttpClient Client) process)
    {
        process.Client.Dispose();
        await process.Bot.DisposeAsync();
    }

    private (BotHost Bot, HttpClient Client) Start()
    {
        var host = new BotHost(Sandbox, Teams, BotClock, store, mode, settings, replace);
        host.StartServer();
        return (host, host.CreateClient());
    }
}
