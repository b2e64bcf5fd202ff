using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>
/// One desk on which the bot is killed at several points in turn, each with an approval of its own. Nobody waits in between:
/// a later kill also meets what the earlier ones left unsettled.
/// </summary>
internal sealed class CrashLane(Desk desk)
{
    private static readonly TimeSpan ForACard = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ForAPoint = TimeSpan.FromSeconds(100);

    // An outbox row whose sender died is taken again after two minutes, and a copy that may be there waits longer.
    private static readonly TimeSpan ForRest = TimeSpan.FromSeconds(240);

    private readonly Dictionary<CrashPoint, (string Title, string Task)> tasks = [];
    private readonly Dictionary<CrashPoint, List<string>> faults = [];

    /// <summary>What was found wrong at each point; nothing is as it should be.</summary>
    public static async Task<IReadOnlyDictionary<CrashPoint, List<string>>> RunAsync(
        Engine engine, IReadOnlyList<CrashPoint> points)
    {
        await using var desk = await Desk.OpenAsync(engine, 1, [Person.Alex, Person.Megan]);
        var lane = new CrashLane(desk);

        await desk.KillBotAsync(0);

        foreach (var point in points)
            await lane.CrashAsync(point);

        await desk.StartBotAsync(0);
        await lane.RestAsync();
        await lane.JudgeAsync(points);
        await lane.TapWhatStillAsksAsync(points);
        return lane.faults;
    }

    // Launched while the bot is down: the sweep at its start finds it at once.
    private async Task CrashAsync(CrashPoint point)
    {
        var title = $"Matter {point} x";
        var found = faults[point] = [];

        try
        {
            var first = point.IsAnnouncement() ? Stop(point, title, "") : null;
            tasks[point] = (title, await desk.LaunchAsync(title, Person.Alex, Person.Megan));
            await desk.StartBotAsync(0);

            if (first is not null)
                await first.WaitAsync(ForAPoint);
            else
                await TapAndStopAsync(point, title, tasks[point].Task);
        }
        catch (TimeoutException)
        {
            found.Add("the point was never reached");
        }

        await desk.KillBotAsync(0);
    }

    private async Task TapAndStopAsync(CrashPoint point, string title, string task)
    {
        if (!await Patience.UntilAsync(() => desk.Teams.About(title).Count(message => message.Asks) == 2, ForACard))
            throw new TimeoutException();

        var card = desk.Teams.About(title).First(message => message.Reader == Person.Alex);
        var stopped = Stop(point.IsDouble() ? CrashPoint.CompletionSent : point, title, task);

        if (point is CrashPoint.InvokeArriving)
        {
            var half = new Hold(Side.Request, _ => false, 0);
            _ = desk.TapHalfAsync(0, card, "approve", half);
            await half.ArrivedAsync.WaitAsync(ForAPoint);
            return;
        }

        _ = desk.TapAsync(0, card, "approve");
        await stopped.WaitAsync(ForAPoint);

        if (!point.IsDouble())
            return;

        await desk.KillBotAsync(0);
        var again = Stop(point, title, task);
        await desk.StartBotAsync(0);
        await again.WaitAsync(ForAPoint);
    }

    private Task Stop(CrashPoint point, string title, string task) => point switch
    {
        CrashPoint.AnnouncementSent => Chat(Side.Request, "POST", title, 0),
        CrashPoint.AnnouncementUnread => Chat(Side.Answer, "POST", title, 0),
        CrashPoint.SecondAnnouncementSent => Chat(Side.Request, "POST", title, 1),
        CrashPoint.SecondAnnouncementUnread => Chat(Side.Answer, "POST", title, 1),
        CrashPoint.TaskReadSent or CrashPoint.RestartReadSent => Tallyfy(Side.Request, "GET", $"/tasks/{task}"),
        CrashPoint.TaskReadUnread or CrashPoint.RestartReadUnread => Tallyfy(Side.Answer, "GET", $"/tasks/{task}"),
        CrashPoint.RunReadSent => Tallyfy(Side.Request, "GET", "/runs/"),
        CrashPoint.RunReadUnread => Tallyfy(Side.Answer, "GET", "/runs/"),
        CrashPoint.ClaimCommitUnsent => Commit(Side.Request, "insert into decisions", task),
        CrashPoint.ClaimCommitUnanswered => Commit(Side.Answer, "insert into decisions", task),
        CrashPoint.ClaimStored => desk.Bot(0).LineAsync(line => Has(line, task) && Has(line, "claimed by member")),
        CrashPoint.CompletionSent or CrashPoint.SettlingCompletionSent => Tallyfy(Side.Request, "POST", task),
        CrashPoint.CompletionUnread or CrashPoint.SettlingCompletionUnread => Tallyfy(Side.Answer, "POST", task),
        CrashPoint.VerificationSent => AfterCompletion(Side.Request, task),
        CrashPoint.VerificationUnread => AfterCompletion(Side.Answer, task),
        CrashPoint.OutcomeCommitUnsent => Commit(Side.Request, "update decisions set state", task),
        CrashPoint.OutcomeCommitUnanswered => Commit(Side.Answer, "update decisions set state", task),
        CrashPoint.OutcomeStored => desk.Bot(0).LineAsync(line => Has(line, task) && Has(line, "confirmed by Tallyfy")),
        CrashPoint.FirstUpdateSent => Chat(Side.Request, "PUT", title, 0),
        CrashPoint.FirstUpdateUnread => Chat(Side.Answer, "PUT", title, 0),
        CrashPoint.SecondUpdateSent => Chat(Side.Request, "PUT", title, 1),
        CrashPoint.SecondUpdateUnread => Chat(Side.Answer, "PUT", title, 1),
        _ => Task.CompletedTask,
    };

