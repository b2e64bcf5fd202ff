using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Two things happen to one approval at the same time, in every order of their exchanges with Tallyfy.
/// </summary>
public sealed class EveryOrderStories
{
    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task Two_people_decide_and_one_of_them_is_first(string second)
    {
        await using var story = await InstalledAsync();
        var orders = await StepByStep.EveryOrderAsync(async next =>
        {
            var scene = await Scene.BeginAsync(story);
            TapAnswer? lynnes = null, adeles = null;

            await scene.PlayAsync(
                next,
                new Actor(async () => lynnes = await story.TapAsync(Person.Lynne, scene.Lynnes, "approve", "Why not")),
                new Actor(async () => adeles = await story.TapAsync(Person.Adele, scene.Adeles, second, "Too dear")));

            var done = Assert.Single(await scene.CompletionsAsync(), line => line.Completer is not null);
            var winner = done.Completer == Person.Lynne.Member ? Person.Lynne : Person.Adele;
            Assert.Equal(winner == Person.Lynne || second == "approve", done.IsApproved);
            Assert.Contains(
                done.IsApproved is true ? "You approved" : "You rejected",
                Told(winner == Person.Lynne ? lynnes : adeles),
                StringComparison.Ordinal);
            await scene.IsTrueAsync(winner, done.IsApproved!.Value);
        });

        Assert.True(orders >= 20, $"{orders} orders");
    }

    [Fact]
    public async Task One_person_undoes_while_another_decides()
    {
        await using var story = await InstalledAsync();
        var orders = await StepByStep.EveryOrderAsync(async next =>
        {
            var scene = await Scene.BeginAsync(story);
            await story.TapAsync(Person.Lynne, scene.Lynnes, "approve");
            var decided = await story.CardAsync(
                Person.Lynne, scene.Task.Title, message => CardWords.FindAction(message.Card, "undo") is not null);

            await scene.PlayAsync(
                next,
                new Actor(() => story.TapAsync(Person.Lynne, decided, "undo", "Too early")),
                new Actor(() => story.TapAsync(Person.Adele, scene.Adeles, "reject", "Too dear")));

            // What Adele saw was the first asking: her tap on it never decides the second.
            Assert.Single(await scene.CompletionsAsync(), line => line.Completer is not null);
            Assert.Single(await story.Sandbox.ReopeningsAsync(), line => line.Task == scene.Task.Task);
            await story.CardAsync(
                Person.Adele, scene.Task.Title, message => message.Asks && message.Id != scene.Adeles.Id);
        });

        Assert.True(orders >= 3, $"{orders} orders");
    }

    [Fact]
    public async Task One_person_decides_while_the_task_is_completed_and_reopened_in_Tallyfy()
    {
        await using var story = await InstalledAsync();
        var orders = await StepByStep.EveryOrderAsync(async next =>
        {
            var scene = await Scene.BeginAsync(story);
            var pause = scene.PauseAsync;

            await scene.PlayAsync(
                next,
                new Actor(() => story.TapAsync(Person.Lynne, scene.Lynnes, "approve")),
                new Actor(async () =>
                {
                    if (!story.Sandbox.IsOpen(scene.Task.Task))
                        return; // Megan finds it decided

                    await story.Sandbox.CompleteAsync(scene.Task.Task, Person.Megan.Email, isApproved: false);
                    await pause();
                    await story.Sandbox.ReopenAsync(scene.Task.Task, Person.Megan.Email);
                }));

            var done = (await scene.CompletionsAsync()).Where(line => line.Completer is not null).ToList();
            Assert.True(done.Count <= 1, $"{done.Count} completions");

            if (story.Sandbox.IsOpen(scene.Task.Task))
            {
                story.Sweep();
                await story.CardAsync(Person.Lynne, scene.Task.Title, message => message.Asks);
            }
            else
                await scene.IsTrueAsync(Person.Lynne, isApproved: true);
        });

        Assert.True(orders >= 10, $"{orders} orders");
    }

    private static string Told(TapAnswer? answer) => Assert.IsType<TapAnswer>(answer).Words;

    private static async Task<ApprovalStory> InstalledAsync()
    {
        var story = ApprovalStory.Begin(CredentialMode.Application);
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        return story;
    }

    /// <summary>A fresh approval for two people.</summary>
    private sealed class Scene(ApprovalStory story, LaunchedTask task, ChatMessage lynnes, ChatMessage adeles)
    {
        private static int number;
        private readonly StepByStep steps = new();

        public LaunchedTask Task => task;

        public ChatMessage Lynnes => lynnes;

        public ChatMessage Adeles => adeles;

        public static async Task<Scene> BeginAsync(ApprovalStory story)
        {
            await story.SweptAsync(); // the sweep of the scene before must not find this one's task
            var task = await story.LaunchAsync(
                $"Matter {Interlocked.Increment(ref number)}x", Person.Lynne, Person.Adele);
            var scene = new Scene(
                story,
                task,
                await story.CardAsync(Person.Lynne, task.Title),
                await story.CardAsync(Person.Adele, task.Title));
            await story.SweptAsync();
            return scene;
        }

        /// <summary>A stop that is no exchange of the bot.</summary>
        public Task PauseAsync() => steps.StopAsync("", _ => true);

        public async Task PlayAsync(Func<IReadOnlyList<Actor>, Actor> next, params Actor[] actors)
        {
            story.Sandbox.Wire.Pause = exchange => steps.StopAsync(exchange, IsStep);

            while (actors.Where(actor => !actor.HasEnded).ToList() is { Count: > 0 } movable)
                await steps.MoveAsync(next(movable));

            story.Sandbox.Wire.Pause = _ => System.Threading.Tasks.Task.CompletedTask;

            foreach (var actor in actors)
                await actor.EndedAsync();
        }

        public async Task<IReadOnlyList<JournalLine>> CompletionsAsync() =>
            [.. (await story.Sandbox.CompletionsAsync()).Where(line => line.Task == task.Task)];

        /// <summary>Both people's cards come to say who decided, and what.</summary>
        public async Task IsTrueAsync(Person by, bool isApproved)
        {
            foreach (var person in (Person[])[Person.Lynne, Person.Adele])
            {
                await story.CardAsync(person, task.Title, message => !message.Asks
                    && message.Words.Contains(
                        (isApproved, person == by) switch
                        {
                            (true, true) => "You approved",
                            (true, false) => $"Approved by {by.Name}",
                            (false, true) => "You rejected",
                            (false, false) => $"Rejected by {by.Name}",
                        },
                        StringComparison.Ordinal));
            }
        }

        // Read and not yet claimed; claimed and not yet sent; done and not yet known. Comments and names go on beside.
        private bool IsStep(string exchange) =>
            (exchange.StartsWith("of GET", StringComparison.Ordinal)
                && exchange.EndsWith($"/tasks/{task.Task}", StringComparison.Ordinal))
            || exchange.Contains($"{task.Run}/completed-tasks", StringComparison.Ordinal);
    }
}
