using Tallyfy.EndToEnd.Tests.Infrastructure;

namespace Tallyfy.EndToEnd.Tests.Stories;

/// <summary>
/// Each way a decision can end, as Alex sees it in the Playground. What happens in Tallyfy happens right before the
/// tap, so it is the tap that finds out.
/// </summary>
public sealed class EndCardStories(Chromium chromium)
{
    private const string Reads = "^.*/tasks/[0-9a-f]+$";
    private const string Completions = "^.*/completed-tasks$";

    private static readonly End[] Ends =
    [
        new("A missing answer", "needs an answer first: First day", (_, _) => Task.CompletedTask)
        {
            AtLaunch = (desk, task) =>
                desk.SendToSandboxAsync(HttpMethod.Put, $"tasks/{task}", new { answers = new { first = "" } }),
        },
        new("A doubtful quote", "On hold: an open issue", (desk, task) =>
            desk.SendToSandboxAsync(
                HttpMethod.Post, $"tasks/{task}/problem", As(Seed.Megan, "The quote has expired."))),
        new("A frozen process", "On hold: the whole process has an open issue", (desk, task) =>
            desk.SendToSandboxAsync(
                HttpMethod.Post,
                $"tasks/{task}/problem",
                new Dictionary<string, object>
                {
                    ["as"] = Seed.Megan,
                    ["content"] = "An audit.",
                    ["on_process"] = true,
                })),
        new("A hidden thing", "Not needed at the moment", (desk, task) =>
            desk.SendToSandboxAsync(HttpMethod.Put, $"tasks/{task}", new { hidden = true })),
        new("An archived thing", "Archived in Tallyfy", (desk, task) =>
            desk.SendToSandboxAsync(HttpMethod.Post, $"tasks/{task}/archive", As(Seed.Megan))),
        new("A reassigned thing", "This approval is not assigned to you", (desk, task) =>
            desk.SendToSandboxAsync(HttpMethod.Put, $"tasks/{task}", new { assignees = new[] { Seed.Megan } })),
        new("A thing decided elsewhere", "Rejected in Tallyfy by Megan Bowen", (desk, task) =>
            desk.CompleteInTallyfyAsync(task, Seed.Megan, isApproved: false)),
        new("A forbidden thing", "Tallyfy does not let you decide this", (desk, _) =>
            FailAsync(desk, "POST", Completions, 403, "Only assigned members can complete this task.")),
        new(
            "A locked door",
            "Tallyfy did not let the bot in",
            (desk, _) => FailAsync(desk, "POST", Completions, 401, "no")),
        new("A vanished thing", "No longer in Tallyfy", (desk, _) =>
            FailAsync(desk, "GET", Reads, 404, "Resource not found", "RESOURCE_NOT_FOUND")),
        new("A busy day", "too many requests", (desk, _) => FailAsync(desk, "GET", Reads, 429, "slow down")),
        new(
            "A silent day",
            "Tallyfy did not answer; nothing was recorded",
            (desk, _) => FailAsync(desk, "GET", Reads, 500, "SELECT")),
    ];

    [Fact]
    public async Task Each_end_is_a_card_that_says_what_is_true_and_what_to_do()
    {
        await using var desk = await Scenario.OpenAsync(
            chromium, asApplication: false, sweepEvery: TimeSpan.FromMinutes(10));
        var tasks = new Dictionary<string, string>();

        foreach (var end in Ends)
        {
            tasks[end.Title] = await desk.LaunchAsync(
                new { template = "Time off", title = end.Title, assignees = new[] { Seed.Alex } });
            await end.AtLaunch(desk, tasks[end.Title]);
        }

        await desk.RestartBotAsync(); // the sweep at its start finds them; the next one is far away
        var alex = await desk.SitDownAsync("Alex");

        // A tap while cards still come can fall on one that the page draws anew.
        foreach (var end in Ends)
            await alex.SeesAsync(end.Title, "Approve");

        foreach (var end in Ends)
        {
            await end.Prepare(desk, tasks[end.Title]);
            await alex.PressAsync(end.Title, "Approve");
            await alex.SeesAsync(end.Title, end.Words);
            await alex.PictureOfAsync(end.Title, $"end-{Array.IndexOf(Ends, end):00}");
            await desk.SendToSandboxAsync(HttpMethod.Put, "faults", Array.Empty<object>());
        }

        foreach (var task in tasks.Values)
            Assert.DoesNotContain(
                await desk.CompletionsAsync(task), line => line.GetProperty("status").GetInt32() == 200);
    }

    private static Task FailAsync(
        Scenario desk, string method, string path, int status, string message, string? code = null) =>
        desk.SendToSandboxAsync(
            HttpMethod.Put,
            "faults",
            new[] { new { method, path, status, retry_after = 60, body = new { error = true, message, code } } });

    private static Dictionary<string, string> As(string person, string? content = null) => content is null
        ? new() { ["as"] = person }
        : new() { ["as"] = person, ["content"] = content };

    private sealed record End(string Title, string Words, Func<Scenario, string, Task> Prepare)
    {
        public Func<Scenario, string, Task> AtLaunch { get; init; } = (_, _) => Task.CompletedTask;
    }
}
