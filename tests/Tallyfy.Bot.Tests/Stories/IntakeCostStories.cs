using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Engine.Launching;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What the intake asks of Tallyfy in a minute: it follows the changes, not the open tasks.</summary>
public sealed class IntakeCostStories(ITestOutputHelper output)
{
    private static readonly TimeSpan LongAgo = TimeSpan.FromHours(1);

    /// <summary>A hundred thousand take minutes, so they are measured when this variable asks for them.</summary>
    private const string Large = "INTAKE_COST_LARGE";

    public static TheoryData<int, int> Minutes
    {
        get
        {
            var minutes = new TheoryData<int, int> { { 100, 0 }, { 100, 100 }, { 10_000, 0 }, { 10_000, 100 } };

            if (Environment.GetEnvironmentVariable(Large) is { Length: > 0 })
            {
                minutes.Add(100_000, 0);
                minutes.Add(100_000, 100);
            }

            return minutes;
        }
    }

    [Theory]
    [MemberData(nameof(Minutes))]
    public async Task The_cost_of_a_minute_follows_the_changes(int open, int changes)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByFeed);
        await story.StopAsync();
        var tasks = Populate(story, open);
        await story.RestartAsync();
        await story.QuietAsync(TimeSpan.FromMinutes(15));
        var swept = story.Services.GetRequiredService<IntakeStatus>().Of(WellKnown.OrganizationId);
        var before = story.Sandbox.Wire.Passed.Count;

        foreach (var task in tasks.Take(changes))
            await story.Sandbox.RetitleAsync(new LaunchedTask(task.Run!.Id, task.Id, ""), "Another title");

        await story.ReadFeedAsync();

        var asked = story.Sandbox.Wire.Passed.Skip(before).ToList();
        var feed = asked.Count(request => request.EndsWith("/activity-feeds", StringComparison.Ordinal));
        output.WriteLine(
            $"| {open} open | {changes} changes | feed {feed} | lists of runs {asked.Count - feed} | a sweep "
            + $"{swept.SweepRequests} |");
        Assert.InRange(feed, 1, 1 + (changes / 100));
        Assert.Equal(changes, asked.Count - feed);
        Assert.InRange(swept.SweepRequests, open / 100, (open / 100) + 10);
    }

    /// <summary>Ordinary tasks, each in a run of its own, launched before the bot came.</summary>
    private static List<TallyfyTask> Populate(ApprovalStory story, int open)
    {
        var state = story.Sandbox.Services.GetRequiredService<SandboxState>();
        var launch = new LaunchApproval(state, story.Clock.GetUtcNow() - LongAgo);
        var plan = new LaunchPlan
        {
            Template = Errand(),
            LaunchedBy = WellKnown.Patti,
            Approvers = new Owners { Users = [WellKnown.Adele] },
        };

        lock (state.Gate)
            return [.. Enumerable.Range(0, open).Select(_ => launch.Execute(plan))];
    }

    private static Template Errand() => new()
    {
        Id = SandboxState.NewId(),
        Title = "Errand",
        OwnerId = WellKnown.Patti,
        Steps = [new TemplateStep { Id = SandboxState.NewId(), Alias = "run", Title = "Run an errand", Position = 1 }],
    };
}
