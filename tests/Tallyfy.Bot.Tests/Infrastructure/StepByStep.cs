using System.Diagnostics;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Lets one of several actors move at a time, from one exchange with Tallyfy to the next, so that every order of their
/// steps can be told and none depends on the machine.
/// </summary>
internal sealed class StepByStep
{
    private readonly Lock gate = new();
    private Actor? moving;

    /// <summary>
    /// Belongs between the bot and Tallyfy; stops whoever moves at what is wanted, and nothing the bot does beside.
    /// </summary>
    public Task StopAsync(string exchange, Func<string, bool> isStep)
    {
        lock (gate)
            return moving is { IsActingHere: true } && isStep(exchange) ? moving.Stop() : Task.CompletedTask;
    }

    /// <summary>Moves it to its next stop, or to its end.</summary>
    public async Task MoveAsync(Actor actor)
    {
        Task stopped;

        lock (gate)
        {
            moving = actor;
            stopped = actor.Go();
        }

        await stopped.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);

        lock (gate)
            moving = null;
    }

    /// <summary>
    /// Tells the story once for each order: <paramref name="tell"/> gets a function that says which of the actors that
    /// can move does so next. Answers how many orders there were. Told again in the same order it must go the same way.
    /// </summary>
    public static async Task<int> EveryOrderAsync(Func<Func<IReadOnlyList<Actor>, Actor>, Task> tell)
    {
        var plan = new List<(int Taken, int Of)>();
        var orders = 0;

        while (true)
        {
            var choices = new List<(int Taken, int Of)>();

            await tell(movable =>
            {
                var choice = choices.Count < plan.Count ? plan[choices.Count] : (Taken: 0, Of: movable.Count);
                Assert.True(
                    choice.Of == movable.Count,
                    $"step {choices.Count + 1} of {string.Join(' ', plan)}: {movable.Count} can move");
                choices.Add(choice);
                return movable[choice.Taken];
            });
            orders++;

            while (choices.Count > 0 && choices[^1].Taken + 1 == choices[^1].Of)
                choices.RemoveAt(choices.Count - 1);

            if (choices.Count == 0)
                return orders;

            plan = [.. choices];
            plan[^1] = (plan[^1].Taken + 1, plan[^1].Of);
        }
    }
}

/// <summary>Something that happens in steps.</summary>
internal sealed class Actor(Func<Task> act)
{
    private TaskCompletionSource stopped = New();
    private TaskCompletionSource? waiting;
    private Task? acting;
    private ActivityTraceId trace;

    public bool HasEnded => acting is { IsCompleted: true };

    /// <summary>
    /// True in what it does itself, and in what the bot does for it: a trace goes along with its requests.
    /// </summary>
    public bool IsActingHere => Activity.Current?.TraceId == trace;

    public Task Stop()
    {
        waiting = New();
        stopped.SetResult();
        return waiting.Task;
    }

    public Task Go()
    {
        stopped = New();
        acting ??= ActAsync();
        waiting?.SetResult();
        waiting = null;
        return Task.WhenAny(stopped.Task, acting);
    }

    /// <summary>Rethrows what went wrong on the way.</summary>
    public Task EndedAsync() => acting ?? Task.CompletedTask;

    private async Task ActAsync()
    {
        using var activity = new Activity(nameof(Actor)).Start();
        trace = activity.TraceId;
        await act();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
