using System.Diagnostics;
using System.Net;
using Tallyfy.Sandbox.Engine.Launching;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

public sealed class ScaleTests(ITestOutputHelper output)
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task A_person_with_few_tasks_among_a_hundred_thousand_is_answered_from_an_index()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var alex = await host.AsPersonAsync("alexw@example.com");
        var launch = new LaunchApproval(host.State, host.Clock.GetUtcNow());
        lock (host.State.Gate)
        {
            for (var number = 0; number < 100_000; number++)
                launch.Execute(new LaunchPlan
                {
                    LaunchedBy = WellKnown.Patti,
                    Approvers = new Owners { Users = [WellKnown.Adele] },
                });
        }

        var task = await alex.LaunchForAlexAsync();
        var mine = await TimeAsync("my tasks", () => alex.GetAsync($"{Org}/me/tasks"));
        var owned = await TimeAsync("owners=", () => alex.GetAsync($"{Org}/tasks?owners={WellKnown.Alex}"));
        await TimeAsync("a page of all", () => alex.GetAsync($"{Org}/tasks?status=active&per_page=100&page=500"));
        var completed = await TimeAsync("a completion", () => alex.CompleteAsync(task, "\"is_approved\":true"));

        Assert.Equal(5, mine.Data.GetArrayLength());
        Assert.Equal(5, owned.Data.GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, completed.Status);
        Assert.Equal(5, host.State.Tasks.OwnedBy(new Owners { Users = [WellKnown.Alex] }).Count());
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"{Org}/runs/{task.Run}")).Status);
    }

    private async Task<Answer> TimeAsync(string what, Func<Task<Answer>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await ask();
        output.WriteLine($"{what}: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms");
        return answer;
    }
}
