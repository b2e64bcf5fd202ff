using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Teams;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.BotBuilder.Tests.Infrastructure;

/// <summary>
/// A conversation, step by step, as a TestFlow of the SDK: what people say and tap goes through its pipeline, and what
/// the bot says comes out of its TestAdapter. Tallyfy, the store and the clock are those of every story.
/// </summary>
internal sealed class Dialog : IAsyncDisposable
{
    public const string Group = "19:a-group-chat@thread.v2";
    public const string Thread = "19:a-channel@thread.tacv2;messageid=1";

    private readonly IBot? host;
    private readonly StoryAdapter adapter;
    private readonly List<Activity> unheard = [];
    private readonly StringBuilder transcript = new();
    private Person person = Person.Alex;
    private Func<JsonObject, JsonObject> place = activity => activity;
    private string where = "";
    private readonly List<Activity> heard = [];
    private JsonObject? last;
    private LaunchedTask? launched;
    private Activity? card; // the one that is looked at
    private TestFlow flow;

    private Dialog(IReadOnlyDictionary<string, string?>? settings, IBot? host, CredentialMode mode)
    {
        this.host = host;
        adapter = new StoryAdapter(() => Story!.Teams);
        Story = ApprovalStory.BeginWith(
            services => services.AddSingleton<IChatChannel>(provider => new CloudAdapterChannel(
                adapter,
                provider.GetRequiredService<BotIdentity>(),
                provider.GetRequiredService<ServiceUrlPolicy>(),
                provider.GetRequiredService<TimeProvider>())),
            settings,
            mode);
        flow = new TestFlow(adapter, OnTurnAsync);
    }

    public ApprovalStory Story { get; }

    /// <summary>What was said so far, a line each.</summary>
    public string Transcript => transcript.ToString();

    public static Dialog Begin(
        IReadOnlyDictionary<string, string?>? settings = null, CredentialMode mode = CredentialMode.PersonalToken) =>
        new(settings, null, mode);

    /// <summary>Inside another bot, which says what it hears.</summary>
    public static Dialog BeginInside(IBot host, IReadOnlyDictionary<string, string?>? settings = null) =>
        new(settings, host, CredentialMode.PersonalToken);

