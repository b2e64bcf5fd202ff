using System.Diagnostics;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What Tallyfy allows is shared: one person's flood of decisions is paced, told when to come again, and takes nobody
/// else's room.
/// </summary>
public sealed class ShareStories
{
    private const int Allowed = 100;
    private const int Share = 10;

    /// <summary>The member, the task, its run, the completion, and the task again.</summary>
    private const int PerDecision = 5;

    private static readonly Dictionary<string, string?> Unhindered = new()
    {
        ["Arrivals:PerPerson:Burst"] = "1000",
        ["Arrivals:PerPerson:PerSecond"] = "1000",
        ["Intake:Budget:PerMinute"] = "50",
        ["Intake:Budget:PerHour"] = "500",
        ["Intake:SweepEvery"] = "01:00:00",
        ["Intake:FeedEvery"] = "01:00:00",
    };

    [Fact]
    public async Task Whoever_decides_very_much_at_once_is_told_when_to_come_again_and_then_it_goes_on()
    {
        await using var story = ApprovalStory.Begin(settings: Unhindered);
        var cards = await CardsAsync(story, Person.Alex, 30);

        var answers = await TapAllAsync(story, Person.Alex, cards);

        var room = answers.Count(IsApproved);
        Assert.InRange(room, 45 / PerDecision, (Allowed - Share) / PerDecision); // 45 requests in a quiet minute
        Assert.Equal(30 - room, answers.Count(IsPaced));
        Assert.InRange(story.Spent.TapsInMinute, 45, Allowed - Share);
        Assert.Equal(room, (await story.Sandbox.CompletionsAsync()).Count);
        var until = story.Clock.GetUtcNow().AddMinutes(1);
        Assert.All(answers.Where(IsPaced), answer => Assert.Matches($"Tap again at .*:{until:mm}", answer.Words));

        story.Advance(TimeSpan.FromMinutes(1));
        var later = await TapAllAsync(
            story, Person.Alex, [.. cards.Where((_, number) => IsPaced(answers[number]))]);

        Assert.Equal(30 - room, later.Count(IsApproved) + later.Count(IsPaced));
        Assert.InRange(later.Count(IsApproved), 45 / PerDecision, (Allowed - Share) / PerDecision);
    }

    [Fact]
    public async Task What_was_typed_on_a_tap_without_room_comes_back()
    {
        await using var story = ApprovalStory.Begin(settings: Unhindered);
        var cards = await CardsAsync(story, Person.Alex, 30);
        await TapAllAsync(story, Person.Alex, cards[..29]);

        var answer = await story.TapAsync(Person.Alex, cards[29], "reject", "Far too dear");

        Assert.Contains(StoryTexts.English.ShareSpent, answer.Words, StringComparison.Ordinal);
        Assert.Contains("Far too dear", answer.Card.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(CardWords.FindAction(answer.Card, "reject"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Beside_a_flood_others_decide_at_once(int others)
    {
        await using var story = ApprovalStory.Begin(settings: Unhindered);
        Person[] people = [.. new[] { Person.Megan, Person.Lynne }.Take(others)];
        var theirs = new List<(Person Person, ChatMessage Card)>();

        foreach (var person in people)
            foreach (var card in await CardsAsync(story, person, 2))
                theirs.Add((person, card));

        var flood = await TapAllAsync(story, Person.Alex, await CardsAsync(story, Person.Alex, 40));
        Assert.Contains(flood, IsPaced);

        foreach (var (person, card) in theirs)
            Assert.True(IsApproved(await story.TapAsync(person, card, "approve")), person.Name);

        // The list of members is everybody's and waits for nobody.
        Assert.InRange(story.Spent.TapsInMinute + story.Spent.ReadingInMinute, 0, Allowed + 3);
    }

    [Fact]
    public async Task Reading_keeps_off_what_is_left_for_people()
    {
        await using var story = ApprovalStory.Begin(settings: Unhindered);
        var megans = (await CardsAsync(story, Person.Megan, 2)).ToArray();
        var alexs = await CardsAsync(story, Person.Alex, 40);
        await TapAllAsync(story, Person.Alex, alexs);

        for (var number = 0; number < 60; number++)
            await story.LaunchUnseenAsync($"One more {number}", Person.Alex);

        story.Advance(TimeSpan.FromHours(1));
        await TapAllAsync(story, Person.Alex, alexs);
        await story.UntilAsync("reading waits", () => Task.FromResult(story.RoomAt is not null));

        foreach (var card in megans)
            Assert.True(IsApproved(await story.TapAsync(Person.Megan, card, "approve")));

        Assert.InRange(story.Spent.TapsInMinute + story.Spent.ReadingInMinute, 0, Allowed);
    }

    [Fact]
    public async Task What_the_hour_allows_is_shared_like_the_minute()
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(Unhindered)
        {
            ["Intake:Budget:PerMinute"] = "1000",
            ["Intake:Budget:PerHour"] = "50",
        });
        var megans = (await CardsAsync(story, Person.Megan, 1))[0];
        var cards = await CardsAsync(story, Person.Alex, 20);
        story.Advance(TimeSpan.FromHours(2));

        var answers = await TapAllAsync(story, Person.Alex, cards);

        Assert.Contains(answers, IsPaced);
        Assert.True(IsApproved(await story.TapAsync(Person.Megan, megans, "approve")));
        story.Advance(TimeSpan.FromMinutes(5));
        var paced = cards[Array.FindIndex(answers, IsPaced)];
        Assert.True(IsPaced(await story.TapAsync(Person.Alex, paced, "approve")));
        story.Advance(TimeSpan.FromMinutes(56));
        Assert.True(IsApproved(await story.TapAsync(Person.Alex, paced, "approve")));
    }

    [Theory]
    [InlineData("link", "Code", false)]
    [InlineData("link", "Email", true)]
    [InlineData("help", "Email", true)]
    [InlineData("pending", "Email", true)]
    [InlineData("whoami", "Email", true)]
    public async Task What_somebody_writes_without_end_takes_no_more_than_their_share(
        string word, string proof, bool isNobody)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?>(Unhindered) { ["Accounts:Proof"] = proof });

        if (isNobody)
            story.Teams.Roster = EntryOfNobody;

        await story.InstallAsync(Person.Lynne);
        story.Advance(TimeSpan.FromHours(2));

        for (var number = 0; number < 150; number++)
            await story.PostAsync(Activities.Message(Person.Lynne, word));

        Assert.InRange(story.Spent.TapsInMinute, 0, Allowed - (2 * Share));
    }

