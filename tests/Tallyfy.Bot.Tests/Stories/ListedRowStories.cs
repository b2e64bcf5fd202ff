using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>A row of a list brings a card to its own person, while it waits for them, and to nobody else.</summary>
public sealed class ListedRowStories
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_persons_row_brings_nothing_and_tells_nothing(bool mayDecideToo)
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var other = mayDecideToo ? Person.Adele : Person.Megan;
        await cluster.Story.InstallAsync(other);
        await cluster.SettleAsync();
        var (before, others) = (cluster.In(Person.Lynne), cluster.In(other).Count);

        var answer = await cluster.PressAsync(other, list, ClusterScenario.Rows(list.Card)[0]);
        await cluster.SettleAsync();

        Assert.Equal(StoryTexts.English.CardTooOld, answer.Words);
        Assert.Equal(before, cluster.In(Person.Lynne));
        Assert.Equal(others, cluster.In(other).Count);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("----------------------")]
    public async Task An_id_that_never_was_shows_the_list_and_brings_nothing(string id)
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        await cluster.SettleAsync(); // the bot knows which message it is

        var answer = await cluster.Story.InvokeAsync(
            Activities.Execute(Person.Lynne, list.Id, "bring", new JsonObject { ["rendering"] = id }));
        await cluster.SettleAsync();

        Assert.Equal(3, ClusterScenario.Rows(answer.Card).Count);
        Assert.Equal(4, cluster.In(Person.Lynne).Count);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("undo")]
    [InlineData("refresh")]
    public async Task A_row_is_no_card_and_whatever_is_made_of_its_id_decides_nothing(string verb)
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        await cluster.SettleAsync();
        var data = ClusterScenario.Data(ClusterScenario.Rows(list.Card)[0]);
        data["reason"] = "Because";

        var answer = await cluster.Story.InvokeAsync(Activities.Execute(Person.Lynne, list.Id, verb, data));

        Assert.Equal(3, ClusterScenario.Rows(answer.Card).Count);
        Assert.Empty(await cluster.Story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task The_id_of_a_card_brings_nothing_as_a_row()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        await cluster.SettleAsync();
        var data = await cluster.Story.DataOfAsync(cluster.CardsOf(Person.Lynne)[0]);

        var answer = await cluster.Story.InvokeAsync(Activities.Execute(Person.Lynne, list.Id, "bring", data));
        await cluster.SettleAsync();

        Assert.Equal(3, ClusterScenario.Rows(answer.Card).Count);
        Assert.Equal(4, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task What_a_client_does_by_itself_brings_nothing()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        await cluster.SettleAsync();
        var data = ClusterScenario.Data(ClusterScenario.Rows(list.Card)[0]);
        var act = Activities.Execute(Person.Lynne, list.Id, "bring", data);
        act["value"]!["trigger"] = "automatic";

        var answer = await cluster.Story.InvokeAsync(act);
        await cluster.SettleAsync();

        Assert.Equal(3, ClusterScenario.Rows(answer.Card).Count);
        Assert.Equal(4, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task What_has_left_its_person_leaves_their_list_and_its_button_brings_nothing()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var row = ClusterScenario.Rows(list.Card)[0];
        var task = cluster.TaskOf(row);
        string[] left = [Person.Adele.Email];
        await cluster.Story.Sandbox.EditAsync(task.Task, new { assignees = left, title = "Not for Lynne" });
        cluster.Story.Sweep();
        var after = await cluster.ListAsync(
            Person.Lynne, message => !message.Words.Contains(task.Title, StringComparison.Ordinal));

        var answer = await cluster.PressAsync(Person.Lynne, list, row);
        await cluster.SettleAsync();

        Assert.DoesNotContain("Not for Lynne", after.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.RowIsWithOthers, answer.Words, StringComparison.Ordinal);
        Assert.Equal(4, cluster.In(Person.Lynne).Count);

        // It comes back to the list, and not as a message.
        string[] both = [Person.Adele.Email, Person.Lynne.Email];
        await cluster.Story.Sandbox.EditAsync(task.Task, new { assignees = both });
        cluster.Story.Sweep();
        await cluster.ListAsync(
            Person.Lynne, message => message.Words.Contains("Not for Lynne", StringComparison.Ordinal));
        Assert.Equal(4, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task Whoever_unlinked_is_brought_nothing_and_told_so()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        await cluster.Story.SayAsync(Person.Lynne, "unlink");

        var answer = await cluster.PressAsync(Person.Lynne, list, ClusterScenario.Rows(list.Card)[0]);
        var after = await cluster.Story.Teams.WaitForAsync(
            message => message.Id == list.Id && !ClusterScenario.IsList(message));
        await cluster.SettleAsync();

        Assert.Contains(StoryTexts.English.UnlinkedHeading, answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.UnlinkedHeading, after.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Printer", after.Words, StringComparison.Ordinal);
        Assert.Empty(cluster.CardsOf(Person.Lynne)); // those that were there are sealed
        Assert.Equal(3 + 1 + 1, cluster.In(Person.Lynne).Count); // they, the list, and the answer to the word
    }

    [Fact]
    public async Task In_a_group_chat_it_is_brought_to_the_persons_own_chat_and_the_list_is_not_shown()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var row = ClusterScenario.Rows(list.Card)[0];
        var press = Activities.Execute(Person.Lynne, list.Id, "bring", ClusterScenario.Data(row));

        var answer = await cluster.Story.InvokeAsync(Activities.InGroup(press, "19:a-group-chat@thread.v2"));

        Assert.Equal(StoryTexts.English.AnsweredInPersonalChat, answer.Words);
        await cluster.Story.CardAsync(Person.Lynne, cluster.TaskOf(row).Title, message => message.Asks);
    }
}
