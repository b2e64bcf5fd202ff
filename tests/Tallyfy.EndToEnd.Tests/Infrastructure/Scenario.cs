using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Playwright;

namespace Tallyfy.EndToEnd.Tests.Infrastructure;

/// <summary>Sandbox, bot and Microsoft's Playground as real processes, and a real browser in front of them.</summary>
internal sealed class Scenario(Chromium chromium) : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tallyfy-desk-").FullName;
    private readonly List<IAsyncDisposable> parts = [];
    private readonly List<IPage> pages = [];
    private readonly Dictionary<(string Person, string Channel), PlaygroundPage> windows = [];
    private readonly HttpClient http = new();
    private readonly BotOutput output = new();
    private string sandbox = "";
    private readonly int botPort = FreePort();
    private string[] botSettings = [];
    private Child? botProcess;

    // The same stories through the second door, where the environment says so.
    private static string Door =>
        Environment.GetEnvironmentVariable("STORY_DOOR") is "BotBuilder" ? "Tallyfy.Bot.BotBuilder" : "Tallyfy.Bot";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Bot => $"http://127.0.0.1:{botPort}";

    public static async Task<Scenario> OpenAsync(
        Chromium chromium,
        bool asApplication,
        TimeSpan? sweepEvery = null,
        bool isTold = false,
        params string[] settings)
    {
        var desk = new Scenario(chromium);

        try
        {
            await desk.StartServicesAsync(asApplication, sweepEvery ?? TimeSpan.FromSeconds(2), isTold, settings);
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    /// <summary>A Playground with this person at the keyboard, with the chat with the bot open.</summary>
    public async Task<PlaygroundPage> SitDownAsync(string person, string channel = "msteams")
    {
        if (windows.TryGetValue((person, channel), out var window))
        {
            await window.OpenPersonalChatAsync();
            return window;
        }

        return windows[(person, channel)] = await OpenPlaygroundAsync(person, channel);
    }

    private async Task<PlaygroundPage> OpenPlaygroundAsync(string person, string channel)
    {
        var port = FreePort();
        var home = Directory.CreateDirectory(Path.Combine(folder, $"{person}-{port}")).FullName;
        var start = new ProcessStartInfo(
            "node",
            [
                Repository.NodeModule("@microsoft/m365agentsplayground/cli.js"),
                "-e", $"{Bot}/api/messages", "-c", channel, "-p", $"{port}", "--dt",
            ])
        { WorkingDirectory = home };
        start.Environment["M365_AGENTS_PLAYGROUND_CONFIG_PATH"] =
            Path.Combine(Repository.Root, "tests", "Tallyfy.EndToEnd.Tests", "People", $"{person}.yml");
        start.Environment["M365_AGENTS_PLAYGROUND_LOGFILE"] = Path.Combine(home, "own.log");
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";

        parts.Add(await Child.StartAsync(start, $"Listening on ({port})", Token));

        var page = await NewPageAsync(1400, 1800);
        var playground = new PlaygroundPage(page, output.Forbidden);
        playground.Listen();
        await page.GotoAsync($"http://localhost:{port}");
        return playground;
    }

    /// <summary>Tallyfy's own page, as far as the sandbox has one.</summary>
    public async Task<IPage> OpenTallyfyAsync()
    {
        var page = await NewPageAsync(1280, 720);
        await page.GotoAsync(sandbox);
        return page;
    }

    /// <summary>Sends the bot an activity as the Playground does: from this machine, and without a token.</summary>
    public async Task<JsonElement> MockAsync(object activity)
    {
        using var response = await http.PostAsJsonAsync($"{Bot}/api/messages", activity, Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    /// <summary>Launches in the sandbox; answers the task's id.</summary>
    public async Task<string> LaunchAsync(object request)
    {
        using var response = await http.PostAsJsonAsync($"{sandbox}/_sandbox/launch", request, Token);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("task_id").GetString()!;
    }

    /// <summary>Does something in Tallyfy that is no decision: the sandbox's own routes.</summary>
    public async Task SendToSandboxAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"{sandbox}/_sandbox/{path}")
        {
            Content = JsonContent.Create(body),
        };
        using var response = await http.SendAsync(request, Token);
        response.EnsureSuccessStatusCode();
    }

    public async Task CompleteInTallyfyAsync(string task, string email, bool isApproved)
    {
        using var response = await http.PostAsJsonAsync(
            $"{sandbox}/_sandbox/tasks/{task}/complete",
            new Dictionary<string, object> { ["as"] = email, ["is_approved"] = isApproved },
            Token);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What the bot asked Tallyfy to complete about this task.</summary>
    public Task<IReadOnlyList<JsonElement>> CompletionsAsync(string task) =>
        JournalAsync(task, path => path.EndsWith("/completed-tasks", StringComparison.Ordinal));

    /// <summary>What the bot asked Tallyfy to reopen.</summary>
    public Task<IReadOnlyList<JsonElement>> ReopeningsAsync(string task) =>
        JournalAsync(task, path => path.EndsWith($"/completed-tasks/{task}", StringComparison.Ordinal));

    /// <summary>Tallyfy completed it once, as the bot asked, and in this person's name.</summary>
    public async Task IsRecordedAsync(string task, long person, bool isApproved)
    {
        var completion = Assert.Single(await CompletionsAsync(task));

        Assert.Equal(200, completion.GetProperty("status").GetInt32());
        Assert.Equal(person, completion.GetProperty("completer_id").GetInt64());
        Assert.Equal(person, completion.GetProperty("body").GetProperty("override_user").GetInt64());
        Assert.Equal(isApproved, completion.GetProperty("body").GetProperty("is_approved").GetBoolean());
        Assert.Equal(JsonValueKind.Number, completion.GetProperty("token_user").ValueKind);
    }

    private async Task<IReadOnlyList<JsonElement>> JournalAsync(string task, Func<string, bool> isWanted) =>
        [.. (await http.GetFromJsonAsync<JsonElement>($"{sandbox}/_sandbox/journal", Token)).EnumerateArray()
            .Where(
                line => line.GetProperty("task_id").GetString() == task
                    && isWanted(line.GetProperty("path").GetString()!))];

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (botProcess is not null)
            {
                await botProcess.DisposeAsync();
                await output.WriteAsync(NameOfLog(), Token);
                await output.LookThroughAsync(http, sandbox, botSettings);
            }
        }
        finally
        {
            foreach (var part in Enumerable.Reverse(parts))
                await part.DisposeAsync();

            foreach (var page in pages)
                await page.CloseAsync();

            http.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Ends the bot the hard way and starts it again on the same store.</summary>
    public async Task RestartBotAsync()
    {
        await botProcess!.DisposeAsync();
        await StartBotAsync();
    }

    private async Task StartBotAsync() => botProcess = output.Keep(await Child.StartAsync(
        Child.Service(Door, folder, botSettings), "Now listening on: (http://[0-9.:]+)", Token));

    private async Task StartServicesAsync(bool asApplication, TimeSpan sweepEvery, bool isTold, string[] settings)
    {
        var sandboxProcess = await Child.StartAsync(
            Child.Service("Tallyfy.Sandbox", folder, "--urls", "http://127.0.0.1:0", "--seed", "demo"),
            "Now listening on: (http://[0-9.:]+)",
            Token);
        parts.Add(sandboxProcess);
        sandbox = sandboxProcess.Address;

        string[] credentials = asApplication
            ?
            [
                $"--Tallyfy:ClientId={Seed.ClientId}",
                $"--Tallyfy:ClientSecret={Seed.ClientSecret}",
                $"--Tallyfy:ServiceUser={Seed.ServiceUser}",
            ]
            : [$"--Tallyfy:AccessToken={Seed.AccessToken}"];

        botSettings =
        [
            "--urls", Bot,
            "--Management:Urls=http://127.0.0.1:0",
            "--Logging:Console:FormatterName=json", // as outside Development: those lines are looked through
            $"--Tallyfy:BaseUrl={sandbox}/api",
            $"--Tallyfy:Organization={Seed.Organization}",
            .. credentials,
            $"--Tallyfy:RunTaskLink={sandbox}/#{{task}}",
            $"--Tallyfy:StandaloneTaskLink={sandbox}/#{{task}}",
            $"--ConnectionStrings:Bot=Data Source={Path.Combine(folder, "bot.db")}",
            $"--Intake:SweepEvery={sweepEvery}",
            $"--Intake:FeedEvery={sweepEvery}",
            "--Intake:Budget:PerMinute=300", // as the sandbox allows; with Tallyfy's own a sweep comes every 36 seconds
            "--Intake:Budget:PerHour=18000",
            .. isTold
                ? new[] { $"--Tallyfy:PublicUrl={Bot}", "--Tallyfy:WebhookSecret=the-sandbox-tells-the-desk" }
                : [],
            "--Emulator:ActAs=alexw@example.com",
            "--Delivery:CardsAtOnce=100", // a story's approval comes as a card beside those of the seed
            .. settings,
        ];
        await StartBotAsync();
    }

    private static string NameOfLog() => TestContext.Current.Test?.TestCase.TestMethodName
        ?? TestContext.Current.TestClass?.TestClassSimpleName ?? "desk";

    private async Task<IPage> NewPageAsync(int width, int height)
    {
        var page = await chromium.NewPageAsync(width, height);
        pages.Add(page);
        page.SetDefaultTimeout(PlaygroundPage.Hang);
        return page;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Any, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
