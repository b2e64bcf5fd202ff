using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// A list that does not arrive, or arrives without an answer: nothing on it is lost, and nothing doubled.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class ClusterDeliveryStories
{
    private const string AnotherChat = "a:another-chat";

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_list_that_is_not_taken_comes_later(HttpStatusCode status)
    {
        await using var cluster = await ClusterScenario.BeginAsync(8);
        var refusals = 0;
        cluster.Story.Teams.Interfere = request => IsList(request)
            && Interlocked.Increment(ref refusals) > 0
            ? ScriptedConnector.Json(status, ScriptedConnector.Fault("Sorry"))
            : null;
        await cluster.Story.InstallAsync(Person.Lynne);
        await cluster.Story.UntilAsync(() => Volatile.Read(ref refusals) > 0);
        await cluster.Story.AnsweredAsync();
        Assert.Equal(3, cluster.In(Person.Lynne).Count);

        cluster.Story.Teams.Interfere = _ => null;
        cluster.Story.Advance(TimeSpan.FromHours(1));
        var list = await cluster.ListAsync(Person.Lynne);
        await cluster.SettleAsync();

        Assert.Equal(5, ClusterScenario.Rows(list.Card).Count);
        Assert.Equal(4, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task A_list_that_was_posted_without_an_answer_may_be_there_twice_and_both_bring_and_end_true()
    {
        await using var cluster = await ClusterScenario.BeginAsync(6);
        cluster.Story.Teams.Garble = request => IsList(request) && request.Method == HttpMethod.Post
            ? ScriptedConnector.Json(HttpStatusCode.BadGateway, ScriptedConnector.Fault("Sorry"))
            : null;
        await cluster.Story.InstallAsync(Person.Lynne);
        var lost = await cluster.ListAsync(Person.Lynne);
        await cluster.SettleAsync();
        cluster.Story.Teams.Garble = _ => null;
        cluster.Story.Advance(TimeSpan.FromMinutes(1));
        var known = await cluster.ListAsync(Person.Lynne, message => message.Id != lost.Id);
        var row = ClusterScenario.Rows(lost.Card)[0];
        var title = cluster.TaskOf(row).Title;

        await cluster.PressAsync(Person.Lynne, lost, row);

        foreach (var list in new[] { lost, known })
            await cluster.ListAsync(
                Person.Lynne,
                message => message.Id == list.Id && !message.Words.Contains(title, StringComparison.Ordinal));

        await cluster.PressAsync(Person.Lynne, known, row);
        await cluster.SettleAsync();
        Assert.Single(cluster.CardsOf(Person.Lynne), card => card.Words.Contains(title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pressed_before_anybody_knows_which_message_the_list_is_it_brings_the_card_and_the_list_ends_true()
    {
        await using var cluster = await ClusterScenario.BeginAsync(6);
        cluster.Story.Teams.Garble = request => IsList(request) && request.Method == HttpMethod.Post
            ? ScriptedConnector.Json(HttpStatusCode.BadGateway, ScriptedConnector.Fault("Sorry"))
            : null;
        await cluster.Story.InstallAsync(Person.Lynne);
        var list = await cluster.ListAsync(Person.Lynne);
        await cluster.SettleAsync();
        var row = ClusterScenario.Rows(list.Card)[0];
        var title = cluster.TaskOf(row).Title;

        await cluster.PressAsync(Person.Lynne, list, row);

        await cluster.Story.CardAsync(Person.Lynne, title, message => message.Asks);
        cluster.Story.Advance(TimeSpan.FromMinutes(1)); // it would have been posted once more
        await cluster.ListAsync(
            Person.Lynne,
            message => message.Id == list.Id && !message.Words.Contains(title, StringComparison.Ordinal));
        await cluster.SettleAsync();
        Assert.Equal(5, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task A_process_that_dies_with_the_list_under_way_loses_and_doubles_nothing()
    {
        await using var cluster = await ClusterScenario.BeginAsync(8);
        cluster.Story.Teams.Interfere = request => request.Method == HttpMethod.Post && IsLynnes(request)
            && !Body(request).Contains(StoryTexts.English.Greeting, StringComparison.Ordinal)
                ? ScriptedConnector.Json(HttpStatusCode.ServiceUnavailable, ScriptedConnector.Fault("Sorry"))
                : null;
        await cluster.Story.InstallAsync(Person.Lynne);
        await cluster.SettleAsync();
        Assert.Empty(cluster.In(Person.Lynne));

        cluster.Story.Teams.Interfere = _ => null;
        await cluster.Story.RestartAsync(TimeSpan.FromMinutes(10));
        var list = await cluster.ListAsync(Person.Lynne);
        await cluster.SettleAsync();

        Assert.Equal(3, cluster.CardsOf(Person.Lynne).Count);
        Assert.Equal(5, ClusterScenario.Rows(list.Card).Count);
        Assert.Equal(4, cluster.In(Person.Lynne).Count);
    }

    [Fact]
    public async Task What_was_kept_and_never_announced_is_announced_at_the_next_word()
    {
        await using var cluster = await ClusterScenario.BeginAsync(8);
        await using (await cluster.Story.RefuseWritesAsync())
            await cluster.Story.PostAsync(Activities.Installation(Person.Lynne, "add"));

        await cluster.Story.SayAsync(Person.Lynne, "pending");
        var list = await cluster.ListAsync(Person.Lynne);
        await cluster.SettleAsync();

        Assert.Equal(3, cluster.CardsOf(Person.Lynne).Count);
        Assert.Equal(5, ClusterScenario.Rows(list.Card).Count);
    }

    [Fact]
    public async Task A_list_whose_chat_is_gone_comes_in_the_new_one()
    {
        var (cluster, list) = await ClusterScenario.InstalledAsync(8);
        await using var _ = cluster;
        await cluster.SettleAsync();
        cluster.Story.Teams.Interfere = request => IsLynnes(request)
            ? ScriptedConnector.Json(HttpStatusCode.NotFound, ScriptedConnector.Fault("ConversationNotFound"))
            : null;
        cluster.Story.Teams.Open = _ => AnotherChat;
        var task = cluster.TaskOf(ClusterScenario.Rows(list.Card)[0]);
        await cluster.Story.Sandbox.CompleteAsync(task.Task, Person.Adele.Email, isApproved: true);

        cluster.Story.Sweep();
        await cluster.Story.Teams.WaitForAsync(message => message.Chat == AnotherChat);
        await cluster.SettleAsync();

        // Three cards more stand in the old chat, and come when something is sent there.
        var here = cluster.Story.Teams.In(AnotherChat).ToList();
        Assert.Equal(4, here.Count(message => message.Asks) + here.Where(ClusterScenario.IsList)
            .Sum(message => ClusterScenario.Rows(message.Card).Count));
        Assert.DoesNotContain(here, message => message.Words.Contains(task.Title, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_of_two_events_at_once_announce_it_once()
    {
        await using var cluster = await ClusterScenario.BeginAsync(8);
        await cluster.Story.InstallAsync(Person.Lynne);

        await Task.WhenAll(Enumerable.Repeat(0, 4).Select(one =>
            cluster.Story.PostAsync(Activities.Message(Person.Lynne, "thanks"))));
        await cluster.SettleAsync();

        Assert.Equal(3, cluster.CardsOf(Person.Lynne).Count);
        Assert.Single(cluster.In(Person.Lynne), ClusterScenario.IsList);
    }

    [Fact]
    public async Task What_the_platform_finds_too_large_is_a_shorter_list()
    {
        await using var cluster = await ClusterScenario.BeginAsync(30);
        cluster.Story.Teams.Interfere = request => IsList(request) && Body(request).Length > 12_000
            ? ScriptedConnector.Json(
                HttpStatusCode.RequestEntityTooLarge, ScriptedConnector.Fault("MessageSizeTooBig"))
            : null;

        await cluster.Story.InstallAsync(Person.Lynne);

        var list = await cluster.ListAsync(Person.Lynne);
        Assert.Contains(
            StoryTexts.English.ListMore(27 - ClusterScenario.Rows(list.Card).Count),
            list.Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgotten_with_their_person_lists_leave_nothing()
    {
        var (cluster, _) = await ClusterScenario.InstalledAsync(8);
        await using var __ = cluster;
        await cluster.SettleAsync();

        var (code, _) = await cluster.Story.CommandAsync(
            "accounts", "forget", "--tenant", Person.Tenant, "--object-id", Person.Lynne.ObjectId);

        Assert.Equal(0, code);
        Assert.Equal(0, await cluster.Story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(
                "select count(*) from posted_cards where object_id = @id",
                new { id = Person.Lynne.ObjectId },
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken));
    }

    private static bool IsList(HttpRequestMessage request) => IsLynnes(request)
        && Body(request).Contains("\"bring\"", StringComparison.Ordinal);

    private static bool IsLynnes(HttpRequestMessage request) => Uri.UnescapeDataString(
        request.RequestUri!.AbsolutePath)
        .Contains($"/{Person.Lynne.Chat}/activities", StringComparison.Ordinal);

    private static string Body(HttpRequestMessage request) =>
        request.Content?.ReadAsStringAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult() ?? "";
}
