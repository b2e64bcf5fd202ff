using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Much waits for somebody who is reached only now: the most urgent comes as cards, and the rest as one list.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class ClusterStories
{
    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(4, 4, 0)] // a list of one would be no message less
    [InlineData(5, 3, 2)]
    public async Task A_few_come_as_cards_and_the_rest_as_one_list(int waiting, int cards, int listed)
    {
        await using var cluster = await ClusterScenario.BeginAsync(waiting);

        await cluster.Story.InstallAsync(Person.Lynne);
        await cluster.SettleAsync();

        Assert.Equal(cards, cluster.CardsOf(Person.Lynne).Count);
        Assert.Equal(
            listed,
            cluster.In(Person.Lynne).Where(ClusterScenario.IsList).Sum(list => ClusterScenario.Rows(list.Card).Count));
        Assert.Equal(cards + (listed > 0 ? 1 : 0), cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task Of_forty_there_are_four_messages_and_none_is_lost()
    {
        await using var cluster = await ClusterScenario.BeginAsync(40);

        await cluster.Story.InstallAsync(Person.Lynne);
        var list = await cluster.ListAsync(Person.Lynne);
        await cluster.SettleAsync();

        Assert.Equal(4, cluster.In(Person.Lynne).Count);
        Assert.Equal(StoryTexts.English.ListHeading(37), list.Summary);
        Assert.Equal(
            StoryTexts.English.ListMore(37 - ClusterScenario.Rows(list.Card).Count),
            ((string?)list.Card["body"]!.AsArray()[^1]!["text"]));

        // Whoever works through it gets to the last, and each of the forty once.
        var seen = cluster.CardsOf(Person.Lynne).Count;

        while (ClusterScenario.Rows(list.Card) is [var row, ..])
        {
            await cluster.PressAsync(Person.Lynne, list, row);
            await cluster.Story.CardAsync(Person.Lynne, cluster.TaskOf(row).Title, message => message.Asks);
            await cluster.SettleAsync();
            list = cluster.Story.Teams.Message(list.Id);
            Assert.Equal(++seen, cluster.CardsOf(Person.Lynne).Count);
        }

        Assert.Equal(40, seen);
        Assert.All(cluster.Tasks, task => Assert.Single(
            cluster.CardsOf(Person.Lynne),
            card => card.Words.Contains(task.Title, StringComparison.Ordinal)));
        Assert.Contains(StoryTexts.English.ListDone, list.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cards_are_of_what_is_due_first_and_the_list_is_in_that_order()
    {
        await using var cluster = new ClusterScenario(ApprovalStory.Begin(), []);
        var story = cluster.Story;
        int[] days = [25, 11, 0, 18, 13, 10, 27];

        foreach (var day in days)
            await story.Sandbox.AskAsync(HttpMethod.Post, "tasks", new
            {
                title = $"Due on {day:00}",
                task_type = "approval",
                owners = new { users = new[] { Person.Lynne.Member } },
                deadline = day == 0 ? "2026-04-30T12:00:00Z" : $"2026-03-{day:00}T12:00:00Z",
            });

        story.Sweep();
        await story.SweptAsync();

        await story.InstallAsync(Person.Lynne);
        var list = await cluster.ListAsync(Person.Lynne);

        Assert.Equal(
            ["Due on 10", "Due on 11", "Due on 13", "More appr"],
            cluster.In(Person.Lynne).Select(message => message.Summary.Split(" · ")[^1][..9]));
        Assert.Equal(
            ["Due on 18", "Due on 25", "Due on 27", "Due on 00"],
            ClusterScenario.Rows(list.Card).Select(row => CardWords.Of(row)[..9]));
    }

    [Fact]
    public async Task A_row_brings_the_card_and_it_is_decided_like_every_other()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var row = ClusterScenario.Rows(list.Card)[1];
        var task = cluster.TaskOf(row);

        var answer = await cluster.PressAsync(Person.Lynne, list, row);
        var card = await cluster.Story.CardAsync(Person.Lynne, task.Title, message => message.Asks);
        var decided = await cluster.Story.TapAsync(Person.Lynne, card, "approve");

        Assert.DoesNotContain(task.Title, answer.Words, StringComparison.Ordinal);
        Assert.Equal(2, ClusterScenario.Rows(answer.Card).Count);
        Assert.Contains("You approved", decided.Words, StringComparison.Ordinal);
        await cluster.Story.CardAsync(Person.Lynne, task.Title, message => message.Id == card.Id && !message.Asks);
        await cluster.ListAsync(
            Person.Lynne, message => !message.Words.Contains(task.Title, StringComparison.Ordinal));
        Assert.Equal(task.Task, Assert.Single(await cluster.Story.Sandbox.CompletionsAsync()).Task);
    }

    [Fact]
    public async Task Pressed_twice_it_brings_one_and_says_where_it_is()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var row = ClusterScenario.Rows(list.Card)[0];
        await cluster.PressAsync(Person.Lynne, list, row);
        await cluster.Story.CardAsync(Person.Lynne, cluster.TaskOf(row).Title, message => message.Asks);

        var again = await cluster.PressAsync(Person.Lynne, list, row);
        await cluster.SettleAsync();

        Assert.Equal(StoryTexts.English.CardIsHere, again.Words);
        Assert.Equal(4, cluster.CardsOf(Person.Lynne).Count);
    }

    [Fact]
    public async Task Pressed_by_many_fingers_at_once_it_brings_one()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var row = ClusterScenario.Rows(list.Card)[0];

        var answers = await Task.WhenAll(Enumerable.Repeat(0, 8)
            .Select(one => cluster.PressAsync(Person.Lynne, list, row)));
        await cluster.SettleAsync();

        Assert.Single(answers, answer => !answer.IsSentence);
        Assert.Equal(4, cluster.CardsOf(Person.Lynne).Count);
        Assert.Equal(5, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task An_older_client_gets_the_card_too()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var row = ClusterScenario.Rows(list.Card)[0];

        await cluster.Story.SubmitAsync(Person.Lynne, list, "bring");

        await cluster.Story.CardAsync(Person.Lynne, cluster.TaskOf(row).Title, message => message.Asks);
        await cluster.ListAsync(Person.Lynne, message => ClusterScenario.Rows(message.Card).Count == 2);
        Assert.Equal(5, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task What_was_decided_elsewhere_leaves_the_list_and_its_button_says_so()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var row = ClusterScenario.Rows(list.Card)[0];
        var task = cluster.TaskOf(row);
        await cluster.Story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
        cluster.Story.Sweep();
        var after = await cluster.ListAsync(
            Person.Lynne, message => !message.Words.Contains(task.Title, StringComparison.Ordinal));

        var answer = await cluster.PressAsync(Person.Lynne, list, row);
        await cluster.SettleAsync();

        Assert.Equal(list.Id, after.Id);
        Assert.Contains(StoryTexts.English.RowIsDecided, answer.Words, StringComparison.Ordinal);
        Assert.Equal(4, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task A_change_of_what_is_listed_changes_the_list_and_is_no_message()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var task = cluster.TaskOf(ClusterScenario.Rows(list.Card)[2]);

        await cluster.Story.Sandbox.EditAsync(task.Task, new { title = "A plotter after all" });
        cluster.Story.Sweep();

        var after = await cluster.ListAsync(
            Person.Lynne, message => message.Words.Contains("A plotter after all", StringComparison.Ordinal));
        Assert.Equal(list.Id, after.Id);
        Assert.Equal(4, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task What_comes_later_comes_as_a_card_and_whatever_is_written_brings_nothing_more()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        await cluster.Story.LaunchAsync("One more", Person.Lynne);
        await cluster.SettleAsync();
        var edits = cluster.Story.Teams.Message(list.Id).Edits;

        var pending = await cluster.Story.SayAsync(Person.Lynne, "pending");
        await cluster.SettleAsync();

        Assert.Equal(StoryTexts.English.PendingHeading(7), pending.Summary);
        Assert.Equal(6, cluster.In(Person.Lynne).Count);
        Assert.Equal(edits, cluster.Story.Teams.Message(list.Id).Edits);
    }

    [Fact]
    public async Task Installed_again_the_cluster_comes_again_and_no_approval_asks_twice_below_it()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var row = ClusterScenario.Rows(list.Card)[0];
        var title = cluster.TaskOf(row).Title;
        await cluster.SettleAsync();
        cluster.Story.Advance(TimeSpan.FromHours(2));
        await cluster.Story.RemoveAsync(Person.Lynne);
        await cluster.Story.InstallAsync(Person.Lynne);
        await cluster.Story.SayAsync(Person.Lynne, "link");
        var newer = await cluster.ListAsync(Person.Lynne, message => message.Id != list.Id);

        await cluster.Story.InvokeAsync(Activities.Execute(
            Person.Lynne,
            newer.Id,
            "bring",
            ClusterScenario.Data(ClusterScenario.Rows(newer.Card).Single(one => CardWords.Of(one).Contains(title)))));
        await cluster.Story.CardAsync(Person.Lynne, title, message => message.Asks);
        var old = await cluster.PressAsync(Person.Lynne, list, row);
        await cluster.SettleAsync();

        Assert.Equal(StoryTexts.English.CardIsHere, old.Words);
        Assert.Single(
            cluster.CardsOf(Person.Lynne), card => card.Words.Contains(title, StringComparison.Ordinal));
    }
}
