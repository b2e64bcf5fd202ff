using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>More taps than people make: answered, counted, and nobody's else.</summary>
public sealed class FloodStories
{
    private const int Flood = 400;
    private const string TooMany = "That was a lot at once, so nothing was recorded. Try again in ";
    private const string TooManyOfAll =
        "A lot came from your organization at once, so nothing was recorded. Try again in ";

    [Fact]
    public async Task A_flood_of_one_person_ends_at_the_door_and_another_is_served_at_once()
    {
        var (story, card) = await FloodedAsync(perPerson: 10, perTenant: 10_000);
        await using var _ = story;
        using var refusals = new Refusals(story);
        var forMegan = await story.CardAsync(Person.Megan, "For Megan");
        var passed = story.Sandbox.Wire.Passed.Count;

        var answers = await TapAllAsync(story, Person.Alex, card, Flood);
        var read = story.Sandbox.Wire.Passed.Count - passed;

        Assert.InRange(answers.Count(IsTooMany), Flood - 10, Flood - 8); // a token may have come back meanwhile
        Assert.Equal(answers.Count(IsTooMany), refusals.Of("person"));
        Assert.Equal(0, read); // for a missing reason nothing is asked of Tallyfy
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Megan, forMegan, "approve")).Words,
            StringComparison.Ordinal);
        Assert.Equal(["Megan Bowen"], await DecidersAsync(story));
    }

    [Fact]
    public async Task A_flood_of_many_people_ends_at_the_limit_of_their_tenant()
    {
        var (story, card) = await FloodedAsync(perPerson: 10, perTenant: 40);
        await using var _ = story;
        using var refusals = new Refusals(story);

        var answers = await Task.WhenAll(Enumerable.Range(0, Flood)
            .Select(number => Person.Alex with { ObjectId = $"00000000-0000-0000-0001-{number:D12}" })
            .Select(person => story.InvokeAsync(Activities.Execute(person, card.Id, "reject", DataOf(card)))));

        var tooMany = answers.Count(answer => answer.Words.StartsWith(TooManyOfAll, StringComparison.Ordinal));
        Assert.InRange(tooMany, Flood - 40, Flood - 30); // four activities of the beginning count too
        Assert.Equal(tooMany, refusals.Of("tenant"));
    }

    [Fact]
    public async Task A_person_over_the_limit_takes_nothing_of_the_tenants()
    {
        var (story, card) = await FloodedAsync(perPerson: 10, perTenant: 30);
        await using var _ = story;
        await TapAllAsync(story, Person.Alex, card, Flood);

        var answer = await story.TapAsync(Person.Megan, await story.CardAsync(Person.Megan, "For Megan"), "approve");

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_with_many_cards_that_ask_how_they_are_leaves_the_tap_after_them_its_room()
    {
        var (story, card) = await FloodedAsync(perPerson: 10, perTenant: 30);
        await using var _ = story;
        using var refusals = new Refusals(story);
        var tasks = new List<LaunchedTask>();

        for (var number = 1; number <= 44; number++)
        {
            tasks.Add(await story.Sandbox.LaunchAsync(new
            {
                template = "Purchase request",
                title = $"Laptop {number} of 44",
                assignees = new[] { Person.Alex.Email },
            }));
        }

        story.Sweep();
        var cards = await Task.WhenAll(tasks.Select(task => story.CardAsync(Person.Alex, task.Title)));
        var passed = story.Sandbox.Wire.Passed.Count;

        var answers = await Task.WhenAll(cards.Select(one => RefreshAsync(story, one)));
        var tap = await story.TapAsync(Person.Alex, card, "approve");

        Assert.All(
            answers.Zip(tasks),
            pair => Assert.Contains(pair.Second.Title, pair.First.Words, StringComparison.Ordinal));
        Assert.Contains("You approved", tap.Words, StringComparison.Ordinal);
        Assert.Equal(0, refusals.Of("person") + refusals.Of("tenant"));
        Assert.DoesNotContain(
            story.Sandbox.Wire.Passed.Skip(passed),
            request => tasks.Any(task => request.Contains(task.Task, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_clients_ask_by_themselves_ends_at_a_limit_of_its_own()
    {
        var (story, card) = await FloodedAsync(perPerson: 10, perTenant: 30);
        await using var _ = story;
        using var refusals = new Refusals(story);

        var answers = await Task.WhenAll(Enumerable.Range(0, Flood).Select(_ => RefreshAsync(story, card)));

        Assert.InRange(answers.Count(IsTooMany), 1, Flood - 300);
        Assert.Equal(answers.Count(IsTooMany), refusals.Of("person"));
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Alex, card, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_card_action_is_told_when_to_come_again()
    {
        var (story, card) = await FloodedAsync(perPerson: 10, perTenant: 10_000);
        await using var _ = story;
        await TapAllAsync(story, Person.Alex, card, 30);
        var messages = story.Teams.Messages.Count;

        var answers = new List<(HttpStatusCode Status, TimeSpan? Wait)>
        {
            await StatusAsync(story, Activities.Message(Person.Alex, "pending")),
            await StatusAsync(story, Activities.Submit(Person.Alex, card.Id, DataOf(card))),
            await StatusAsync(story, Activities.Of(Person.Alex, "messageReaction")),
        };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status));
        Assert.All(answers, answer => Assert.Equal(TimeSpan.FromSeconds(1_000), answer.Wait));
        Assert.Equal(messages, story.Teams.Messages.Count);
    }

    [Fact]
    public async Task An_installation_is_told_once_and_is_heard_in_the_busiest_tenant()
    {
        var (story, card) = await FloodedAsync(perPerson: 10, perTenant: 12);
        await using var _ = story;
        await TapAllAsync(story, Person.Alex, card, 30);
        await TapAllAsync(story, Person.Megan, card, 30);

        var busy = await StatusAsync(story, Activities.Message(Person.Lynne, "pending"));
        await story.InstallAsync(Person.Lynne);

        Assert.Equal(HttpStatusCode.TooManyRequests, busy.Status);
        Assert.Contains(story.Teams.Messages, message => message.Chat == Person.Lynne.Chat);
    }

    [Fact]
    public async Task A_tenant_that_is_not_served_has_no_bucket_to_fill()
    {
        var (story, card) = await FloodedAsync(perPerson: 10, perTenant: 20);
        await using var _ = story;
        using var refusals = new Refusals(story);
        var activity = Activities.Execute(Person.Alex, card.Id, "approve", DataOf(card));
        activity["conversation"]!["tenantId"] = "11111111-86f1-41af-91ab-2d7cd011db47";
        activity["channelData"]!["tenant"]!["id"] = "11111111-86f1-41af-91ab-2d7cd011db47";

        for (var turn = 0; turn < 30; turn++)
            Assert.DoesNotContain(TooMany, (await story.InvokeAsync(activity)).Words, StringComparison.Ordinal);

        Assert.Equal(0, refusals.Of("person") + refusals.Of("tenant"));
    }

    private static async Task<(ApprovalStory Story, ChatMessage Card)> FloodedAsync(int perPerson, int perTenant)
    {
        var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>
        {
            // So slow that nothing comes back while the story lasts.
            ["Arrivals:PerPerson:Burst"] = $"{perPerson}",
            ["Arrivals:PerPerson:PerSecond"] = "0.001",
            ["Arrivals:PerTenant:Burst"] = $"{perTenant}",
            ["Arrivals:PerTenant:PerSecond"] = "0.001",
        });
        await story.InstallAsync(Person.Alex);
        await story.InstallAsync(Person.Megan);
        await story.LaunchAsync("For Megan", Person.Megan);
        var task = await story.LaunchAsync("For Alex", Person.Alex);
        return (story, await story.CardAsync(Person.Alex, task.Title));
    }

    // Without a reason nothing is decided, so the same tap may come as often as it likes.
    private static Task<TapAnswer[]> TapAllAsync(ApprovalStory story, Person person, ChatMessage card, int count) =>
        Task.WhenAll(Enumerable.Range(0, count)
            .Select(_ => story.InvokeAsync(Activities.Execute(person, card.Id, "reject", DataOf(card)))));

    private static Task<TapAnswer> RefreshAsync(ApprovalStory story, ChatMessage card)
    {
        var refresh = Activities.Execute(Person.Alex, card.Id, "refresh", DataOf(card));
        refresh["value"]!["trigger"] = "automatic";
        return story.InvokeAsync(refresh);
    }

    private static JsonObject DataOf(ChatMessage card) =>
        CardWords.FindAction(card.Card, "approve")!["data"]!.DeepClone().AsObject();

    private static bool IsTooMany(TapAnswer answer) =>
        answer is { IsSentence: true } && answer.Words.Contains(TooMany, StringComparison.Ordinal);

    private static async Task<(HttpStatusCode Status, TimeSpan? Wait)> StatusAsync(
        ApprovalStory story, JsonObject activity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = JsonContent.Create(activity),
        };
        using var response = await story.SendAsync(request);
        return (response.StatusCode, response.Headers.RetryAfter?.Delta);
    }

    private static async Task<IEnumerable<string>> DecidersAsync(ApprovalStory story) =>
        (await story.Sandbox.CompletionsAsync()).Select(
            line => Person.All.Single(person => person.Member == line.Completer).Name);

    /// <summary>Counts as an operator's metrics would.</summary>
    private sealed class Refusals : IDisposable
    {
        private readonly ConcurrentQueue<string> limits = new();
        private readonly MeterListener listener = new();

        public Refusals(ApprovalStory story)
        {
            var ours = story.Services.GetRequiredService<IMeterFactory>();
            listener.InstrumentPublished = (instrument, all) =>
            {
                if (instrument.Name == BotMetrics.RefusedName && instrument.Meter.Scope == ours)
                    all.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, _, tags, _) => limits.Enqueue((string)tags[0].Value!));
            listener.Start();
        }

        public int Of(string limit) => limits.Count(one => one == limit);

        public void Dispose() => listener.Dispose();
    }
}
