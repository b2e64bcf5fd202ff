using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>A guard of a template that nobody launches guards nothing, and the log says so.</summary>
public sealed class TemplateWatchStories
{
    private const string Nobody = "0123456789abcdef0123456789abcdef";
    private const string Missing = "Approvals:Templates names what Tallyfy does not have: ";
    private const string Archived = "Approvals:Templates names what is archived in Tallyfy: ";

    private static readonly string Known = DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id;

    [Fact]
    public async Task A_template_that_tallyfy_does_not_have_is_named()
    {
        await using var story = Begin(Nobody, Known);

        await story.LoggedAsync($"{Missing}{Nobody}. ");

        Assert.DoesNotContain(Known, Line(story, Missing), StringComparison.Ordinal);
        Assert.DoesNotContain(Archived, story.Log, StringComparison.Ordinal);
        Assert.Equal(1, Asked(story, Nobody));
        Assert.Equal(1, Asked(story, Known));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // Tallyfy's are in small letters
    public async Task One_that_it_has_is_not_spoken_of(bool isInCapitals)
    {
        await using var story = Begin(isInCapitals ? Known.ToUpperInvariant() : Known);

        await story.LoggedAsync("Tallyfy has answered for 1 of 1 templates");

        Assert.DoesNotContain("Approvals:Templates names", story.Log, StringComparison.Ordinal);
        Assert.Equal(1, Asked(story, Known));
    }

    [Fact]
    public async Task An_archived_one_is_said_to_be_that()
    {
        await using var story = Begin(Known);
        await story.LoggedAsync("Tallyfy has answered for 1 of 1 templates");
        Archive(story);

        await NextAsync(story, TimeSpan.FromDays(1));

        await story.LoggedAsync($"{Archived}{Known}. ");
        Assert.DoesNotContain(Missing, story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_asked_for_and_said_once_a_day()
    {
        await using var story = Begin(Nobody);
        await story.LoggedAsync($"{Missing}{Nobody}. ");

        for (var hour = 0; hour < 23; hour++)
            await NextAsync(story, TimeSpan.FromHours(1));

        Assert.Equal(1, Asked(story, Nobody));
        await NextAsync(story, TimeSpan.FromHours(1));
        Assert.Equal(2, Asked(story, Nobody));
        Assert.Equal(2, story.Log.Split(Missing).Length - 1);
    }

    [Fact]
    public async Task It_is_paid_from_what_reading_may_cost()
    {
        await using var story = Begin(Nobody);
        await story.LoggedAsync($"{Missing}{Nobody}. ");
        var spent = story.Services.GetRequiredService<RequestBudget>().Spent(WellKnown.OrganizationId);

        Assert.Equal(0, spent.TapsInMinute);
        Assert.True(spent.ReadingInMinute > 0);
    }

    [Fact]
    public async Task Where_no_template_differs_nothing_is_asked()
    {
        await using var story = ApprovalStory.Begin();
        await story.QuietAsync();

        Assert.DoesNotContain(
            story.Sandbox.Wire.Passed, one => one.Contains("/checklists/", StringComparison.Ordinal));
        Assert.DoesNotContain("templates of the settings", story.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "status": 401 }""")]
    [InlineData("""{ "status": 403 }""")]
    [InlineData("""{ "status": 404, "body": { "error": "Organization not found" } }""")]
    [InlineData("""{ "status": 404, "body": "<html>Not found</html>" }""")]
    [InlineData("""{ "status": 429 }""")]
    [InlineData("""{ "status": 429, "retry_after": 10 }""")]
    [InlineData("""{ "status": 429, "retry_after": 3000 }""")]
    [InlineData("""{ "status": 500 }""")]
    [InlineData("""{ "status": 502 }""")]
    [InlineData("""{ "status": 200, "body": "<html>We are back soon</html>" }""")]
    [InlineData("""{ "status": 200, "body": {} }""")]
    [InlineData("""{ "drop": true }""")]
    public async Task Where_Tallyfy_does_not_answer_nothing_is_warned_and_it_is_asked_again_after_an_hour(string how)
    {
        await using var story = ApprovalStory.Begin();
        var fault = JsonNode.Parse(how)!.AsObject();
        fault["path"] = "^.*/checklists/.*$";
        await story.Sandbox.SetFaultAsync(fault);
        await story.RestartAsync(TimeSpan.Zero, With(Nobody));

        await PassAsync(story, "Tallyfy has answered for 0 of 1 templates");

        Assert.Contains("did not say whether it has template", story.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Approvals:Templates names", story.Log, StringComparison.Ordinal);
        var asked = Asked(story, Nobody);
        await story.Sandbox.ClearFaultsAsync();
        story.Advance(TimeSpan.FromMinutes(50));
        await story.InstallAsync(Person.Lynne);
        await story.LaunchAsync("A new coffee machine", Person.Lynne);
        Assert.Equal(asked, Asked(story, Nobody));
        await NextAsync(story, TimeSpan.FromMinutes(10));
        await story.LoggedAsync($"{Missing}{Nobody}. ");
    }

    /// <summary>As after a crash: the lease of the process that died lasts on.</summary>
    [Fact]
    public async Task Who_finds_another_process_reading_looks_as_soon_as_that_ends()
    {
        await using var story = ApprovalStory.BeginWith(
            services => services.Insert(
                services.IndexOf(services.First(one => one.ImplementationType == typeof(TemplateWatch))),
                ServiceDescriptor.Singleton<IHostedService, SomebodyElse>()),
            new Dictionary<string, string?>(With(Nobody)));
        await story.LoggedAsync("Another process looks for the templates");
        var began = story.Clock.GetUtcNow();
        Assert.Equal(0, Asked(story, Nobody));

        await PassAsync(story, $"{Missing}{Nobody}. ");

        Assert.True(story.Clock.GetUtcNow() - began < TimeSpan.FromMinutes(3));
        Assert.Equal(1, Asked(story, Nobody));
    }

    private static ApprovalStory Begin(params string[] templates) =>
        ApprovalStory.Begin(settings: new Dictionary<string, string?>(With(templates)));

    private static IEnumerable<KeyValuePair<string, string?>> With(params string[] templates) =>
        templates.Select(one => new KeyValuePair<string, string?>($"Approvals:Templates:{one}:Confirm", "true"));

    private static int Asked(ApprovalStory story, string template) => story.Sandbox.Wire.Passed.Count(
        one => one.Contains($"/checklists/{template}", StringComparison.Ordinal));

    private static string Line(ApprovalStory story, string words) =>
        story.Log.Split('\n').Single(line => line.Contains(words, StringComparison.Ordinal));

    /// <summary>Time passes until it is logged; a try that is made again waits by the clock, too.</summary>
    private static Task PassAsync(ApprovalStory story, string words)
    {
        var began = story.Clock.GetUtcNow();

        return story.UntilAsync($"logged \"{words}\"", () =>
        {
            var isSo = story.Log.Contains(words, StringComparison.Ordinal);

            if (!isSo)
                story.Advance(TimeSpan.FromSeconds(5));

            Assert.True(story.Clock.GetUtcNow() - began < TimeSpan.FromMinutes(50), $"Not logged: {words}");
            return Task.FromResult(isSo);
        });
    }

    /// <summary>Time passes, and the watch has looked.</summary>
    private static async Task NextAsync(ApprovalStory story, TimeSpan time)
    {
        var looks = Looks();
        story.Advance(time);
        await story.UntilAsync("looked again", () => Task.FromResult(Looks() > looks));

        int Looks() => story.Log.Split("templates of the settings").Length;
    }

    private static void Archive(ApprovalStory story)
    {
        var state = story.Sandbox.Services.GetRequiredService<SandboxState>();

        lock (state.Gate)
        {
            var at = state.Templates.FindIndex(template => template.Id == Known);
            state.Templates[at] = state.Templates[at] with { ArchivedAt = story.Clock.GetUtcNow() };
        }
    }

    private sealed class SomebodyElse(Database database) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                insert into leases (kind, name, holder, lease_until)
                values ('Organization', @organization, 'somebody else', bot_now() + 45000)
                on conflict (kind, name) do update set holder = excluded.holder, lease_until = excluded.lease_until
                """,
                new { organization = WellKnown.OrganizationId },
                cancellationToken),
            cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
