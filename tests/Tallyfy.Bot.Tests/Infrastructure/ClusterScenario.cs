using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>Much waits for somebody before they have the app: what comes when they are reached.</summary>
internal sealed class ClusterScenario(ApprovalStory story, IReadOnlyList<LaunchedTask> tasks) : IAsyncDisposable
{
    public ApprovalStory Story => story;

    public IReadOnlyList<LaunchedTask> Tasks => tasks;

    /// <summary>These wait for Lynne and Adele, and are known.</summary>
    public static async Task<ClusterScenario> BeginAsync(
        int count,
        CredentialMode mode = CredentialMode.PersonalToken,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var story = ApprovalStory.Begin(mode, settings);
        List<LaunchedTask> tasks = [];

        for (var number = 1; number <= count; number++)
            tasks.Add(await story.LaunchUnseenAsync($"Printer {number:00}", Person.Lynne, Person.Adele));

        // A sweep that was under way may have listed before the last of them was there.
        await story.UntilAsync(() =>
        {
            var isKnown = tasks.All(task =>
                story.Log.Contains($"{task.Task}#1 is now Pending", StringComparison.Ordinal));

            if (!isKnown)
                story.Sweep();

            return isKnown;
        });
        await story.SweptAsync();
        return new ClusterScenario(story, tasks);
    }

    /// <summary>The same, and Lynne installs the app and has so many messages, the welcome not counted.</summary>
    public static async Task<(ClusterScenario Cluster, ChatMessage List)> InstalledAsync(int count)
    {
        var cluster = await BeginAsync(count);
        await cluster.Story.InstallAsync(Person.Lynne);
        return (cluster, await cluster.ListAsync(Person.Lynne));
    }

    public Task<ChatMessage> ListAsync(Person person, Func<ChatMessage, bool>? isSo = null) =>
        story.Teams.WaitForAsync(message => message.Chat == person.Chat
            && (IsList(message) || message.Words.Contains(StoryTexts.English.ListDone, StringComparison.Ordinal))
            && (isSo?.Invoke(message) ?? true));

    public IReadOnlyList<ChatMessage> In(Person person) => [.. story.Teams.In(person.Chat)
        .Where(message => !message.Words.Contains(StoryTexts.English.Greeting, StringComparison.Ordinal))];

    public IReadOnlyList<ChatMessage> CardsOf(Person person) => [.. In(person).Where(message => message.Asks)];

    public static bool IsList(ChatMessage message) => CardWords.FindAction(message.Card, "bring") is not null;

    /// <summary>What the rows of a list say.</summary>
    public static IReadOnlyList<JsonObject> Rows(JsonObject card) => [.. card["body"]!.AsArray()
        .OfType<JsonObject>().Where(part => (string?)part["type"] == "ColumnSet")];

    /// <summary>A row's button.</summary>
    public static JsonObject Data(JsonObject row) =>
        CardWords.FindAction(row, "bring")!["data"]!.DeepClone().AsObject();

    public LaunchedTask TaskOf(JsonObject row) =>
        tasks.Single(task => CardWords.Of(row).Contains(task.Title, StringComparison.Ordinal));

    public Task<TapAnswer> PressAsync(Person person, ChatMessage list, JsonObject row) =>
        story.InvokeAsync(Activities.Execute(person, list.Id, "bring", Data(row)));

    /// <summary>All that is due has gone out, also what waits for its turn.</summary>
    public async Task SettleAsync()
    {
        for (var step = 0; step < 4; step++)
        {
            story.Advance(TimeSpan.FromSeconds(3));
            await story.UntilAsync(async () => await CountDueAsync() == 0);
            await story.AnsweredAsync();
        }
    }

    private Task<long> CountDueAsync() => story.Services.GetRequiredService<Database>().ReadAsync(
        unit => unit.FindAsync<long>(
            "select count(*) from outbox where state = 'Due' and due_at <= bot_now()",
            new { },
            TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => story.DisposeAsync();
}
