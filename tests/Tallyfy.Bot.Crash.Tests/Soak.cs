using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>
/// Two bots on one PostgreSQL, people who tap, neighbours that fail, and a process that dies every few seconds.
/// </summary>
internal sealed class Soak(Scenario desk, int decisions, int kills, int seed, Action<string> progress)
{
    private const int Processes = 2;
    private static readonly TimeSpan ForRest = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(250);
    private const int RoundsPerLine = 120;
    private static readonly Person[] People = [Person.Alex, Person.Megan, Person.Adele, Person.Lynne];

    // A long run keeps more approvals open at a time, or it would take a night.
    private readonly int mostOpen = Math.Clamp(decisions / 50, 12, 40);
    private readonly Random random = new(seed);
    private readonly Dictionary<string, string> tasks = []; // title to task
    private readonly ConcurrentQueue<Promise> promises = [];
    private readonly ConcurrentBag<Task> tapping = [];
    private readonly bool[] isUp = [true, true];
    private int killed;
    private int taps;

    public static async Task<SoakResult> RunAsync(int decisions, int kills, int seed, Action<string> progress)
    {
        await using var desk = await Scenario.OpenAsync(Engine.Postgres, Processes, People, isTold: true);
        var soak = new Soak(desk, decisions, kills, seed, progress);
        await soak.StormAsync();
        return await soak.CountAsync();
    }

    /// <summary>
    /// Launches, taps, breaks and kills until every approval has been decided and every kill is done.
    /// </summary>
    private async Task StormAsync()
    {
        desk.Teams.Interfere = () => Draw(100) switch
        {
            < 4 => ChatFault.RefusedBefore,
            < 7 => ChatFault.RefusedAfter,
            < 9 => ChatFault.DroppedBefore,
            < 11 => ChatFault.DroppedAfter,
            < 15 => ChatFault.Throttled,
            _ => ChatFault.None,
        };

        using var clock = new PeriodicTimer(Round);
        var rounds = 0;

        while (await clock.WaitForNextTickAsync())
        {
            var completions = await desk.CompletionsAsync();
            var open = tasks.Where(task => !completions.Contains(task.Value)).Select(task => task.Key).ToList();

            if (tasks.Count == decisions && killed >= kills && open.Count == 0)
                break;

            if (++rounds % 8 == 0)
                await BreakTallyfyAsync();

            if (rounds % RoundsPerLine == 0)
                progress($"{tasks.Count - open.Count} of {decisions} decided, {killed} of {kills} kills, {taps} taps");

            // As many kills for each decision as were asked for, spread over the whole run.
            if (killed < kills && (killed * decisions <= (tasks.Count - open.Count) * kills || rounds % 60 == 0))
                await KillAsync();

            for (var more = open.Count; more < mostOpen && tasks.Count < decisions; more++)
                await LaunchAsync();

            foreach (var title in open.Where(_ => Draw(4) == 0))
                Tap(title);
        }

        await desk.ReplaceFaultsAsync();
        desk.Teams.Interfere = () => ChatFault.None;
        await Task.WhenAll(tapping);
        progress($"{decisions} decided, {killed} kills, {taps} taps; waiting until everything is at rest");
    }

    private async Task LaunchAsync()
    {
        var title = $"Matter {tasks.Count + 1:d5} x";
        var people = People.OrderBy(_ => Draw(1000)).Take(2).ToArray();
        tasks[title] = await desk.LaunchAsync(title, people);
    }

    // The restart runs beside the storm; the other process works meanwhile, and may be killed too.
    private async Task KillAsync()
    {
        var process = Draw(Processes);

        if (!isUp[process])
            return;

        isUp[process] = false;
        killed++;
        await desk.KillBotAsync(process);
        tapping.Add(RestartAsync(process));
    }

    private async Task RestartAsync(int process)
    {
        await desk.StartBotAsync(process);
        isUp[process] = true;
    }

    private Task BreakTallyfyAsync()
    {
        object[] all =
        [
            new { path = "/api/", delay_ms = 300 + Draw(700), times = 4 },
            new { path = "/api/", status = 503, when = "before", times = 2 },
            new { method = "POST", path = "^.*completed-tasks", status = 502, when = "after", times = 1 },
            new { method = "POST", path = "^.*completed-tasks", drop = true, when = "after", times = 1 },
            new { method = "POST", path = "^.*completed-tasks", drop = true, when = "before", times = 1 },
            new { path = "/api/", status = 429, retry_after = 1, times = 2 },
            new { method = "GET", path = "/api/", drop = true, times = 2 },
            new { webhook = new { lose = true }, times = 1 + Draw(4) },
            new { webhook = new { copies = 2 + Draw(4) }, times = 3 },
            new { webhook = new { hold = 1 + Draw(3) }, times = 1 },
        ];
        return desk.ReplaceFaultsAsync([.. all.Where(_ => Draw(3) == 0)]);
    }

