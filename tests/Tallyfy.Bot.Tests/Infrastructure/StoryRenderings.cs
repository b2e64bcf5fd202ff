using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>A card that only links carries no id of what it showed, and somebody may know it all the same.</summary>
internal static class StoryRenderings
{
    extension(ApprovalStory story)
    {
        /// <summary>The data of a tap on this message, by the id of what it showed last.</summary>
        public async Task<JsonObject> DataOfAsync(ChatMessage card)
        {
            await story.AnsweredAsync(); // the bot knows which message it is
            var rendering = await story.Services.GetRequiredService<Database>().ReadAsync(
                unit => unit.FindAsync<string>(
                    """
                    select renderings.id from renderings join posted_cards on posted_cards.id = posted_card_id
                    where activity_id = @message order by rendered_at desc
                    """,
                    new { message = card.Id },
                    TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken);
            return new JsonObject { [CardAction.RenderingField] = rendering };
        }
    }
}
