using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;
using SandboxPeople = Tallyfy.Sandbox.State.Members.People;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>The real sandbox in this process, on the story's clock.</summary>
internal sealed class SandboxHost : WebApplicationFactory<SandboxState>
{
    private readonly TimeProvider clock;
    private readonly bool isOnPort;
    private readonly SandboxState? seed;
    private readonly IReadOnlyDictionary<string, string> assumptions;

    /// <summary>
    /// On a port of this machine also another program reaches it; otherwise only this process does. Without a seed of
    /// its own it begins with the demo's Contoso. The assumptions are settings of the sandbox by name.
    /// </summary>
    public SandboxHost(
        TimeProvider clock,
        bool isOnPort = false,
        SandboxState? seed = null,
        IReadOnlyDictionary<string, string>? assumptions = null)
    {
        this.assumptions = assumptions ?? new Dictionary<string, string>();
        this.clock = clock;
        this.isOnPort = isOnPort;
        this.seed = seed;
        Wire = new TallyfyWire(Forbidden);

        if (isOnPort)
            UseKestrel(); // its port is a setting: given here, it would come too late for a program that starts as fast

        StartServer();

        if (!isOnPort)
            Server.PreserveExecutionContext = false;
    }

    /// <summary>Whoever and whatever is in it from the start is nobody's business either.</summary>
    public void ForbidSeed()
    {
        var state = Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
        {
            Forbidden.Add(LeakKind.Address, WellKnown.AdministratorEmail);

            // The bot's name is the product's.
            foreach (var member in state.People.Members.Where(member => member.Id != WellKnown.Bot))
                Forbidden.AddPerson($"{member.FirstName} {member.LastName}", member.Email);

            foreach (var guest in state.People.Guests)
                Forbidden.AddPerson($"{guest.FirstName} {guest.LastName}", guest.Email);

            foreach (var task in state.Tasks.All)
            {
                Forbidden.Add(LeakKind.Title, task.Title);
                Forbidden.Add(LeakKind.Title, task.Run?.Name);
            }
        }
    }

    /// <summary>What of this story no log, trace, metric or error may show.</summary>
    public Forbidden Forbidden { get; } = new();

    public TallyfyWire Wire { get; }

    /// <summary>Where its API is.</summary>
    public Uri Api => new(ClientOptions.BaseAddress, "api");

    /// <summary>The end of the line that leads to it.</summary>
    public HttpMessageHandler CreateHandler() => isOnPort ? new SocketsHttpHandler() : Server.CreateHandler();

    public async Task<LaunchedTask> LaunchAsync(object request)
    {
        var answer = await SendAsync(HttpMethod.Post, "/_sandbox/launch", request);
        return new LaunchedTask(
            answer.GetProperty("run_id").GetString(),
            answer.GetProperty("task_id").GetString()!,
            answer.GetProperty("title").GetString()!);
    }

    /// <summary>Somebody decides in Tallyfy's own page.</summary>
    public Task CompleteAsync(string task, string email, bool? isApproved) => SendAsync(
        HttpMethod.Post,
        $"/_sandbox/tasks/{task}/complete",
        new Dictionary<string, object?> { ["as"] = email, ["is_approved"] = isApproved });

    /// <summary>The id of a run's task, by its title.</summary>
    public string FindTask(string run, string title)
    {
        var state = Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            return state.Tasks.All.Single(task => task.Run?.Id == run && task.Title == title).Id;
    }

    public bool IsOpen(string task)
    {
        var state = Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            return !state.Tasks.All.Single(one => one.Id == task).IsCompleted;
    }

    public Task ReopenAsync(string task, string email) => SendAsync(
        HttpMethod.Post, $"/_sandbox/tasks/{task}/reopen", new Dictionary<string, object> { ["as"] = email });

    public Task ArchiveAsync(string task, string email) => SendAsync(
        HttpMethod.Post, $"/_sandbox/tasks/{task}/archive", new Dictionary<string, object> { ["as"] = email });

    public Task EditAsync(string task, object change) => SendAsync(HttpMethod.Put, $"/_sandbox/tasks/{task}", change);

    /// <summary>
    /// Somebody edits it through Tallyfy's API, which the feed tells; <see cref="EditAsync"/> is silent.
    /// </summary>
    public Task RetitleAsync(LaunchedTask task, string title) =>
        AskAsync(HttpMethod.Put, $"runs/{task.Run}/tasks/{task.Task}", new { title });

    /// <summary>The whole process is called off.</summary>
    public Task ArchiveRunAsync(string run) => AskAsync(HttpMethod.Delete, $"runs/{run}", null);