    /// <summary>One person, sometimes twice, sometimes two people who disagree, at whichever process.</summary>
    private void Tap(string title)
    {
        var asking = desk.Teams.About(title).Where(message => message.Asks).ToList();

        if (asking.Count == 0)
            return;

        var card = asking[Draw(asking.Count)];
        var isApproval = Draw(3) > 0;
        tapping.Add(TapAsync(title, card, isApproval));

        if (Draw(5) == 0)
            tapping.Add(TapAsync(title, card, isApproval));

        if (Draw(5) == 0)
            tapping.Add(TapAsync(title, asking[Draw(asking.Count)], !isApproval));
    }

    private async Task TapAsync(string title, ChatMessage card, bool isApproval)
    {
        Interlocked.Increment(ref taps);
        var answer = await desk.TapAsync(
            Draw(Processes), card, isApproval ? "approve" : "reject", isApproval ? null : "Too dear");

        if (IsPromise(answer, card.Reader, isApproval))
            promises.Enqueue(new Promise(title, card.Reader, isApproval));
    }

    /// <summary>The answer tells the person that their own verdict stands or is being sent.</summary>
    private static bool IsPromise(JsonNode? answer, Person person, bool isApproval)
    {
        var words = CardWords.Of(answer);
        var verdict = isApproval ? "Approved" : "Rejected";

        return words.Contains($"{verdict} by {person.Name}", StringComparison.Ordinal)
            || words.Contains($"{verdict} by you", StringComparison.Ordinal);
    }

    private async Task<SoakResult> CountAsync()
    {
        var rested = await Eventually.UntilAsync(desk.Store.IsAtRestAsync, ForRest);
        var completions = await desk.CompletionsAsync();
        var reachable = (await desk.Store.ReachableAsync()).ToHashSet();
        var result = new SoakResult
        {
            Seed = seed,
            Decisions = tasks.Count,
            Kills = killed,
            Taps = taps,
            Promises = promises.Count,
        };

        if (!rested)
            result.Faults.AddRange((await desk.Store.UnrestAsync()).Select(what => $"not at rest: {what}"));

        (result.WebhooksTold, result.WebhooksLost) = await desk.WebhooksAsync();
        result.Faults.AddRange((await desk.Store.GivenUpAsync()).Select(what => $"given up: {what}"));

        foreach (var (title, task) in tasks)
        {
            var done = completions[task].ToList();
            result.Lost += done.Count == 0 ? 1 : 0;
            result.Doubled += done.Count > 1 ? 1 : 0;

            if (done.Count != 1)
                result.Faults.Add($"{title}: {done.Count} completions");

            await JudgeAsync(result, title, done.FirstOrDefault(), reachable);
        }

        foreach (var (title, person, isApproval) in promises.Distinct())
        {
            if (completions[tasks[title]].FirstOrDefault() != new Completion(person.Member, isApproval))
            {
                result.Broken++;
                result.Faults.Add(
                    $"{title}: told {person.Name} that {(isApproval ? "approved" : "rejected")} stands, and it "
                    + "does not");
            }
        }

        return result;
    }

    private async Task JudgeAsync(SoakResult result, string title, Completion? done, HashSet<string> reachable)
    {
        foreach (var card in desk.Teams.About(title))
        {
            var isReachable = reachable.Contains(card.Id);
            result.Cards++;
            result.Unreachable += isReachable ? 0 : 1;

            if (Expected.Fault(
                isReachable ? card.Card : await desk.RefreshAsync(0, card), card.Reader, done) is not { } fault)
                continue;

            result.Wrong += isReachable ? 1 : 0;
            result.Untruthful += isReachable ? 0 : 1;
            result.Faults.Add($"{title}: message {card.Id} {(isReachable ? "" : "(unreachable, refreshed) ")}{fault}");
        }
    }

    private int Draw(int most)
    {
        lock (random)
            return random.Next(most);
    }

    private sealed record Promise(string Title, Person Person, bool IsApproval);
}

/// <summary>The figures of one run.</summary>
internal sealed record SoakResult
{
    public int Seed { get; init; }

    public int Decisions { get; init; }

    public int Kills { get; init; }

    public int Taps { get; init; }

    public int Promises { get; init; }

    /// <summary>Of the last 500 webhooks.</summary>
    public int WebhooksTold { get; set; }

    public int WebhooksLost { get; set; }

    public int Cards { get; set; }

    public int Lost { get; set; }

    public int Doubled { get; set; }

    /// <summary>People who were told that their verdict stands, and it does not.</summary>
    public int Broken { get; set; }

    public int Wrong { get; set; }

    /// <summary>Copies whose creation was never confirmed.</summary>
    public int Unreachable { get; set; }

    /// <summary>Of those, the ones that did not show the truth at their first refresh.</summary>
    public int Untruthful { get; set; }

    public List<string> Faults { get; } = [];

    public override string ToString() =>
        $"seed {Seed}: {Decisions} decisions, {Kills} kills, {Taps} taps, {Promises} of them accepted; "
        + $"last webhooks {WebhooksTold} told, {WebhooksLost} lost; "
        + $"{Lost} lost, {Doubled} doubled, {Broken} promises broken; "
        + $"{Cards} cards, {Wrong} wrong at rest; {Unreachable} unreachable copies, {Untruthful} untruthful when "
            + "refreshed";
}
