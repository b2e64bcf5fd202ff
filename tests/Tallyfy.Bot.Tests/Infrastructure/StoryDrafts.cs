using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>What the store keeps of what people typed, and of what waits for them to end.</summary>
internal static class StoryDrafts
{
    extension(ApprovalStory story)
    {
        public Task<long> CountDraftsAsync() => story.ReadCountAsync("select count(*) from drafts");

        /// <summary>Changes of messages that are due later, and wait for nobody's answer.</summary>
        public Task<long> HeldAsync() => story.ReadCountAsync(
            """
            select count(*) from outbox where kind = 'Update' and attempts = 0 and lease_until = 0
                and due_at > bot_now() and due_at <= bot_now() + 600000
            """);

        private Task<long> ReadCountAsync(string sql) => story.Services.GetRequiredService<Database>().ReadAsync(
            unit => unit.FindAsync<long>(sql, new { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
    }
}
