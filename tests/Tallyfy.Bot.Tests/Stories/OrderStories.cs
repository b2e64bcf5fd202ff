using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Something moves while a card is on its way, or several processes send: each card is there once, and true.</summary>
public sealed class OrderStories
{
    [Fact]
    public async Task A_card_that_changes_while_it_is_posted_is_one_message_and_then_an_update()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Megan);
        var held = HoldNextPost(story, Person.Lynne);
        var task = await story.LaunchAsync("A fence", [Person.Lynne], seenBy: []);
        await held.ArrivedAsync();

        if (StoryStore.IsPostgres)
            story.StartAnother();

        await story.Sandbox.EditAsync(task.Task, new { title = "A fence, but green" });
        await story.LaunchAsync("Meanwhile", [Person.Megan], seenBy: StoryStore.IsPostgres ? [Person.Megan] : []);
        held.Release();

        var card = await story.CardAsync(Person.Lynne, "but green");
        Assert.Equal(1, card.Edits);
        Assert.Single(story.Teams.In(Person.Lynne.Chat), message => message.Words.Contains("A fence", StringComparison.Ordinal));
    }

    /// <summary>The next card for this person stays on the line, neither there nor refused.</summary>
    private static HeldRequest HoldNextPost(ApprovalStory story, Person person)
    {
        var held = new HeldRequest(HttpMethod.Post, "/activities", holdsAnswer: false);
        HeldRequest? next = held;
        story.Teams.Hold = request => request.Method == HttpMethod.Post
            && Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).Contains($"/{person.Chat}/activities", StringComparison.Ordinal)
                ? Interlocked.Exchange(ref next, null)
                : null;
        return held;
    }
}
