namespace Tallyfy.Bot.Tests.Infrastructure;

internal static class StoryTime
{
    extension(ApprovalStory story)
    {
        /// <summary>
        /// In steps, each of which is worked off: what is due goes out before the card that Megan, who must have
        /// the app, is sent last.
        /// </summary>
        public async Task PassAsync(TimeSpan time, int steps = 4)
        {
            for (var step = 0; step < steps; step++)
            {
                story.Advance(time / steps);
                await story.LaunchAsync($"Meanwhile {Guid.NewGuid()}", Person.Megan);
                await story.AnsweredAsync();
            }
        }
    }
}
