using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Client.Requests;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>A webhook is a hint: it makes things faster, and nothing it says is believed.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
[Trait(Extent.Trait, Extent.Fast)]
public sealed class WebhookIntakeStories(ITestOutputHelper output)
{
    private const string Other = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_webhook_brings_the_card_and_a_later_one_seals_it_before_any_sweep()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Told by webhook", Person.Lynne);

        var started = Stopwatch.GetTimestamp();
        await story.TellOfLaunchAsync(task);
        await story.CardAsync(Person.Lynne, task.Title);
        output.WriteLine($"webhook to card: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");

        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
        started = Stopwatch.GetTimestamp();
        await story.TellOfCompletionAsync(task);
        await story.CardAsync(Person.Lynne, task.Title, message => !message.Asks);
        output.WriteLine($"webhook to sealed card: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");

        Assert.Single(
            story.Sandbox.Wire.Passed,
            request => request.EndsWith($"{WellKnown.OrganizationId}/tasks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_webhook_five_times_in_any_order_changes_nothing_more()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var tasks = new List<LaunchedTask>();

        foreach (var title in new[] { "First of three", "Second of three", "Third of three" })
        {
            tasks.Add(await story.LaunchUnseenAsync(title, Person.Lynne));
            await story.TellOfLaunchAsync(tasks[^1]);
            await story.CardAsync(Person.Lynne, title);
        }

        await story.Sandbox.CompleteAsync(tasks[0].Task, Person.Megan.Email, isApproved: false);
        await story.TellOfCompletionAsync(tasks[0]);
        await story.CardAsync(Person.Lynne, tasks[0].Title, message => !message.Asks);
        await story.QuietAsync();
        var before = story.Teams.Messages.Select(message => (message.Id, message.Edits)).ToList();
        var reads = story.Sandbox.Wire.Passed.Count;

        var webhooks = tasks.SelectMany(task => Enumerable.Repeat<Func<Task>>(() => story.TellOfLaunchAsync(task), 5))
            .Concat(Enumerable.Repeat<Func<Task>>(() => story.TellOfCompletionAsync(tasks[0]), 5))
            .ToArray();
        new Random(7).Shuffle(webhooks);
        await Task.WhenAll(webhooks.Select(tell => tell()));
        await story.QuietAsync();

        Assert.Equal(before, story.Teams.Messages.Select(message => (message.Id, message.Edits)));
        Assert.InRange(story.Sandbox.Wire.Passed.Count - reads, 1, 20); // at most one list for each, and no task again
        Assert.All(
            tasks,
            task => Assert.Single(
                story.Teams.Messages, message => message.Words.Contains(task.Title, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_no_webhook_we_know_makes_the_bot_read_the_feed()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.InstallAsync(Person.Lynne);
        await story.QuietAsync();
        var task = await story.LaunchUnseenAsync("Told by riddle", Person.Lynne);

        Assert.Equal(
            HttpStatusCode.Accepted,
            await story.TellAsync(IntakeDriver.OldSecret, JsonContent.Create(new { riddle = 1 })));

        await story.CardAsync(Person.Lynne, task.Title);
    }

    public static TheoryData<string, HttpStatusCode> Refusals => new()
    {
        { "wrong secret", HttpStatusCode.NotFound },
        { "huge", HttpStatusCode.RequestEntityTooLarge },
        { "huge without a length", HttpStatusCode.RequestEntityTooLarge },
        { "malformed", HttpStatusCode.BadRequest },
        { "empty", HttpStatusCode.BadRequest },
        { "another organization in the header", HttpStatusCode.NotFound },
        { "another organization in the body", HttpStatusCode.NotFound },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_is_refused_is_not_stored(string what, HttpStatusCode status)
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.QuietAsync();
        var reads = story.Sandbox.Wire.Passed.Count;
        var good = $$$"""{"this_task":{"id":"{{{Other}}}"}}""";
        var huge = $$$"""{"this_task":{"id":"{{{Other}}}","title":"{{{new string('x', 256 * 1024)}}}"}}""";

        var answer = what switch
        {
            "wrong secret" => await story.TellAsync(IntakeDriver.Secret + "x", Json(good)),
            "huge" => await story.TellAsync(IntakeDriver.Secret, Json(huge)),
            "huge without a length" => await story.TellAsync(
                IntakeDriver.Secret, new StreamContent(new Unmeasured(Encoding.UTF8.GetBytes(huge)))),
            "malformed" => await story.TellAsync(IntakeDriver.Secret, Json(good[..^1])),
            "empty" => await story.TellAsync(IntakeDriver.Secret, Json("")),
            "another organization in the header" => await story.TellAsync(IntakeDriver.Secret, Json(good), Other),
            _ => await story.TellAsync(
                IntakeDriver.Secret,
                Json($$$"""{"this_task":{"id":"{{{Other}}}"},"process":{"organization_id":"{{{Other}}}"}}""")),
        };

        Assert.Equal(status, answer);
        Assert.Equal(0, await story.CountHintsAsync());
        Assert.Equal(reads, story.Sandbox.Wire.Passed.Count);
    }

    [Fact]
    public async Task The_secret_is_in_no_log_and_no_trace_however_much_is_written()
    {
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name != "System.Net.Http", // that is the test, which knows the address
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => traces.Enqueue($"{span.DisplayName} {string.Join(' ', span.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
            ["Tallyfy:PublicUrl"] = "http://127.0.0.1:3978/",
        });
        await story.QuietAsync();

        await story.TellAsync(IntakeDriver.Secret, Json("{}"));
        await story.TellAsync(IntakeDriver.Secret + "x", Json("{}"));
        await story.TellAsync(IntakeDriver.Secret, Json("{"));
        await story.TellAsync(IntakeDriver.OldSecret, Json("[]"));
        await story.LoggedAsync("by webhook what happens in");
        await story.QuietAsync();
        await story.StopAsync();

        Assert.Contains("Debug: ", story.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(IntakeDriver.Secret, story.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(IntakeDriver.OldSecret, story.Log, StringComparison.Ordinal);
        Assert.Contains(traces, span => span.Contains("[url.path, /webhooks/tallyfy/…]", StringComparison.Ordinal));
        Assert.All(traces, span => Assert.DoesNotContain("nobody-guesses", span, StringComparison.Ordinal));
        Assert.All(traces, span => Assert.DoesNotContain("still-valid", span, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_it_is_allowed_the_bot_asks_once_to_be_told()
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Tallyfy:PublicUrl"] = "http://127.0.0.1:3978/",
        });
        await story.LoggedAsync("Tallyfy now tells this bot by webhook");
        await story.RestartAsync();
        await story.LoggedAsync("Tallyfy already tells this bot by webhook");

        var watcher = Assert.Single(story.Sandbox.Services.GetRequiredService<SandboxState>().Watchers);
        Assert.Equal("http://127.0.0.1:3978/webhooks/tallyfy/" + IntakeDriver.Secret, watcher.Address);
    }

    [Fact]
    public async Task After_a_change_of_the_secret_the_former_address_is_told_nothing_and_others_stay()
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Tallyfy:PublicUrl"] = "http://127.0.0.1:3978/",
        });
        await story.LoggedAsync("Tallyfy now tells this bot by webhook");
        var organizations = story.Services.GetRequiredService<OrganizationDirectory>();
        var reader = organizations.Find(WellKnown.OrganizationId)!.ServiceClient;
        var me = await reader.GetMeAsync(TestContext.Current.CancellationToken);

        string[] addresses =
            ["http://127.0.0.1:3978/webhooks/tallyfy/" + IntakeDriver.OldSecret, "http://127.0.0.1:3999/theirs"];

        foreach (var address in addresses)
            await reader.AddWebhookWatcherAsync(
                WellKnown.OrganizationId, me.Id, new Uri(address), TestContext.Current.CancellationToken);

        await story.RestartAsync();
        await story.LoggedAsync("nothing any more");

        Assert.Equal(
            ["http://127.0.0.1:3978/webhooks/tallyfy/" + IntakeDriver.Secret, "http://127.0.0.1:3999/theirs"],
            story.Sandbox.Services.GetRequiredService<SandboxState>().Watchers.Select(watcher => watcher.Address));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task Where_it_is_not_allowed_the_bot_says_so_and_goes_on(int status)
    {
        await using var story = ApprovalStory.Begin(settings: new Dictionary<string, string?>(IntakeDriver.ByWebhook)
        {
            ["Tallyfy:PublicUrl"] = "http://127.0.0.1:3978/",
            ["Intake:SweepEvery"] = BotHost.SweepEvery.ToString(),
        });
        await story.Sandbox.SetFaultAsync(new { method = "GET", path = "^.*/watchers$", status });
        await story.RestartAsync();

        await story.LoggedAsync($"does not let {WellKnown.OrganizationId} register a webhook (status {status})");

        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("Found without", Person.Lynne);
    }

    [Fact]
    public async Task What_our_own_decision_opened_is_looked_for_at_once()
    {
        await using var story = ApprovalStory.Begin(settings: IntakeDriver.ByWebhook);
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        await story.QuietAsync();
        var template = RuledTemplate.Create();
        story.Sandbox.AddTemplate(template with
        {
            Steps =
                [.. template.Steps.Select(step => step.Alias == "gate" ? step with { TaskType = "approval" } : step)],
        });
        var task = await story.Sandbox.LaunchAsync(
            new
            {
                template = RuledTemplate.Title,
                title = "May they come in?",
                assignees = new[] { Person.Lynne.Email },
            });
        await story.TellOfLaunchAsync(task);

        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");

        await story.CardAsync(Person.Adele, "Open the gate");
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
