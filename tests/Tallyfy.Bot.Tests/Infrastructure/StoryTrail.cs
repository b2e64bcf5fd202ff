using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>The trail that a story leaves.</summary>
internal static class StoryTrail
{
    extension(ApprovalStory story)
    {
        /// <summary>The entries about one task, in the order they happened.</summary>
        public async Task<IReadOnlyList<TrailEntry>> TrailOfAsync(LaunchedTask task) =>
            [.. (await story.TrailAsync()).Where(entry => entry.Task == task.Task)];

        public Task<IReadOnlyList<TrailEntry>> TrailAsync() => story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.QueryAsync<TrailEntry>(
                "select * from trail order by happened_at, id", new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        /// <summary>Ends when everything that happened so far is in the chain, and answers where it ends.</summary>
        public async Task<TrailMark> SealedAsync()
        {
            story.Advance(TimeSpan.FromSeconds(1));
            await story.UntilAsync(
                "all is sealed", async () => (await story.TrailAsync()).All(entry => entry.Sequence is not null));
            return (await story.Services.GetRequiredService<TrailHeadStore>().FindAsync(
                WellKnown.OrganizationId, TestContext.Current.CancellationToken))!.Mark;
        }

        public async Task ChangeStoreAsync(string sql) =>
            await story.Services.GetRequiredService<Database>().WriteAsync(
                unit => unit.ExecuteAsync(sql, new { }, TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken);

        public Task<long> CountAsync(string table) => story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(
                $"select count(*) from {table}", new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
    }
}
