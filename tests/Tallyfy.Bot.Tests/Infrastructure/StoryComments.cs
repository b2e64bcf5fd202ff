using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>Reasons follow their decisions to Tallyfy in their own time.</summary>
internal static class StoryComments
{
    extension(ApprovalStory story)
    {
        /// <summary>Ends when every comment was sent, or given up.</summary>
        public Task CommentedAsync() => story.UntilAsync(async () =>
            await story.Services.GetRequiredService<Database>().ReadAsync(
                unit => unit.FindAsync<long>(
                    "select count(*) from comments where state not in ('Done', 'Dead')",
                    new { },
                    TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken) == 0);
    }
}
