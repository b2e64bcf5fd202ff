using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Mutation;

/// <summary>
/// One bot and ten people, round after round: each is asked one thing, and decides it. In each round something is wrong
/// with what is answered about one of them.
/// </summary>
internal sealed partial class TenPeople : IAsyncDisposable
{
    private static readonly Person[] Everybody =
    [
        Person.Alex, Person.Megan, Person.Adele, Person.Lynne, Person.Isaiah, Person.Patti, Person.Diego,
        Stranger(1, "Nestor Wilke"), Stranger(2, "Pradeep Gupta"), Stranger(3, "Grady Archie"),
    ];

    /// <summary>Who asks is named on every card: what is wrong about one of the ten is not about that one.</summary>
    private static readonly Person Asking = Stranger(4, "Joni Sherman");

    private readonly ApprovalStory story = ApprovalStory.Begin();

    private readonly Dictionary<Person, string> asUsual = [];
    private HashSet<string> before = [];

    private TenPeople()
    {
    }

    public ApprovalStory Story => story;

    public static async Task<TenPeople> GatherAsync()
    {
        var people = new TenPeople();
        people.story.Teams.People = Everybody;
        people.story.Sandbox.ChangePeople(members =>
        {
            foreach (var person in Everybody.Append(Asking).Where(one => members.Find((int)one.Member) is null))
                members.Add(new Member
                {
                    Id = (int)person.Member,
                    Email = person.Email,
                    FirstName = person.Name.Split(' ')[0],
                    LastName = person.Name.Split(' ')[1],
                    CreatedAt = people.story.Clock.GetUtcNow(),
                });
        });

        foreach (var person in Everybody)
            await people.story.InstallAsync(person);

        await people.RoundAsync(0, damaged: null, (_, _) => Task.CompletedTask, () => Task.CompletedTask);
        return people;
    }

    /// <summary>
    /// Everybody is asked, and everybody but one decides while something is wrong with that one; then it is right
    /// again, and that one decides, too.
    /// </summary>
    /// <param name="round">Its number, from zero.</param>
    /// <param name="damaged">About whom it is; null for nobody.</param>
    /// <param name="begin">What is wrong from now on.</param>
    /// <param name="heal">It is right again, and whatever wakes the bot up happened.</param>
    /// <returns>Whether the one could decide all the same.</returns>
    public async Task<bool> RoundAsync(
        int round, Person? damaged, Func<Person, LaunchedTask, Task> begin, Func<Task> heal)
    {
        story.Advance(TimeSpan.FromMinutes(3)); // members and the roster are read anew
        before = [.. story.Teams.Messages.Select(message => message.Id)];
        var tasks = new Dictionary<Person, LaunchedTask>();

        foreach (var person in Everybody)
            tasks[person] = await story.Sandbox.LaunchAsync(new
            {
                template = "Purchase request",
                title = $"Round {round} of {person.Name}",
                assignees = new[] { person.Email },
                launched_by = Asking.Email,
            });

        if (damaged is not null)
            await begin(damaged, tasks[damaged]);

        story.Sweep();

        foreach (var person in Everybody.Where(person => person != damaged))
            await DecideAsync(person, tasks[person]);

        if (damaged is null)
            return true;

        var couldAllTheSame = await TryAsync(damaged, tasks[damaged]);
        await heal();
        await ComesThroughAsync(damaged, tasks[damaged]);

        foreach (var person in Everybody.Where(person => person != damaged))
            Assert.EndsWith(tasks[person].Title, Assert.Single(New(person)).Summary, StringComparison.Ordinal);

        return couldAllTheSame;
    }

    public static Person Of(int round) => Everybody[round % Everybody.Length];

    /// <summary>What came to them in this round.</summary>
    public IEnumerable<ChatMessage> New(Person person) =>
        story.Teams.In(person.Chat).Where(message => !before.Contains(message.Id));

    public ValueTask DisposeAsync() => story.DisposeAsync();

    private static Person Stranger(int number, string name) => new(
        name,
        $"29:stranger-{number}",
        $"00000000-0000-0000-0000-0000000000{90 + number}",
        $"stranger{number}@example.com",
        1090 + number);

    // What they see is what they always see, but for numbers and names of rounds.
    private async Task DecideAsync(Person person, LaunchedTask task)
    {
        var card = await story.CardAsync(person, task.Title, whenQuiet: story.Sweep);
        var answer = await story.TapAsync(person, card, "approve");
        Assert.Contains(StoryTexts.English.YouApproved, answer.Words, StringComparison.Ordinal);
        Assert.Equal(((long?)person.Member, true), Completion(task));
        var seen = Numbers().Replace($"{card.Words} / {answer.Words}", "#");

        if (!asUsual.TryAdd(person, seen))
            Assert.Equal(asUsual[person], seen);
    }

    /// <summary>They tap while it is wrong; nothing else may be decided by that than what they said.</summary>
    private async Task<bool> TryAsync(Person person, LaunchedTask task)
    {
        if (FindAsking(person) is { } card)
            await story.TapAsync(person, card, "approve");

        var completion = Completion(task);
        Assert.True(completion is null || completion == (person.Member, true), $"{completion}");
        return completion is not null;
    }

    private async Task ComesThroughAsync(Person person, LaunchedTask task)
    {
        await story.UntilAsync(async () =>
        {
            if (Completion(task) is not null && FindAsking(person) is null)
                return true;

            story.Advance(TimeSpan.FromMinutes(3));

            if (FindAsking(person) is { } card)
                await story.TapAsync(person, card, "approve");

            return false;
        });

        Assert.Equal(((long?)person.Member, true), Completion(task));
    }

    private ChatMessage? FindAsking(Person person) => New(person).LastOrDefault(message => message.Asks);

    private (long? Member, bool IsApproved)? Completion(LaunchedTask task)
    {
        var state = story.Sandbox.Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
            return state.Tasks.All.Single(one => one.Id == task.Task).Completion is { } completion
                ? ((long?)completion.CompleterId, completion.IsApproved is true)
                : null;
    }

    [GeneratedRegex(
        @"Due .*?[AP]M\b|[0-9a-f]{32}|Receipt \S+|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\w+day\b|\b[AP]M\b|\d+")]
    private static partial Regex Numbers();
}