    /// <summary>The conversation stands in the test's output.</summary>
    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Transcript);
        await Story.DisposeAsync();
    }

    /// <summary>From now on this person speaks, in their own chat.</summary>
    public Dialog As(Person who) => Then(() => (person, place, where) = (who, activity => activity, ""));

    public Dialog InGroup() => Then(() =>
        (place, where) = (activity => Activities.InGroup(activity, Group), " in the group chat"));

    public Dialog InChannel() => Then(() =>
        (place, where) = (activity => Activities.InChannel(activity, Thread), " in the channel"));

    public Dialog Elsewhere(Func<JsonObject, JsonObject> change, string how) => Then(() =>
        (place, where) = (change, $" {how}"));

    public Dialog Installs() => Sends(() => Activities.Installation(person, "add"), "installs the app");

    public Dialog Removes() => Sends(() => Activities.Installation(person, "remove"), "removes the app");

    public Dialog Says(string text) => Says(() => text);

    public Dialog Says(Func<string> text) => Sends(() => Activities.Message(person, text()), text);

    public Dialog Taps(string verb, string? reason = null) => Sends(
        () =>
        {
            var data = With(Action(verb)["data"]!, reason);
            return Activities.Execute(person, card!.Id, verb, data);
        },
        () => $"taps {verb}{Typing(reason)}");

    /// <summary>As clients that do not know Action.Execute.</summary>
    public Dialog Submits(string verb, string? reason = null) => ThenAsync(() => Story.AnsweredAsync()).Sends(
        () =>
        {
            var data = With(Action(verb)["fallback"]!["data"]!, reason);
            return Activities.Submit(person, card!.Id, data);
        },
        () => $"taps {verb} in an old client{Typing(reason)}");

    /// <summary>The same data once more, as a client sends that is slow to change the card.</summary>
    public Dialog TapsTheSameAgain() => Sends(() => last!.DeepClone().AsObject(), "taps it again");

    /// <summary>The client asks by itself what the card shows now.</summary>
    public Dialog Refreshes() => Sends(
        () =>
        {
            var rendering = Action("approve")["data"]!["rendering"]!.DeepClone();
            return Activities.Execute(person, card!.Id, "refresh", new JsonObject { ["rendering"] = rendering });
        },
        "looks at the card again");

    /// <summary>The card in this person's own chat, where several were heard.</summary>
    public Dialog LooksAtOwnCard() => Then(() =>
        card = heard.FindLast(one => one.Conversation?.Id == person.Chat && CardOf(one) is not null));

    public Dialog Sends(Func<JsonObject> activity, string what) => Sends(activity, () => what);

    /// <summary>A message with all these words comes, before or after others.</summary>
    public Dialog Hears(params string[] words) => ThenAsync(async () =>
    {
        card = await NextAsync(reply => reply.Type == ActivityTypes.Message && Has(reply, words), words);
        heard.Add(card);
        Write($"Bot{PlaceOf(card)}: {WordsOf(card)}");
    });

    /// <summary>The tap is answered with all these words.</summary>
    public Dialog IsAnswered(params string[] words) => ThenAsync(async () =>
    {
        var answer = await NextAsync(reply => reply.Type == ActivityTypesEx.InvokeResponse, words);
        Write($"Bot answers: {WordsOf(answer)}");
        Assert.True(Has(answer, words), $"Expected {string.Join(", ", words)} in: {WordsOf(answer)}");

        // The client that tapped shows a card in place of the old one.
        if (CardOf(answer) is { } shown && card is not null)
            heard.Add(card = new Activity { Id = card.Id, Attachments = [new() { Content = shown }] });
    });

    /// <summary>The tapped message shows all these words, now or soon.</summary>
    public Dialog Shows(params string[] words) => ThenAsync(async () =>
    {
        var id = card!.Id;
        await adapter.UntilAsync(() => Has(adapter.Find(id)!, words), () => Why(words));
        card = adapter.Find(id);
        Write($"The card shows: {WordsOf(card!)}");
    });

    /// <summary>What was heard last came to this person's own chat.</summary>
    public Dialog IsToldTo(Person who) => IsToldIn(who.Chat);

    public Dialog IsToldInGroup() => IsToldIn(Group);

    public Dialog IsToldInChannel() => IsToldIn(Thread);

    /// <summary>Nothing was said but what was heard.</summary>
    public Dialog HearsNothingMore() => Then(() =>
    {
        Drain();
        Assert.True(unheard.Count == 0, $"It was also said: {string.Join(" | ", unheard.Select(WordsOf))}");
    });

    /// <summary>What was heard or answered last does not have this word.</summary>
    public Dialog Without(string word) => Then(() =>
        Assert.DoesNotContain(word, WordsOf(card!), StringComparison.Ordinal));

    /// <summary>Remembers something of what was heard or answered last.</summary>
    public Dialog Reads(Action<string> read) => Then(() => read(WordsOf(card!)));

    /// <summary>Something happens that nobody says here.</summary>
    public Dialog Meanwhile(string what, Func<Task> act) => ThenAsync(() =>
    {
        Write($"({what})");
        return act();
    });

    public Dialog Launches(string title, params Person[] people) => Launches(
        title, new { template = "Purchase request", title, assignees = people.Select(one => one.Email) });

    public Dialog Launches(string title, object request) => Meanwhile($"{title} is launched", async () =>
    {
        launched = await Story.Sandbox.LaunchAsync(request);
        Story.Sweep();
    });

    /// <summary>What was launched last is changed in Tallyfy.</summary>
    public Dialog Changes(string what, object change) =>
        Meanwhile(what, () => Story.Sandbox.EditAsync(launched!.Task, change));

    /// <summary>Somebody approves in Tallyfy itself what was launched last.</summary>
    public Dialog ApprovesInTallyfy(Person who) => Meanwhile(
        $"{who.Name} approves it in Tallyfy",
        () => Story.Sandbox.CompleteAsync(launched!.Task, who.Email, isApproved: true));

    public Dialog Sweeps() => Meanwhile("time passes", () =>
    {
        Story.Sweep();
        return Task.CompletedTask;
    });

    /// <summary>Tallyfy was asked to complete so many tasks; the last in this member's name.</summary>
    public Dialog Completes(int count, long? member = null) => ThenAsync(async () =>
    {
        var completions = await Story.Sandbox.CompletionsAsync();
        Assert.Equal(count, completions.Count);

        if (member is not null)
            Assert.Equal(member, completions[^1].Completer);
    });

    public async Task EndsAsync() => await flow.StartTestAsync();

    private static string WordsOf(Activity activity) => activity switch
    {
        _ when CardOf(activity) is { } card => CardWords.Of(JsonNode.Parse(card.ToString(Formatting.None))),
        { Value: InvokeResponse { Body: JObject body } } => body["value"]!.ToString(),
        _ => activity.Text ?? "",
    };

    private static JObject? CardOf(Activity activity) => activity switch
    {
        { Attachments: [{ Content: JObject card }] } => card,
        { Value: InvokeResponse { Body: JObject body } }
            when (string?)body["type"] == Protocol.Activities.Attachment.AdaptiveCardType => body["value"] as JObject,
        _ => null,
    };

    private static bool Has(Activity activity, string[] words) =>
        Array.TrueForAll(words, word => WordsOf(activity).Contains(word, StringComparison.Ordinal));

    private static JsonObject With(JsonNode data, string? reason)
    {
        var sent = data.DeepClone().AsObject();

        if (reason is not null)
            sent["reason"] = reason;

        return sent;
    }

    private static string Typing(string? reason) => reason is null ? "" : $", having typed \"{reason}\"";

    private Dialog IsToldIn(string chat) => Then(() => Assert.Equal(chat, card!.Conversation.Id));

    // On the card that is looked at, or else on the newest one that offers it.
    private JsonObject Action(string verb)
    {
        foreach (var one in Enumerable.Reverse(heard).Prepend(card!))
        {
            if (CardOf(one) is { } content
                && CardWords.FindAction(JsonNode.Parse(content.ToString(Formatting.None)), verb) is { } action)
            {
                card = one;
                return action;
            }
        }

        throw new InvalidOperationException($"No card offers {verb}.\n{Transcript}");
    }

    private static string PlaceOf(Activity message) => message.Conversation?.Id switch
    {
        Group => " in the group chat",
        Thread => " in the channel",
        var id when Person.All.FirstOrDefault(one => one.Chat == id) is { } one => $" to {one.Name}",
        _ => "",
    };

    private Dialog Sends(Func<JsonObject> activity, Func<string> what) => ThenAsync(async () =>
    {
        await Story.LookedAsync();
        Write($"{person.Name}{where}: {what()}");
        last = activity();
        var json = place(last.DeepClone().AsObject());
        Story.Sandbox.Forbidden.AddWritten(json);
        var sent = SdkActivity.From(Protocol.Activities.Activity.Parse(Encoding.UTF8.GetBytes(json.ToJsonString())));
        adapter.Conversation = sent.GetConversationReference();
        await adapter.ProcessActivityAsync(sent, OnTurnAsync, TestContext.Current.CancellationToken);
    });

    private async Task<Activity> NextAsync(Func<Activity, bool> isIt, string[] words)
    {
        Activity? found = null;
        await adapter.UntilAsync(
            () =>
            {
                Drain();
                return (found = unheard.Find(reply => isIt(reply))) is not null;
            },
            () => Why(words));
        unheard.Remove(found!);
        return found!;
    }

    private void Drain()
    {
        while (adapter.GetNextReply() is Activity reply)
            unheard.Add(reply);
    }

    private string Why(string[] words) =>
        $"Nobody said {string.Join(", ", words)}. There is: {string.Join(" | ", unheard.Select(WordsOf))}\n"
        + $"{Transcript}\n{Story.Log}";

    private async Task OnTurnAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        var bot = new TallyfyApprovalsBot(
            SdkActivity.Parse(turn.Activity),
            Story.Services.GetRequiredService<ApprovalsBot>(),
            Story.Services.GetRequiredService<ApprovalsGuest>(),
            host,
            cancellationToken);
        await bot.OnTurnAsync(turn, cancellationToken);

        // What an adapter of the SDK answers an invoke with; the TestAdapter does not look for it.
        if (turn.TurnState.Get<Activity>(BotAdapter.InvokeResponseKey) is { } answer && bot.Result is not null)
            await turn.SendActivityAsync(answer, cancellationToken);
    }

    private void Write(string line) => transcript.AppendLine(line.ReplaceLineEndings(" "));

    private Dialog Then(Action step) => ThenAsync(() =>
    {
        step();
        return Task.CompletedTask;
    });

    private Dialog ThenAsync(Func<Task> step)
    {
        var before = flow;
        flow = new TestFlow(
            async () =>
            {
                await before.StartTestAsync();
                await step();
            },
            before);
        return this;
    }
}