    /// <summary>What the API answers an administrator, as it is.</summary>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, object? body)
    {
        using var client = CreateClient();
        using var request = new HttpRequestMessage(method, $"/api/organizations/{WellKnown.OrganizationId}/{path}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Authorization = new("Bearer", WellKnown.AccessToken);
        request.Headers.Add("X-Tallyfy-Client", "APIClient");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public Task SetFaultAsync(params object[] faults) => SendAsync(HttpMethod.Put, "/_sandbox/faults", faults);

    public Task ClearFaultsAsync() => SendAsync(HttpMethod.Delete, "/_sandbox/faults", null);

    /// <summary>The administrator makes a new personal token in Tallyfy's settings.</summary>
    public async Task<string> IssueTokenAsync()
    {
        var owner = new Dictionary<string, object> { ["as"] = WellKnown.AdministratorEmail };
        return (await SendAsync(HttpMethod.Post, "/_sandbox/tokens", owner)).GetProperty("access_token").GetString()!;
    }

    /// <summary>It is a personal token of the administrator's from now on.</summary>
    public void AcceptToken(string token, DateTimeOffset until)
    {
        var state = Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            state.Tokens.Add(new AccessToken(token, WellKnown.Bot, until));
    }

    /// <summary>Its owner logged out of Tallyfy.</summary>
    public Task RevokeTokenAsync(string token) => SendAsync(HttpMethod.Post, "/_sandbox/tokens/revoke", new { token });

    /// <summary>Somebody joins, leaves, or gets another address.</summary>
    public void ChangePeople(Action<SandboxPeople> change)
    {
        var state = Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            change(state.People);
    }

    /// <summary>Somebody drew a template in Tallyfy.</summary>
    public void AddTemplate(Template template)
    {
        var state = Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            state.Templates.Add(template);
    }

    public Task ReportProblemAsync(string task, string email, string content, bool onProcess = false) =>
        SpeakAsync($"{task}/problem", email, content, onProcess);

    public Task ResolveProblemAsync(string task, string email, string content, bool onProcess = false) =>
        SpeakAsync($"{task}/resolve", email, content, onProcess);

    /// <summary>What the bot wrote to tasks.</summary>
    public IReadOnlyList<string> Comments
    {
        get
        {
            var state = Services.GetRequiredService<SandboxState>();

            lock (state.Gate)
                return
                [
                    .. state.Tasks.All.SelectMany(task => task.Threads).Select(thread => thread.Content)
                        .Where(content => content.Contains("via Teams", StringComparison.Ordinal)),
                ];
        }
    }

    /// <summary>The first comment of the bot, once it is there.</summary>
    public async Task<string> CommentAsync()
    {
        var state = Services.GetRequiredService<SandboxState>();
        var happened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        state.Events.Added += Look;

        try
        {
            if (Comments.Count == 0)
                await happened.Task.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);

            return Comments[0];
        }
        finally
        {
            state.Events.Added -= Look;
        }

        void Look(SandboxEvent one)
        {
            if (one.Verb is EventVerb.Commented)
                happened.TrySetResult();
        }
    }

    /// <summary>Every completion that was asked for through the API, refused ones too.</summary>
    public Task<IReadOnlyList<JournalLine>> CompletionsAsync() =>
        JournalAsync(path => path.EndsWith("/completed-tasks", StringComparison.Ordinal));

    /// <summary>Every reopening that was asked for through the API, refused ones too.</summary>
    public Task<IReadOnlyList<JournalLine>> ReopeningsAsync() =>
        JournalAsync(path => path.Contains("/completed-tasks/", StringComparison.Ordinal));

    /// <summary>
    /// Every write about a task through the API, refused ones too; comments follow a decision in their own time.
    /// </summary>
    public async Task<IReadOnlyList<JournalLine>> WritesAsync(string? task = null) =>
        [.. (await JournalAsync(path =>
                path.StartsWith("/api/", StringComparison.Ordinal)
                && !path.EndsWith("/comment", StringComparison.Ordinal)))
            .Where(line => task is null || line.Task == task)];

    private async Task<IReadOnlyList<JournalLine>> JournalAsync(Func<string, bool> isWanted) =>
        [.. (await SendAsync(HttpMethod.Get, "/_sandbox/journal", null)).EnumerateArray()
            .Where(line => isWanted(line.GetProperty("path").GetString()!))
            .Select(JournalLine.Of)];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("seed", "demo");

        if (isOnPort)
            builder.UseUrls("http://127.0.0.1:0");

        // A story's clock stands still, so all its requests fall into one minute.
        builder.UseSetting("Sandbox:RequestsPerMinute", "0");

        foreach (var (setting, value) in assumptions)
            builder.UseSetting($"{SandboxOptions.Section}:{setting}", value);

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(clock).AddLogging(logging => logging.ClearProviders());

            if (seed is not null)
                services.AddSingleton(seed);
        });
    }

    private Task SpeakAsync(string path, string email, string content, bool onProcess) => SendAsync(
        HttpMethod.Post,
        $"/_sandbox/tasks/{path}",
        new Dictionary<string, object> { ["as"] = email, ["content"] = content, ["on_process"] = onProcess });

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body)
    {
        Forbidden.AddWritten(body is null ? null : JsonSerializer.SerializeToNode(body));
        using var client = CreateClient();
        using var content = body is null ? null : JsonContent.Create(body);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}

internal sealed record LaunchedTask(string? Run, string Task, string Title);

internal sealed record JournalLine(
    string Task, long? TokenUser, long? Completer, bool? IsApproved, long? OverrideUser, int? Status)
{
    public static JournalLine Of(JsonElement line) => new(
        line.GetProperty("task_id").GetString() ?? "",
        Number(line, "token_user"),
        Number(line, "completer_id"),
        line.GetProperty("is_approved") is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag
            ? flag.GetBoolean()
            : null,
        line.GetProperty("body") is { ValueKind: JsonValueKind.Object } body ? Number(body, "override_user") : null,
        (int?)Number(line, "status"));

    private static long? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var number) && number.ValueKind is JsonValueKind.Number
            ? number.GetInt64()
            : null;
}