    [Fact]
    public async Task What_somebody_taps_who_is_linked_with_nobody_takes_no_more_either()
    {
        await using var story = ApprovalStory.Begin(settings: Unhindered);
        var card = (await CardsAsync(story, Person.Lynne, 1))[0];
        await story.ChangeStoreAsync("delete from accounts");
        story.Teams.Roster = EntryOfNobody;
        story.Advance(TimeSpan.FromHours(2));

        for (var number = 0; number < 150; number++)
            Assert.False(IsApproved(await story.TapAsync(Person.Lynne, card, "approve")));

        Assert.InRange(story.Spent.TapsInMinute, 0, Allowed - (2 * Share));
    }

    /// <summary>
    /// Minutes with and without a flood take turns. What is asserted are counts; the times are printed for
    /// docs/guarantees.md, which has those of a hundred minutes.
    /// </summary>
    [Fact]
    public async Task Minute_by_minute_another_persons_decisions_pass_beside_a_flood()
    {
        var minutes = Extent.IsWhole ? 100 : 4;
        await using var story = ApprovalStory.BeginUnder(
            new Dictionary<string, string> { ["RequestsPerMinute"] = $"{Allowed}" },
            CredentialMode.PersonalToken,
            new Dictionary<string, string?>(Unhindered) { ["Intake:Budget:PerHour"] = "100000" });
        await story.InstallAsync(Person.Alex);
        var task = await story.LaunchUnseenAsync("On hold", Person.Alex);
        story.Advance(TimeSpan.FromHours(1));
        var held = await story.CardAsync(Person.Alex, task.Title);
        await story.Sandbox.EditAsync(task.Task, new { hidden = true }); // read at each tap, and never decided
        var cards = await CardsAsync(story, Person.Megan, 2 * minutes);
        var times = new Dictionary<bool, List<double>> { [true] = [], [false] = [] };

        for (var minute = 0; minute < minutes; minute++)
        {
            var isFlooded = minute % 2 == 0;
            var flood = isFlooded
                ? TapAllAsync(story, Person.Alex, [.. Enumerable.Repeat(held, 150)])
                : Task.FromResult<TapAnswer[]>([]);

            foreach (var card in cards.Skip(2 * minute).Take(2))
            {
                var began = Stopwatch.GetTimestamp();
                Assert.True(IsApproved(await story.TapAsync(Person.Megan, card, "approve")));
                times[isFlooded].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            await flood;
            var asked = story.Spent.TapsInMinute;
            Assert.InRange(asked, isFlooded ? 50 : 10, 3 + (isFlooded ? Allowed : 2 * PerDecision));
            story.Advance(TimeSpan.FromMinutes(1));
        }

        foreach (var (isFlooded, all) in times)
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{all.Count} decisions {(isFlooded ? "beside" : "without")} a flood: median {Of(all, 0.5):0.0} ms, "
                + $"p99 {Of(all, 0.99):0.0} ms");

        static double Of(List<double> all, double part) => all.Order().ElementAt((int)(part * (all.Count - 1)));
    }

    private static JsonObject EntryOfNobody(Person person)
    {
        var entry = ScriptedConnector.RosterEntry(person);
        entry["email"] = "nobody@example.com";
        entry["userPrincipalName"] = "nobody@example.com";
        return entry;
    }

    private static async Task<List<ChatMessage>> CardsAsync(ApprovalStory story, Person person, int count)
    {
        await story.InstallAsync(person);
        var titles = Enumerable.Range(0, count).Select(number => $"{person.Name} decides number {number}.").ToList();

        foreach (var title in titles)
            await story.LaunchUnseenAsync(title, person);

        story.Advance(TimeSpan.FromHours(1));
        var cards = new List<ChatMessage>();

        foreach (var title in titles)
        {
            while (!story.Teams.In(person.Chat).Any(message => message.Words.Contains(title, StringComparison.Ordinal)))
                await story.QuietAsync();

            cards.Add(await story.CardAsync(person, title));
        }

        story.Advance(TimeSpan.FromMinutes(61)); // nothing of this is left in the counts
        await story.QuietAsync();
        story.Advance(TimeSpan.FromMinutes(1));
        return cards;
    }

    private static Task<TapAnswer[]> TapAllAsync(
        ApprovalStory story, Person person, IReadOnlyList<ChatMessage> cards) =>
        Task.WhenAll(cards.Select(card => story.TapAsync(person, card, "approve")));

    private static bool IsApproved(TapAnswer answer) =>
        answer.Words.Contains("You approved", StringComparison.Ordinal);

    private static bool IsPaced(TapAnswer answer) =>
        answer.Words.Contains(StoryTexts.English.ShareSpent, StringComparison.Ordinal);
}
