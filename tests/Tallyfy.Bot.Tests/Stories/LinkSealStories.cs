using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// A link that ends seals what asks in its person's chat, and one that is made again lets it ask: nobody taps for that.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class LinkSealStories
{
    private static readonly string[] Lynne = ["--tenant", Person.Tenant, "--object-id", Person.Lynne.ObjectId];
    private static readonly string[] Contoso = ["--organization", WellKnown.OrganizationId];

    [Theory]
    [InlineData("unlink")]
    [InlineData("the operator's unlink")]
    [InlineData("the operator's unlink while the bot is down")]
    [InlineData("no member any more")]
    [InlineData("weaker proof")]
    public async Task However_a_link_ends_all_that_asked_is_sealed_and_what_was_decided_is_not_touched(string how)
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var (decided, open) = await DecideOneAsync(cluster);

        await EndAsync(cluster.Story, open[0], how);
        await UntilAllAsync(cluster, [.. open, list], IsSealed);
        await cluster.SettleAsync();

        Assert.All([.. open, list], message => Assert.Contains(
            "Write “link”", Now(cluster, message).Words, StringComparison.Ordinal));
        Assert.DoesNotContain("Printer", Now(cluster, list).Words, StringComparison.Ordinal);
        Assert.Equal(decided, Now(cluster, decided));
        Assert.All(open[1..], card => Assert.Equal(card.Edits + 1, Now(cluster, card).Edits));
    }

    [Fact]
    public async Task Linked_again_what_still_waits_asks_again_and_is_decided()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(6);
        await using var _ = cluster;
        var (decided, open) = await DecideOneAsync(cluster);
        await cluster.Story.SayAsync(Person.Lynne, "unlink");
        await UntilAllAsync(cluster, [.. open, list], IsSealed);
        var messages = cluster.In(Person.Lynne).Count;

        await cluster.Story.SayAsync(Person.Lynne, "link");
        await UntilAllAsync(cluster, open, message => message.Asks);
        await UntilAllAsync(cluster, [list], ClusterScenario.IsList);
        await cluster.SettleAsync();

        Assert.Equal(decided, Now(cluster, decided));
        Assert.Equal(3, ClusterScenario.Rows(Now(cluster, list).Card).Count);
        Assert.Equal(2, cluster.CardsOf(Person.Lynne).Count); // none came a second time
        Assert.True(cluster.In(Person.Lynne).Count <= messages + 1, "There is the answer, and nothing else.");

        var row = ClusterScenario.Rows(Now(cluster, list).Card)[0];
        await cluster.PressAsync(Person.Lynne, Now(cluster, list), row);
        await cluster.Story.CardAsync(Person.Lynne, cluster.TaskOf(row).Title, message => message.Asks);
        var answer = await cluster.Story.TapAsync(Person.Lynne, Now(cluster, open[0]), "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
        Assert.Equal(2, (await cluster.Story.Sandbox.CompletionsAsync()).Count);
    }

    [Fact]
    public async Task Who_took_the_app_away_is_sent_nothing_and_finds_it_sealed_once_it_is_back()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.AnsweredAsync();
        await story.RemoveAsync(Person.Lynne);
        story.Advance(TimeSpan.FromSeconds(3));
        await story.LaunchAsync("Another", [Person.Adele], []); // whoever looks, has looked
        await story.AnsweredAsync();
        Assert.Equal(card, story.Teams.Message(card.Id));

        await story.PostAsync(Activities.Installation(Person.Lynne, "add"));

        await story.UntilAsync(() => IsSealed(story.Teams.Message(card.Id)));
    }

    [Fact]
    public async Task Who_becomes_another_member_is_asked_no_more_what_the_former_one_was()
    {
        await using var story = ApprovalStory.BeginOnPort();
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("A lamp", Person.Lynne);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.AnsweredAsync();

        await CommandAsync(story, ["link", .. Lynne, .. Contoso, "--member", $"{Person.Megan.Member}"]);

        await story.UntilAsync(() => !story.Teams.Message(card.Id).Asks);
    }

    private static async Task<(ChatMessage Decided, ChatMessage[] Open)> DecideOneAsync(ClusterScenario cluster)
    {
        await cluster.SettleAsync();
        var cards = cluster.CardsOf(Person.Lynne);
        await cluster.Story.TapAsync(Person.Lynne, cards[0], "approve");
        await cluster.Story.UntilAsync(() => Now(cluster, cards[0]).Words.Contains(
            "You approved", StringComparison.Ordinal));
        await cluster.SettleAsync();
        return (Now(cluster, cards[0]), [.. cards.Skip(1).Select(card => Now(cluster, card))]);
    }

    private static ChatMessage Now(ClusterScenario cluster, ChatMessage message) =>
        cluster.Story.Teams.Message(message.Id);

    private static bool IsSealed(ChatMessage message) =>
        message.Words.Contains(StoryTexts.English.UnlinkedHeading, StringComparison.Ordinal)
        && !message.Asks
        && !ClusterScenario.IsList(message)
        && CardWords.FindAction(message.Card, "reject") is null;

    private static Task UntilAllAsync(
        ClusterScenario cluster, IReadOnlyList<ChatMessage> messages, Func<ChatMessage, bool> isSo)
    {
        cluster.Story.Advance(TimeSpan.FromSeconds(3));
        return cluster.Story.UntilAsync(() =>
        {
            cluster.Story.Advance(TimeSpan.FromSeconds(1)); // what goes to one chat is paced
            return messages.All(message => isSo(Now(cluster, message)));
        });
    }

    private static async Task EndAsync(ApprovalStory story, ChatMessage card, string how)
    {
        switch (how)
        {
            case "the operator's unlink":
                await CommandAsync(story, ["unlink", .. Lynne, .. Contoso]);
                break;
            case "the operator's unlink while the bot is down":
                await story.StopAsync();
                await CommandAsync(story, ["unlink", .. Lynne, .. Contoso]);
                await story.RestartAsync();
                break;
            case "no member any more":
                story.Sandbox.ChangePeople(people => people.Remove(people.Find((int)Person.Lynne.Member)!));
                await story.TapAsync(Person.Lynne, card, "approve");
                break;
            case "weaker proof":
                await story.RestartAsync(TimeSpan.Zero, new KeyValuePair<string, string?>("Accounts:Proof", "Code"));
                break;
            default:
                await story.SayAsync(Person.Lynne, how);
                break;
        }
    }

    private static async Task CommandAsync(ApprovalStory story, string[] words)
    {
        var (code, text) = await story.CommandAsync(["accounts", .. words]);
        Assert.True(code == 0, text);
    }
}
