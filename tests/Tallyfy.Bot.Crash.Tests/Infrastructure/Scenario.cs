using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>Sandbox and bots as real processes on one store, with everything between them seen and stoppable.</summary>
internal sealed class Scenario : IAsyncDisposable
{
    private const string Listening = "Now listening on: (http://[0-9.:]+)";

    // Starting is what costs: everything else mostly waits.
    private static readonly SemaphoreSlim Starting = new(2);

    private readonly string folder = Directory.CreateTempSubdirectory("tallyfy-crash-").FullName;
    private readonly HttpClient http = new(
        new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    private readonly BotOutput output = new();
    private readonly int[] ports;
    private readonly Child?[] bots;
    private readonly Engine engine;
    private readonly bool asApplication;
    private readonly bool isTold;
    private string botConnection = "";
    private ChatPlatform? teams;
    private BotStore? store;
    private Child? sandbox;
    private TallyfyLine? line;
    private PostgresLine? postgres;

    private Scenario(Engine engine, int processes, bool asApplication, bool isTold)
    {
        this.engine = engine;
        this.asApplication = asApplication;
        this.isTold = isTold;
        ports = [.. Enumerable.Range(0, processes).Select(_ => PostgresCluster.FreePort())];
        bots = new Child?[processes];
    }

    public Breakpoints Breakpoints { get; } = new();

    public ChatPlatform Teams => teams ?? throw new InvalidOperationException("The desk is not open.");

    public BotStore Store => store ?? throw new InvalidOperationException("The desk is not open.");

    public PostgresLine Postgres => postgres ?? throw new InvalidOperationException("This desk has a file.");

    private string[] Secrets =>
    [
        .. asApplication
            ? new[]
            {
                $"--Tallyfy:ClientId={Seed.ClientId}",
                $"--Tallyfy:ClientSecret={Seed.ClientSecret}",
                $"--Tallyfy:ServiceUser={Seed.ServiceUser}",
            }
            : [$"--Tallyfy:AccessToken={Seed.AccessToken}"],
        .. isTold
            ? new[]
            {
                $"--Tallyfy:PublicUrl=http://127.0.0.1:{ports[0]}",
                "--Tallyfy:WebhookSecret=the-sandbox-tells-the-desk",
            }
            : [],
    ];

    public Child Bot(int process) => bots[process]!;

    /// <summary>
    /// As an application the bot signs with each person's own token, which votes and undoing need; told, the sandbox's
    /// webhooks come to the first process.
    /// </summary>
    public static async Task<Scenario> OpenAsync(
        Engine engine, int processes, IReadOnlyList<Person> people, bool asApplication = false, bool isTold = false)
    {
        var desk = new Scenario(engine, processes, asApplication, isTold);

        try
        {
            await desk.StartAsync();

            foreach (var person in people)
                await desk.InstallAsync(person);

            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    public async Task StartBotAsync(int process)
    {
        await Starting.WaitAsync();

        try
        {
            bots[process] = output.Keep(await Child.StartAsync(
                Writing(Child.Service(
                    "Tallyfy.Bot",
                    folder,
                    [
                        "--urls", $"http://127.0.0.1:{ports[process]}",
                        $"--Tallyfy:BaseUrl={line!.Address}/api",
                        $"--Tallyfy:Organization={Seed.Organization}",
                        .. Secrets,
                        $"--Storage:Provider={engine}",
                        $"--ConnectionStrings:Bot={botConnection}",
                        "--Management:Urls=http://127.0.0.1:0",
                        "--Logging:Console:FormatterName=json", // as outside Development
                        "--Intake:SweepEvery=00:00:05",
                        // As the sandbox allows: with Tallyfy's own a sweep comes every 36 seconds.
                        "--Intake:Budget:PerMinute=300",
                        "--Intake:Budget:PerHour=18000",
                        "--Approvals:Lease=00:00:35",
                        "--Approvals:QuietPeriod=00:00:10",
                    ])),
                Listening,
                CancellationToken.None));
        }
        finally
        {
            Starting.Release();
        }
    }

    // Past a limit that a test sets, a write fails, as on a full disk; without this the system ends the program
    // instead.
    private static ProcessStartInfo Writing(ProcessStartInfo program)
    {
        var shell = new ProcessStartInfo(
            "sh", ["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", program.FileName, .. program.ArgumentList])
        {
            WorkingDirectory = program.WorkingDirectory,
        };

        foreach (var (name, value) in program.Environment)
            shell.Environment[name] = value;

        return shell;
    }

    /// <summary>kill -9; what was stopped for it is dropped, never passed on.</summary>
    public async Task KillBotAsync(int process)
    {
        await bots[process]!.KillAsync();
        Breakpoints.Abandon();
    }

    public Task<string> LaunchAsync(string title, params Person[] people) =>
        LaunchAsync(title, everyone: false, people);

    public async Task<string> LaunchAsync(string title, bool everyone, params Person[] people)
    {
        using var response = await http.PostAsJsonAsync(
            $"{sandbox!.Address}/_sandbox/launch",
            new
            {
                template = "Purchase request",
                title,
                assignees = people.Select(person => person.Email),
                everyone_must_complete = everyone,
            });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("task_id").GetString()!;
    }

    public async Task ReplaceFaultsAsync(params object[] rules)
    {
        using var response = await http.PutAsJsonAsync($"{sandbox!.Address}/_sandbox/faults", rules);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>All completions that Tallyfy accepted, by task.</summary>
    public async Task<ILookup<string, Completion>> CompletionsAsync() => (await JournalAsync())
            .Where(entry => entry.TryGetProperty("completer_id", out var id) && id.ValueKind is JsonValueKind.Number)
            .ToLookup(
                entry => entry.GetProperty("task_id").GetString()!,
                entry => new Completion(
                    entry.GetProperty("completer_id").GetInt64(), entry.GetProperty("is_approved").GetBoolean()));

    /// <summary>The task of every reopening that Tallyfy accepted.</summary>
    public async Task<IReadOnlyList<string>> ReopeningsAsync() =>
        [.. (await JournalAsync())
            .Where(entry => entry.GetProperty("method").GetString() == "DELETE"
                && entry.GetProperty("path").GetString()!.Contains("/completed-tasks/", StringComparison.Ordinal)
                && entry.GetProperty("status").GetInt32() == 200)
            .Select(entry => entry.GetProperty("task_id").GetString()!)];

    /// <summary>How many of the last webhooks, at most 500, came and how many were lost or found nobody.</summary>
    public async Task<(int Told, int Lost)> WebhooksAsync()
    {
        var sent = (await http.GetFromJsonAsync<JsonElement>($"{sandbox!.Address}/_sandbox/webhooks")).EnumerateArray()
            .ToLookup(one => one.TryGetProperty("status", out var status) && status.ValueKind is JsonValueKind.Number);
        return (sent[true].Count(), sent[false].Count());
    }

    /// <summary>
    /// The card comes to say who approved, and Tallyfy completed it once. The tap's own answer says so only where all
    /// of it took less than four seconds.
    /// </summary>
    public async Task IsApprovedOnceAsync(string title, string task, Person by)
    {
        Assert.True(
            await Eventually.UntilAsync(
                () => Teams.About(title).Any(shown => CardWords.Of(shown.Card).Contains(
                    shown.Reader == by ? "✓ You approved" : $"✓ Approved by {by.Name}", StringComparison.Ordinal)),
                Eventually.Most),
            $"no card says that {by.Name} approved \"{title}\"");
        Assert.Single((await CompletionsAsync())[task]);
    }

    /// <summary>What /health/ready answers.</summary>
    public async Task<HttpStatusCode> ReadinessAsync(int process)
    {
        using var response = await http.GetAsync($"http://127.0.0.1:{ports[process]}/health/ready");
        return response.StatusCode;
    }

    /// <summary>The words a tap was answered with, on a card or without one.</summary>
    public async Task<TapWords> TapForWordsAsync(int process, ChatMessage message, string verb)
    {
        var began = Stopwatch.GetTimestamp();
        var data = CardWords.FindAction(message.Card, verb)!["data"]!.DeepClone();
        using var activity = Json(Activities.Execute(message.Reader, message.Id, verb, data));
        using var response = await http.PostAsync($"http://127.0.0.1:{ports[process]}/api/messages", activity);
        var answer = await response.Content.ReadAsStringAsync();
        var words = JsonNode.Parse(answer)?["value"] switch
        {
            JsonValue text => (string)text!,
            JsonObject card => CardWords.Of(card),
            _ => $"{(int)response.StatusCode} {answer}",
        };
        return new TapWords(words, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Taps the card, again where it was answered that nothing was recorded.</summary>
    public async Task ApproveAsync(ChatMessage card)
    {
        TapWords? said = null;
        await Eventually.UntilAsync(
            async () => !(said = await TapForWordsAsync(0, card, "approve")).RecordedNothing, Eventually.Most);
        said!.Say("You approved");
    }

    /// <summary>Null when no answer came.</summary>
    public async Task<JsonNode?> TapAsync(int process, ChatMessage message, string verb, string? reason = null)
    {
        var data = CardWords.FindAction(message.Card, verb)!["data"]!.DeepClone().AsObject();

        if (reason is not null)
        {
            data["reason"] = reason;
            output.Forbidden.Add(LeakKind.Typed, reason);
        }

        return await InvokeAsync(process, Activities.Execute(message.Reader, message.Id, verb, data), null);
    }

    /// <summary>A tap of which only half has arrived when <paramref name="half"/> is reached.</summary>
    public Task<JsonNode?> TapHalfAsync(int process, ChatMessage message, string verb, Hold half) => InvokeAsync(
        process,
        Activities.Execute(
            message.Reader, message.Id, verb, CardWords.FindAction(message.Card, verb)!["data"]!.DeepClone()),
        half);

    /// <summary>
    /// What a client asks on its own when its reader opens the chat. Over plain HTTP the bot draws no refresh, but
    /// answers it.
    /// </summary>
    public async Task<JsonNode?> RefreshAsync(int process, ChatMessage message) =>
        CardWords.FindAction(message.Card, "approve")?["data"] is { } data
            ? await InvokeAsync(
                process, Activities.Execute(message.Reader, message.Id, "refresh", data.DeepClone()), null)
            : message.Card;

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in bots.OfType<Child>())
            await bot.DisposeAsync();

        Breakpoints.Abandon();

        try
        {
            if (bots[0] is not null)
                await output.LookThroughAsync(http, sandbox!.Address, Secrets);
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        if (sandbox is not null)
            await sandbox.DisposeAsync();

        if (line is not null)
            await line.DisposeAsync();

        postgres?.Dispose();

        if (teams is not null)
            await teams.DisposeAsync();

        if (store is not null)
            await store.DisposeAsync();

        Breakpoints.Dispose();
        http.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync()
    {
        teams = await ChatPlatform.OpenAsync(Breakpoints);
        var database = Path.Combine(folder, "bot.db");
        botConnection = $"Data Source={database}";
        var own = $"Data Source={database};Mode=ReadOnly";

        if (engine is Engine.Postgres)
        {
            var cluster = await PostgresCluster.StartedAsync();
            var name = await cluster.CreateDatabaseAsync("template0");
            postgres = new PostgresLine(Breakpoints, cluster.Port);
            botConnection = PostgresCluster.ConnectionTo(postgres.Port, name);
            own = PostgresCluster.ConnectionTo(cluster.Port, name);
        }

        store = new BotStore(engine, own);
        sandbox = await Child.StartAsync(
            Child.Service(
                "Tallyfy.Sandbox",
                folder,
                "--urls",
                "http://127.0.0.1:0",
                "--seed",
                "demo",
                "--Sandbox:RequestsPerMinute=0"),
            Listening,
            CancellationToken.None);
        line = await TallyfyLine.OpenAsync(Breakpoints, sandbox.Address);

        for (var process = 0; process < bots.Length; process++)
            await StartBotAsync(process);
    }

    private async Task<IReadOnlyList<JsonElement>> JournalAsync() =>
        [.. (await http.GetFromJsonAsync<JsonElement>($"{sandbox!.Address}/_sandbox/journal")).EnumerateArray()];

    private async Task InstallAsync(Person person)
    {
        using var activity = Json(Activities.Installation(person, "add"));
        using var response = await http.PostAsync($"http://127.0.0.1:{ports[0]}/api/messages", activity);
        response.EnsureSuccessStatusCode();
    }

    private async Task<JsonNode?> InvokeAsync(int process, JsonObject activity, Hold? half)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{ports[process]}/api/messages");
        request.Content = half is null ? Json(activity) : new HalfContent(At(activity).ToJsonString(), half);
        request.Headers.ExpectContinue = half is not null;

        try
        {
            using var response = await http.SendAsync(request);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
            return (string?)answer?["type"] == "application/vnd.microsoft.card.adaptive" ? answer["value"] : null;
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }

    private StringContent Json(JsonObject activity) =>
        new(At(activity).ToJsonString(), Encoding.UTF8, "application/json");

    private JsonObject At(JsonObject activity)
    {
        activity["serviceUrl"] = Teams.ServiceUrl;
        return activity;
    }
}

/// <summary>One completion as Tallyfy recorded it.</summary>
internal sealed record Completion(long Completer, bool IsApproved);
