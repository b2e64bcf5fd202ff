using System.Net;
using Tallyfy.Bot.Tests.Fuzz;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Tallyfy lets whoever holds a token sign as anybody: what reaches it is signed by the verified actor, or not at all.
/// </summary>
public sealed class SignatureStories
{
    private const int Taps = 200;
    private static readonly string[] Verbs = ["approve", "undo"];
    private static readonly Person[][] Owners =
        [[Person.Alex], [Person.Megan, Person.Lynne], [Person.Alex, Person.Lynne, Person.Megan]];

    [Theory]
    [InlineData(CredentialMode.PersonalToken)]
    [InlineData(CredentialMode.Application)]
    public async Task Whatever_arrives_what_Tallyfy_is_told_carries_the_verified_actors_id_and_nobody_elses(
        CredentialMode mode)
    {
        await using var story = ApprovalStory.Begin(mode);
        var (completed, reopened) = (0, 0);

        foreach (var person in Person.All)
            await story.InstallAsync(person);

        foreach (var owners in Owners)
            await story.LaunchAsync($"Matter of {owners.Length}", owners);

        var forgeries = Fuzz.Fuzz.Draw(Forgery.Any, Taps).ToList();
        Assert.Equal(Taps, forgeries.Count);

        foreach (var forgery in forgeries)
        {
            var cards = Renderings(story);
            var (message, rendering) = cards[forgery.Card % cards.Count];

            var (status, _) = await story.PostAsync(forgery.Tap(message, rendering));

            Assert.Equal(HttpStatusCode.OK, status);
            var completions = (await story.Sandbox.CompletionsAsync()).Skip(completed).ToList();
            var reopenings = (await story.Sandbox.ReopeningsAsync()).Skip(reopened).ToList();
            completed += completions.Count;
            reopened += reopenings.Count;
            Assert.All(completions, write => AssertCompleted(write, forgery, mode));
            Assert.All(reopenings, write => Assert.Equal(forgery.Actor?.Member, write.TokenUser));

            if (completions.Count > 0)
                await story.LaunchAsync($"Matter {completed}", Owners[completed % Owners.Length]);
        }

        Assert.InRange(completed, Taps / 20, Taps);
        Assert.Equal(mode is CredentialMode.Application, reopened > 0);
    }

    private static void AssertCompleted(JournalLine write, Forgery forgery, CredentialMode mode)
    {
        Assert.NotNull(forgery.Actor);
        Assert.Equal(forgery.Actor.Member, write.OverrideUser);
        Assert.Equal(forgery.Actor.Member, write.Completer);
        Assert.Equal(mode is CredentialMode.Application ? forgery.Actor.Member : WellKnown.Bot, write.TokenUser);
    }

    /// <summary>Every rendering that asks somebody or offers them to undo, with its message.</summary>
    private static List<(string Message, string Rendering)> Renderings(ApprovalStory story) =>
    [
        .. from message in story.Teams.Messages
           where message.Words.Contains("Matter", StringComparison.Ordinal)
           from verb in Verbs
           let rendering = (string?)CardWords.FindAction(message.Card, verb)?["data"]?["rendering"]
           where rendering is not null
           select (message.Id, rendering),
    ];
}
