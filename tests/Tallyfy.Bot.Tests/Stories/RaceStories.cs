using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>Everybody taps at once; where the store is a server, at two processes.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class RaceStories
{
    [Fact]
    public async Task Of_fifty_taps_one_decides_and_all_are_told_who_was_first()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        var processes = 1;

        if (StoryStore.IsPostgres)
        {
            story.StartAnother();
            processes = 2;
        }

        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.LaunchAsync("One for many", Person.Lynne, Person.Adele);
        var cards = new Dictionary<Person, ChatMessage>
        {
            [Person.Lynne] = await story.CardAsync(Person.Lynne, task.Title),
            [Person.Adele] = await story.CardAsync(Person.Adele, task.Title),
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(tap =>
        {
            var person = tap % 2 == 0 ? Person.Lynne : Person.Adele;
            return story.TapAtAsync(
                tap / 2 % processes, person, cards[person], tap % 3 == 0 ? "reject" : "approve", "Race");
        }));

        var done = Assert.Single(await story.Sandbox.CompletionsAsync());
        var winner = done.Completer == Person.Lynne.Member ? Person.Lynne : Person.Adele;
        string[] verdicts = done.IsApproved is true
            ? [$"Approved by {winner.Name}", "You approved"]
            : [$"Rejected by {winner.Name}", "You rejected"];
        Assert.All(answers, answer => Assert.True(Says(answer.Words), answer.Words));

        await story.UntilAsync(() => cards.Values.All(card => story.Teams.In(card.Chat)
            .Any(
                message => message.Id == card.Id
                    && message.Words.Contains(
                        message.Chat == winner.Chat ? verdicts[1] : verdicts[0], StringComparison.Ordinal))));

        bool Says(string words) => verdicts.Any(verdict => words.Contains(verdict, StringComparison.Ordinal));
    }
}
