using Tallyfy.Bot.Crash.Tests.Infrastructure;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>
/// One desk on which the bot is killed at several points in turn, each with an approval of its own. Nobody waits in
/// between: a later kill also meets what the earlier ones left unsettled.
/// </summary>
internal sealed class CrashLane(Scenario desk, Matter matter)
{
    private const int MostTaps = 3;

    // A chat whose card was on its way when the bot died gets the next one when that card's lease has ended.
    private static readonly TimeSpan ForACard = Eventually.Most;
    private static readonly TimeSpan ForAPoint = Eventually.Most;

    // More at a time and the machine is too slow to tell anybody anything.
    private static readonly SemaphoreSlim Running = new(6);

    private readonly Dictionary<CrashPoint, CrashSubject> subjects = [];
    private readonly Dictionary<CrashPoint, List<string>> faults = [];

    /// <summary>What was found wrong at each point; nothing is as it should be.</summary>
    public static async Task<IReadOnlyDictionary<CrashPoint, List<string>>> RunAsync(
        Engine engine, Matter matter, IReadOnlyList<CrashPoint> points)
    {
        await Running.WaitAsync();

        try
        {
            await using var desk = await Scenario.OpenAsync(
                engine, 1, PeopleOf(matter), asApplication: matter is not Matter.Ordinary);
            var lane = new CrashLane(desk, matter);
            await lane.CrashAsync(points);
            await new CrashJudge(desk, matter, PeopleOf(matter), [.. lane.subjects.Values]).ExecuteAsync();
            return lane.faults;
        }
        finally
        {
            Running.Release();
        }
    }

    private async Task CrashAsync(IReadOnlyList<CrashPoint> points)
    {
        await desk.KillBotAsync(0);

        foreach (var point in points)
            await CrashAsync(point);

        await desk.StartBotAsync(0);
    }

    private static Person[] PeopleOf(Matter matter) =>
        matter is Matter.Everyone ? [Person.Alex, Person.Megan, Person.Adele] : [Person.Alex, Person.Megan];

    // Launched while the bot is down: the sweep at its start finds it at once.
    private async Task CrashAsync(CrashPoint point)
    {
        var title = $"Matter {point} x";
        var found = faults[point] = [];

        try
        {
            var isAsking = point.IsAnnouncement() && matter is not Matter.Undo;
            var first = isAsking ? Stop(point, title, "") : null;
            var task = await desk.LaunchAsync(title, matter is Matter.Everyone, PeopleOf(matter));
            subjects[point] = new CrashSubject(point, title, task, found);
            await desk.StartBotAsync(0);

            if (first is not null)
                await first.WaitAsync(ForAPoint);
            else
                await TapAndStopAsync(point, title, task);
        }
        catch (TimeoutException)
        {
            found.Add("the point was never reached");
        }

        await desk.KillBotAsync(0);
    }

    private async Task TapAndStopAsync(CrashPoint point, string title, string task)
    {
        var asked = PeopleOf(matter).Length;

        if (!await Eventually.UntilAsync(
            () => desk.Teams.About(title).Count(message => message.Asks) == asked, ForACard))
            throw new TimeoutException();

        var card = desk.Teams.About(title).First(message => message.Reader == Person.Alex);

        if (matter is Matter.Undo)
            card = await ApproveAsync(card, title);

        var stopped = Stop(point.IsDouble() ? CrashPoint.CompletionSent : point, title, task);

        if (point is CrashPoint.InvokeArriving)
        {
            var half = new Hold(Side.Request, _ => false, 0);
            _ = desk.TapHalfAsync(0, card, "approve", half);
            await half.ArrivedAsync.WaitAsync(ForAPoint);
            return;
        }

        _ = matter is Matter.Undo ? desk.TapAsync(0, card, "undo", "Too early") : desk.TapAsync(0, card, "approve");
        await stopped.WaitAsync(ForAPoint);

        if (!point.IsDouble())
            return;

        await desk.KillBotAsync(0);
        var again = Stop(point, title, task);
        await desk.StartBotAsync(0);
        await again.WaitAsync(ForAPoint);
    }

