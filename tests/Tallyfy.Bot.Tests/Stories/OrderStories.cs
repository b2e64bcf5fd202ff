using System.Net;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Something moves while a card is on its way, or several processes send: each card is there once, and true.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class OrderStories
{
    /// <summary>For Megan.</summary>
    private const int WaitingInTheSeed = 2;

    [Fact]
    public async Task A_card_that_changes_while_it_is_posted_is_one_message_and_then_an_update()
    {
        var (story, task, held) = await HoldingAsync();
        await using var end = story;

        if (StoryStore.IsPostgres)
            story.StartAnother();

        await story.Sandbox.EditAsync(task.Task, new { title = "A fence, but green" });
        await story.LaunchAsync("Meanwhile", [Person.Megan], seenBy: []);
        await story.UntilAsync(
            () => story.Teams.In(Person.Megan.Chat).Any(
                message => message.Summary.EndsWith("Meanwhile", StringComparison.Ordinal)));
        held.Release();

        var card = await story.CardAsync(Person.Lynne, "but green");
        Assert.Equal(1, card.Edits);
        Assert.Single(
            story.Teams.In(Person.Lynne.Chat), message => message.Words.Contains("A fence", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_is_set_ahead_while_a_card_is_on_its_way_sends_it_no_second_time()
    {
        var (story, _, held) = await HoldingAsync();
        await using var end = story;

        story.BotClock.Skew = TimeSpan.FromHours(6);
        story.Advance(TimeSpan.FromSeconds(2));
        await story.LaunchAsync("Meanwhile", Person.Megan);
        held.Release();

        await story.CardAsync(Person.Lynne, "A fence");
        await story.AnsweredAsync();
        Assert.Single(
            story.Teams.In(Person.Lynne.Chat), message => message.Words.Contains("A fence", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_makes_nothing_wait_for_the_time_it_has_lost()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.BotClock.Skew = TimeSpan.FromHours(6); // from ahead to right: behind it, the task would not have begun
        story.Teams.Interfere = _ => ScriptedConnector.Json(
            HttpStatusCode.BadGateway, ScriptedConnector.Fault("Sorry"));
        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await story.LoggedAsync("failed on attempt 1");
        await story.AnsweredAsync();

        story.BotClock.Skew = TimeSpan.Zero;
        story.Teams.Interfere = _ => null;
        story.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Person.Lynne.Chat, (await story.CardAsync(Person.Lynne, task.Title)).Chat);
    }

    [Fact]
    public async Task A_card_that_hangs_holds_up_nobody_else()
    {
        var (story, _, held) = await HoldingAsync();
        await using var end = story;

        var task = await story.LaunchAsync("A gate", Person.Megan);

        Assert.True((await story.CardAsync(Person.Megan, task.Title)).Asks);
        held.Release();
    }

    [Fact]
    public async Task In_one_chat_a_card_waits_for_the_one_before_it()
    {
        var (story, _, held) = await HoldingAsync();
        await using var end = story;
        await story.LaunchAsync("A gate", [Person.Lynne, Person.Megan], seenBy: [Person.Megan]);

        Assert.DoesNotContain(story.Teams.In(Person.Lynne.Chat), message => message.Asks);

        held.Release();
        await story.CardAsync(Person.Lynne, "A gate");
        Assert.Equal(
            ["A fence", "A gate"],
            story.Teams.In(Person.Lynne.Chat).Where(message => message.Asks).Select(
                message => message.Summary.Split(" · ")[^1]));
    }

    [Fact]
    public async Task What_another_process_sent_is_taken_over_when_that_one_is_gone()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.HoldTenantElsewhereAsync(TimeSpan.FromSeconds(30));
        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        story.Advance(TimeSpan.FromSeconds(20));
        await story.SayAsync(Person.Lynne, "help"); // answers do not wait

        Assert.DoesNotContain(story.Teams.In(Person.Lynne.Chat), message => message.Asks);

        story.Advance(TimeSpan.FromSeconds(10));
        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);
    }

    [Fact]
    public async Task Two_processes_on_one_store_send_each_card_once()
    {
        await using var story = ApprovalStory.Begin();

        if (StoryStore.IsPostgres)
            story.StartAnother();

        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);

        for (var number = 1; number <= 20; number++)
            await story.LaunchAsync($"Number {number:00}", [Person.Lynne, Person.Megan], seenBy: []);

        await story.UntilAsync(() => Asking(Person.Lynne) >= 20 && Asking(Person.Megan) >= 20 + WaitingInTheSeed);
        await story.AnsweredAsync();
        Assert.Equal((20, 20 + WaitingInTheSeed), (Asking(Person.Lynne), Asking(Person.Megan)));

        int Asking(Person person) => story.Teams.In(person.Chat).Count(message => message.Asks);
    }

    [Fact]
    public async Task A_card_that_takes_longer_than_its_lease_is_waited_for_and_not_sent_beside()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        await story.AnsweredAsync();
        using var gate = new ManualResetEventSlim();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        story.Teams.Interfere = request =>
        {
            // No time limit ends this call: it does not look at its token.
            if (request.RequestUri!.AbsolutePath.Contains(
                    Uri.EscapeDataString(Person.Lynne.Chat), StringComparison.Ordinal)
                && arrived.TrySetResult())
                gate.Wait(Hang.Guard);

            return null;
        };
        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await arrived.Task.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);

        var answered = story.AnsweredAsync();
        story.Advance(TimeSpan.FromMinutes(2));
        await story.LaunchAsync("A gate", Person.Megan); // what is due was taken
        Assert.False(answered.IsCompleted);
        gate.Set();

        await answered.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);
        await story.CardAsync(Person.Lynne, task.Title);
        story.Advance(TimeSpan.FromMinutes(2));
        await story.LaunchAsync("A bench", Person.Lynne);
        Assert.Single(
            story.Teams.In(Person.Lynne.Chat),
            message => message.Words.Contains(task.Title, StringComparison.Ordinal));
    }

    /// <summary>Lynne and Megan are there, and the post of Lynne's card stays on the line.</summary>
    private static async Task<(ApprovalStory Story, LaunchedTask Task, HeldRequest Held)> HoldingAsync()
    {
        var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var held = HoldNextPost(story, Person.Lynne);
        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await held.ArrivedAsync();
        return (story, task, held);
    }

    /// <summary>The next card for this person stays on the line, neither there nor refused.</summary>
    private static HeldRequest HoldNextPost(ApprovalStory story, Person person)
    {
        var held = new HeldRequest(HttpMethod.Post, "/activities", holdsAnswer: false);
        HeldRequest? next = held;
        story.Teams.Hold = request => request.Method == HttpMethod.Post
            && Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).Contains(
                $"/{person.Chat}/activities", StringComparison.Ordinal)
                ? Interlocked.Exchange(ref next, null)
                : null;
        return held;
    }
}
