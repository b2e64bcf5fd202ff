using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>However often the app is removed and added again, one list asks.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class FormerListStories
{
    private const string List = "More approvals that wait for you";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Installed_again_there_is_one_list_and_the_former_asks_no_more(bool wasShown)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Delivery:CardsAtOnce"] = "1" });

        for (var number = 1; number <= 4; number++)
            await story.LaunchUnseenAsync($"A lamp {number}", Person.Lynne);

        story.Sweep();
        await story.QuietAsync();
        await story.InstallAsync(Person.Lynne);

        if (wasShown)
            await story.Teams.WaitForAsync(IsList);

        var former = story.Teams.Messages.LastOrDefault(IsList)?.Id;

        for (var round = 0; round < 2; round++)
        {
            story.Advance(TimeSpan.FromSeconds(1));
            await story.RemoveAsync(Person.Lynne);
            story.Advance(TimeSpan.FromSeconds(1));
            await story.InstallAsync(Person.Lynne);
            await story.SayAsync(Person.Lynne, "link");
        }

        await story.UntilAsync(() => story.Teams.Messages.Where(IsList).ToList() is [var only] && only.Id != former);
    }

    private static bool IsList(ChatMessage message) => message.Words.Contains(List, StringComparison.Ordinal);
}