    /// <summary>The card that offers to take it back; everybody else's is sealed too.</summary>
    private async Task<ChatMessage> ApproveAsync(ChatMessage card, string title)
    {
        for (var taps = 0; taps < MostTaps; taps++)
        {
            // A busy machine may answer that nothing was recorded: people tap again.
            await desk.TapAsync(0, card, "approve");

            if (await Eventually.UntilAsync(() => IsDecided(title), ForACard / MostTaps))
                return desk.Teams.About(title).First(message => message.OffersUndo);
        }

        throw new TimeoutException();
    }

    private bool IsDecided(string title) => desk.Teams.About(title) is var all
        && all.Any(message => message.OffersUndo)
        && !all.Any(message => message.Asks);

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
        CrashPoint.ClaimStored => Log(task, "claimed by member"),
        CrashPoint.CompletionSent or CrashPoint.SettlingCompletionSent => Tallyfy(Side.Request, Write, task),
        CrashPoint.CompletionUnread or CrashPoint.SettlingCompletionUnread => Tallyfy(Side.Answer, Write, task),
        CrashPoint.VerificationSent => AfterCompletion(Side.Request, task),
        CrashPoint.VerificationUnread => AfterCompletion(Side.Answer, task),
        CrashPoint.OutcomeCommitUnsent => Commit(Side.Request, "update decisions set state", task),
        CrashPoint.OutcomeCommitUnanswered => Commit(Side.Answer, "update decisions set state", task),
        CrashPoint.OutcomeStored => Log(task, matter is Matter.Everyone ? "taken by Tallyfy" : "confirmed by Tallyfy"),
        CrashPoint.FirstUpdateSent => Chat(Side.Request, "PUT", title, 0),
        CrashPoint.FirstUpdateUnread => Chat(Side.Answer, "PUT", title, 0),
        CrashPoint.SecondUpdateSent => Chat(Side.Request, "PUT", title, 1),
        CrashPoint.SecondUpdateUnread => Chat(Side.Answer, "PUT", title, 1),
        CrashPoint.EvidenceSent => Tallyfy(Side.Request, "GET", "verb=completed"),
        CrashPoint.EvidenceUnread => Tallyfy(Side.Answer, "GET", "verb=completed"),
        _ => Task.CompletedTask,
    };

    /// <summary>How Tallyfy is told.</summary>
    private string Write => matter is Matter.Undo ? "DELETE" : "POST";

    private Task Chat(Side half, string method, string title, int skip) =>
        desk.Breakpoints.Next(half, seen => Begins(seen, method) && Has(seen, title), skip).ArrivedAsync;

    private Task Tallyfy(Side half, string method, string part) =>
        desk.Breakpoints.Next(half, seen => Begins(seen, $"{method} /api/") && Has(seen, part)).ArrivedAsync;

    private Task Commit(Side half, string statement, string task) =>
        desk.Breakpoints.Next(half, seen => Has(seen, statement) && Has(seen, task)).ArrivedAsync;

    private Task Log(params string[] parts) => desk.Bot(0).LineAsync(line => parts.All(part => Has(line, part)));

    /// <summary>The read that follows a completion whose answer was thin, and every vote and reopening.</summary>
    private Task AfterCompletion(Side half, string task)
    {
        var isSent = false;
        return desk.Breakpoints.Next(
            half,
            seen =>
            {
                isSent |= Begins(seen, $"{Write} /api/") && Has(seen, task);
                return isSent && Begins(seen, "GET /api/") && Has(seen, $"/tasks/{task}");
            }).ArrivedAsync;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static bool Begins(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);
}

/// <summary>The approval that was under way at a point, and what is wrong with it.</summary>
internal sealed record CrashSubject(CrashPoint Point, string Title, string Task, List<string> Faults);