    private Task Chat(Side half, string method, string title, int skip) =>
        desk.Holds.Next(half, seen => Begins(seen, method) && Has(seen, title), skip).ArrivedAsync;

    private Task Tallyfy(Side half, string method, string part) =>
        desk.Holds.Next(half, seen => Begins(seen, $"{method} /api/") && Has(seen, part)).ArrivedAsync;

    private Task Commit(Side half, string statement, string task) =>
        desk.Holds.Next(half, seen => Has(seen, statement) && Has(seen, task)).ArrivedAsync;

    /// <summary>The read that follows a completion whose answer was thin.</summary>
    private Task AfterCompletion(Side half, string task)
    {
        var isSent = false;
        return desk.Holds.Next(
            half,
            seen =>
            {
                isSent |= Begins(seen, "POST /api/") && Has(seen, task);
                return isSent && Begins(seen, "GET /api/") && Has(seen, $"/tasks/{task}");
            }).ArrivedAsync;
    }

    private async Task RestAsync()
    {
        if (!await Patience.UntilAsync(desk.Store.IsAtRestAsync, ForRest))
        {
            var unrest = string.Join("; ", await desk.Store.UnrestAsync());

            foreach (var found in faults.Values)
                found.Add($"its desk did not come to rest: {unrest}");
        }
    }

    private async Task JudgeAsync(IReadOnlyList<CrashPoint> points)
    {
        var completions = await desk.CompletionsAsync();

        foreach (var point in points.Where(tasks.ContainsKey))
        {
            var done = completions[tasks[point].Task].ToList();
            var expected = point.IsBeforeClaim() ? 0 : 1;

            if (done.Count != expected)
                faults[point].Add($"{done.Count} completions, not {expected}");

            if (done.Any(one => one.Completer != Person.Alex.Member || !one.IsApproved))
                faults[point].Add("completed by somebody else, or otherwise");

            await JudgeCardsAsync(point, done.FirstOrDefault());
        }
    }

    private async Task JudgeCardsAsync(CrashPoint point, Completion? done)
    {
        var reachable = (await desk.Store.ReachableAsync()).ToHashSet();
        var cards = desk.Teams.About(tasks[point].Title);

        foreach (var person in (Person[])[Person.Alex, Person.Megan])
        {
            if (!cards.Any(card => card.Reader == person && reachable.Contains(card.Id)))
                faults[point].Add($"{person.Name} has no card that can be reached");
        }

        foreach (var card in cards)
        {
            var isReachable = reachable.Contains(card.Id);
            var shown = isReachable ? card.Card : await desk.RefreshAsync(0, card);

            if (Truth.Fault(shown, done) is { } fault)
                faults[point].Add($"{(isReachable ? "card" : "unreachable copy, refreshed,")} {card.Id} of {card.Reader.Name} {fault}");
        }
    }

    /// <summary>A crash before the claim leaves the decision to be made: it is made now, on whatever copy is oldest.</summary>
    private async Task TapWhatStillAsksAsync(IReadOnlyList<CrashPoint> points)
    {
        var open = points.Where(point => point.IsBeforeClaim() && tasks.ContainsKey(point)).ToList();

        if (open.Count == 0)
            return;

        foreach (var point in open)
        {
            if (desk.Teams.About(tasks[point].Title).FirstOrDefault(card => card.Reader == Person.Alex && card.Asks) is { } card)
                await desk.TapAsync(0, card, "approve");
        }

        await RestAsync();
        var completions = await desk.CompletionsAsync();

        foreach (var point in open)
        {
            var done = completions[tasks[point].Task].ToList();

            if (done.Count != 1)
                faults[point].Add($"{done.Count} completions after a later tap, not 1");

            await JudgeCardsAsync(point, done.FirstOrDefault());
        }
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static bool Begins(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);
}
