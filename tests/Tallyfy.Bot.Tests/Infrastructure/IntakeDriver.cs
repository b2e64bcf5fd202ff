using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Storage;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>A story whose bot hears of changes in more ways than the sweep.</summary>
internal static class IntakeDriver
{
    public const string Secret = "a-secret-that-nobody-guesses-0123456789";
    public const string OldSecret = "an-older-secret-still-valid-0123456789";

    public static TimeSpan FeedEvery { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Webhooks come; the feed and the sweep do not, but for the first sweep.</summary>
    public static Dictionary<string, string?> ByWebhook => new()
    {
        ["Tallyfy:WebhookSecret"] = Secret,
        ["Tallyfy:WebhookSecrets:0"] = OldSecret,
        ["Intake:SweepEvery"] = "1.00:00:00",
    };

    /// <summary>No webhook is ever sent: the feed is read every minute.</summary>
    public static Dictionary<string, string?> ByFeed => new()
    {
        ["Intake:SweepEvery"] = "1.00:00:00",
        ["Intake:FeedEvery"] = FeedEvery.ToString(),
    };

    extension(ApprovalStory story)
    {
        /// <summary>
        /// Ends when the first sweep is through and everything it found was read; time passes where that waits for
        /// room.
        /// </summary>
        public Task QuietAsync(TimeSpan? patience = null) => story.UntilAsync(
            "swept, and every hint read",
            async () =>
            {
                if (story.RoomAt is { } at)
                    story.Advance(at - story.Clock.GetUtcNow());

                return story.Services.GetRequiredService<IntakeStatus>().Of(WellKnown.OrganizationId).IsHealthy is true
                    && await CountUnreadAsync(story) == 0;
            },
            patience);

        /// <summary>Ends when what is swept now is through, and everything it found was read.</summary>
        public Task SweptAsync() => story.UntilAsync(
            "swept at this instant, and every hint read",
            async () => story.Services.GetRequiredService<IntakeStatus>().Of(WellKnown.OrganizationId).SweptAt
                    >= story.Clock.GetUtcNow()
                && await story.CountHintsAsync() == 0);

        /// <summary>A minute passes; ends when the feed was read and what it told was read too.</summary>
        public async Task ReadFeedAsync()
        {
            await story.LoggedAsync($"The feed of {WellKnown.OrganizationId} is read every"); // its clock runs
            story.Advance(FeedEvery);
            var now = story.Clock.GetUtcNow();
            await story.UntilAsync("the feed read", () => Task.FromResult(
                story.Services.GetRequiredService<IntakeStatus>().Of(WellKnown.OrganizationId).FeedReadAt >= now));
            await story.QuietAsync();
        }

        /// <summary>When reading, which now waits for its budget, goes on; null while it does not wait.</summary>
        public DateTimeOffset? RoomAt =>
            story.Spent.WaitsUntil is { } until && until > story.Clock.GetUtcNow() ? until : null;

        public RequestsSpent Spent =>
            story.Services.GetRequiredService<RequestBudget>().Spent(WellKnown.OrganizationId);

        public Task<long> CountHintsAsync() => CountHintsAsync(story.Services.GetRequiredService<HintStore>());

        public Task<LaunchedTask> LaunchUnseenAsync(string title, params Person[] people) => story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title, assignees = people.Select(person => person.Email) });

        public async Task TellOfLaunchAsync(LaunchedTask task) => Assert.Equal(
            HttpStatusCode.Accepted,
            await story.TellAsync(
                Secret,
                JsonContent.Create(new { id = task.Run, checklist_id = "1" }),
                WellKnown.OrganizationId));

        public async Task TellOfCompletionAsync(LaunchedTask task) => Assert.Equal(
            HttpStatusCode.Accepted,
            await story.TellAsync(Secret, JsonContent.Create(new
            {
                this_task = new { id = task.Task },
                process = new { id = task.Run, organization_id = WellKnown.OrganizationId },
            })));
    }

    private static Task<long> CountHintsAsync(HintStore hints) =>
        hints.CountAsync(WellKnown.OrganizationId, TestContext.Current.CancellationToken);

    // A feed that was read a moment ago rests, whatever asks for it.
    private static Task<long> CountUnreadAsync(ApprovalStory story) =>
        story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(
                $"select count(*) from hints where not (kind = '{HintKind.Feed}' and due_at > bot_now())",
                new { },
                TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
}
