using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What a card showed is kept once for each of its faces, and not for ever: whoever taps what is kept no more is shown
/// their card, and decides nothing.
/// </summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class RenderingStories
{
    private const string OtherTenant = "11111111-86f1-41af-91ab-2d7cd011db47";
    private const int Many = 2_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);
    private static readonly string[] Verbs = ["approve", "reject", "undo", "refresh", "too long"];

    public static TheoryData<string> EveryVerb => [.. Verbs];

    [Fact]
    public async Task Thousands_of_looks_and_taps_write_one_row_for_each_face()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Alex);
        await using var _ = story;
        var card = await story.CardAsync(Person.Alex, task.Title);
        await story.AnsweredAsync();
        var theirs = $"renderings where {Of(task)}";
        var before = await story.CountAsync(theirs);

        for (var looks = 0; looks < Many; looks += 20)
            await Task.WhenAll(Enumerable.Range(0, 20).Select(
                _ => story.InvokeAsync(TapOf(Person.Alex, card, RenderingOf(card), "refresh"))));

        for (var taps = 0; taps < 40; taps++)
            await story.TapAsync(Person.Alex, card, "reject"); // without a reason, so it asks why

        Assert.Equal(before + 1, await story.CountAsync(theirs));

        await story.Sandbox.EditAsync(task.Task, new { title = "A new grinder" });
        var asked = await story.TapAsync(Person.Alex, card, "approve");
        Assert.NotEqual(RenderingOf(card), RenderingOf(asked.On(card)));
        Assert.Equal(before + 2, await story.CountAsync(theirs));
    }

    [Fact]
    public async Task Whoever_else_may_decide_it_has_one_row_of_their_own_however_often_they_tap()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.LaunchAsync("A shared printer", Person.Lynne, Person.Adele);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.AnsweredAsync();
        var before = await story.CountAsync("renderings");

        for (var taps = 0; taps < 50; taps++)
            await story.TapAsync(Person.Adele, card, "reject");

        Assert.Equal(before + 1, await story.CountAsync("renderings"));

        await story.TapAsync(Person.Lynne, card, "approve");
        await RestAsync(story, KeptFor + TimeSpan.FromDays(1));
        await CountsAsync(story, "renderings where is_own = 0", 0); // it is over, and hers is kept by her own card
    }

    [Fact]
    public async Task What_was_superseded_goes_after_its_time_and_the_last_face_stays()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await ChangeAsync(story, task, "The second", "The third");
        Assert.Equal(3, await story.CountAsync("renderings"));

        await RestAsync(story, KeptFor - TimeSpan.FromDays(1));
        Assert.Equal(3, await story.CountAsync("renderings"));

        await RestAsync(story, TimeSpan.FromDays(2));
        await CountsAsync(story, "renderings", 1);

        // It is tapped as ever.
        var last = await story.CardAsync(Person.Lynne, "The third");
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, last, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_long_it_is_kept_is_a_setting()
    {
        var settings = new Dictionary<string, string?> { ["Approvals:KeepRenderings"] = "3.00:00:00" };
        await using var story = ApprovalStory.Begin(settings: settings);
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchAsync("The first", Person.Lynne);
        await ChangeAsync(story, task, "The second");

        await RestAsync(story, TimeSpan.FromDays(4));

        await CountsAsync(story, "renderings", 1);
    }

    [Fact]
    public async Task Rows_of_before_there_was_an_end_go_in_rounds_that_end_each()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        await story.AnsweredAsync();
        await story.ChangeStoreAsync(
            """
            with recursive number (n) as (select 1 union all select n + 1 from number where n < 1700)
            insert into renderings (id, posted_card_id, generation, version, digest, is_own, rendered_at)
            select 'looked-' || n, posted_card_id, generation, version, digest, is_own, rendered_at - 5 * n
            from number join renderings on renderings.version = 1
            """);
        Assert.Equal(1_701, await story.CountAsync("renderings"));

        await RestAsync(story, KeptFor + TimeSpan.FromDays(1));

        await CountsAsync(story, "renderings", 1);
        Assert.DoesNotContain("stopped short", story.Log, StringComparison.Ordinal);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.TapAsync(Person.Lynne, card, "approve");
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task Its_own_person_is_shown_the_card_as_it_is_and_decides_nothing(string verb)
    {
        await using var scene = await RemovedAsync();

        var answer = await scene.Story.InvokeAsync(TapOf(Person.Lynne, scene.Card, scene.Removed, verb));

        Assert.Contains("The second", answer.Words, StringComparison.Ordinal);
        var shown = answer.On(scene.Card);
        Assert.Equal(
            verb != "refresh", answer.Words.Contains(StoryTexts.English.ChangedMeans, StringComparison.Ordinal));
        Assert.Empty(await scene.Story.Sandbox.CompletionsAsync());
        Assert.Equal(0, await scene.Story.CountAsync("decisions"));

        // The card of the answer decides.
        if (!shown.Asks)
            shown = (await scene.Story.TypeAsync(Person.Lynne, shown, "back")).On(scene.Card);

        await scene.Story.TapAsync(Person.Lynne, shown, "approve");
        Assert.Single(await scene.Story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task An_older_client_has_its_message_changed_and_decides_nothing()
    {
        await using var scene = await RemovedAsync();
        var edits = scene.Story.Teams.Message(scene.Card.Id).Edits;
        var data = new JsonObject { ["rendering"] = scene.Removed, ["verb"] = "approve", ["reason"] = "zqtyped" };

        await scene.Story.PostAsync(Activities.Submit(Person.Lynne, scene.Card.Id, data));

        var shown = await scene.Story.Teams.WaitForAsync(
            message => message.Id == scene.Card.Id && message.Edits > edits);
        Assert.Contains(StoryTexts.English.ChangedMeans, shown.Words, StringComparison.Ordinal);
        Assert.Contains("zqtyped", shown.Activity.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(await scene.Story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task Everybody_else_is_answered_as_for_an_id_that_never_was(string verb)
    {
        await using var scene = await RemovedAsync();
        JsonObject[] others =
        [
            TapOf(Person.Adele, scene.Card, scene.Removed, verb), // an owner too, whose own card is another
            TapOf(Person.Megan, scene.Card, scene.Removed, verb),
            Activities.InGroup(TapOf(Person.Megan, scene.Card, scene.Removed, verb), Person.Lynne.Chat),
            InChatOf(Person.Lynne, TapOf(Person.Megan, scene.Card, scene.Removed, verb)),
            InChatOf(Person.Lynne, TapOf(Person.Adele, scene.Card, scene.Removed, verb)),
            Activities.InGroup(TapOf(Person.Lynne, scene.Card, scene.Removed, verb), "19:group@thread.v2"),
            InChatOf(Person.Adele, TapOf(Person.Lynne, scene.Card, scene.Removed, verb)),
            WithoutMessage(TapOf(Person.Lynne, scene.Card, scene.Removed, verb)),
            TapOf(Person.Lynne, scene.Card with { Id = $"{scene.Card.Id}0" }, scene.Removed, verb),
            TapOf(Person.Lynne, scene.Card with { Id = "%" }, scene.Removed, verb),
            TapOf(Person.Lynne, scene.Card with { Id = $"{scene.Card.Id} " }, scene.Removed, verb),
        ];

        foreach (var tap in others)
        {
            var answer = await scene.Story.InvokeAsync(tap);

            Assert.Equal(StoryTexts.English.CardTooOld, answer.Words);
        }

        var stranger = await scene.Story.InvokeAsync(
            Activities.FromTenant(TapOf(Person.Lynne, scene.Card, scene.Removed, verb), OtherTenant));
        Assert.Equal(StoryTexts.English.NotServed, stranger.Words);
        Assert.Empty(await scene.Story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [MemberData(nameof(EveryVerb))]
    public async Task Whom_it_has_left_is_shown_what_they_saw_last_though_it_is_long_ago(string verb)
    {
        await using var scene = await RemovedAsync();
        await scene.Story.Sandbox.EditAsync(
            scene.Task.Task, new { assignees = new[] { Person.Adele.Email }, title = "The third" });
        scene.Story.Sweep();
        await scene.Story.CardAsync(Person.Adele, "The third");
        await scene.Story.CardAsync(Person.Lynne, "The second", message => !message.Asks);
        await RestAsync(scene.Story, KeptFor + TimeSpan.FromDays(1));

        var answer = await scene.Story.InvokeAsync(TapOf(Person.Lynne, scene.Card, scene.Removed, verb));

        Assert.Contains("The second", answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("The third", answer.Words, StringComparison.Ordinal);
        Assert.Empty(await scene.Story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task Of_what_is_over_the_end_is_shown_and_stays_as_it_is()
    {
        await using var scene = await RemovedAsync();
        await scene.Story.TapAsync(
            Person.Lynne, await scene.Story.CardAsync(Person.Lynne, "The second"), "reject", "Too many");
        await RestAsync(scene.Story, KeptFor + TimeSpan.FromDays(1));
        await CountsAsync(scene.Story, $"renderings where {Of(scene.Task)}", 2); // the last of each of the two cards

        foreach (var verb in Verbs)
        {
            var answer = await scene.Story.InvokeAsync(TapOf(Person.Lynne, scene.Card, scene.Removed, verb));

            Assert.Contains("You rejected", answer.Words, StringComparison.Ordinal);
        }

        Assert.Single(await scene.Story.Sandbox.CompletionsAsync());
    }

    /// <summary>Lynne and Adele have it; the first face of Lynne's card was shown too long ago.</summary>
    private static async Task<Scene> RemovedAsync()
    {
        var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        await story.InstallAsync(Person.Megan);
        var task = await story.LaunchAsync("The first", Person.Lynne, Person.Adele);
        var card = await story.CardAsync(Person.Lynne, "The first");
        var removed = RenderingOf(card);
        await ChangeAsync(story, task, "The second");
        await story.CardAsync(Person.Adele, "The second");
        await RestAsync(story, KeptFor + TimeSpan.FromDays(1));
        await CountsAsync(story, $"renderings where {Of(task)}", 2);
        return new Scene(story, task, await story.CardAsync(Person.Lynne, "The second"), removed);
    }

    private static async Task ChangeAsync(ApprovalStory story, LaunchedTask task, params string[] titles)
    {
        foreach (var title in titles)
        {
            await story.Sandbox.EditAsync(task.Task, new { title });
            story.Sweep();
            await story.CardAsync(Person.Lynne, title);
        }

        await story.AnsweredAsync();
    }

    /// <summary>Nothing runs for a time; then the next hour begins.</summary>
    private static async Task RestAsync(ApprovalStory story, TimeSpan time)
    {
        await story.RestartAsync(time);
        story.Advance(TimeSpan.FromHours(1));
    }

    // A worker that began its rest only after the last hour had passed waits for another one.
    private static Task CountsAsync(ApprovalStory story, string what, long expected) => story.UntilAsync(
        $"{expected} {what}",
        async () => await story.CountAsync(what) == expected,
        whenQuiet: () => story.Advance(TimeSpan.FromHours(1)));

    // Others have cards of the seed.
    private static string Of(LaunchedTask task) =>
        $"posted_card_id in (select id from posted_cards where task = '{task.Task}')";

    private static JsonObject TapOf(Person person, ChatMessage card, string rendering, string verb)
    {
        var tap = EntitlementScenario.TapOf(person, rendering, verb, isSubmit: false);
        tap["replyToId"] = card.Id;
        return tap;
    }

    private static JsonObject InChatOf(Person other, JsonObject tap)
    {
        tap["conversation"]!["id"] = other.Chat;
        return tap;
    }

    private static JsonObject WithoutMessage(JsonObject tap)
    {
        tap.Remove("replyToId");
        return tap;
    }

    private static string RenderingOf(ChatMessage card) =>
        (string)CardWords.FindAction(card.Card, "approve")!["data"]!["rendering"]!;

    private sealed record Scene(ApprovalStory Story, LaunchedTask Task, ChatMessage Card, string Removed)
        : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Story.DisposeAsync();
    }
}
