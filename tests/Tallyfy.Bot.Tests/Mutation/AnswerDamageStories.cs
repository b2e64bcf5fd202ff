using System.Globalization;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Mutation;

/// <summary>
/// Of ten people, one at a time has odd answers about them: the nine others see what they always see, nothing is
/// decided that nobody said, and once it is over the one decides, too. A thousand rounds of each in a whole run.
/// </summary>
public sealed class AnswerDamageStories(ITestOutputHelper output)
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("DAMAGE_ROUNDS"), CultureInfo.InvariantCulture, out var rounds)
            ? rounds
            : Extent.IsWhole ? 1_000 : 25;

    [Fact]
    public Task What_Tallyfy_says_of_one_is_nothing_to_the_others() => TellAsync(
        (story, damage) =>
        {
            story.Sandbox.Wire.Rewrite = damage.OfTallyfy;
            return Task.CompletedTask;
        },
        (story, _) =>
        {
            story.Sandbox.Wire.Rewrite = null;
            return Task.CompletedTask;
        });

    [Fact]
    public Task What_the_platform_answers_for_one_chat_is_nothing_to_the_others() => TellAsync(
        (story, damage) =>
        {
            (story.Teams.Interfere, story.Teams.Garble) = (damage.Refuse, damage.Confirm);
            return Task.CompletedTask;
        },
        async (story, person) =>
        {
            (story.Teams.Interfere, story.Teams.Garble) = (_ => null, _ => null);
            await AsTimePassesAsync(
                story, story.PostAsync(Activities.Message(person, "pending"))); // who writes can be reached
            await story.CommandAsync("deliveries", "send-again", "--all"); // what the table leaves to an operator
        });

    [Fact]
    public Task What_the_roster_says_of_one_is_nothing_to_the_others_and_links_nobody_to_another_member() => TellAsync(
        async (story, damage) =>
        {
            story.Teams.Roster = damage.OfRoster;
            await story.PostAsync(Activities.Message(damage.Person, "unlink"));
            await story.PostAsync(Activities.Message(damage.Person, "link"));
        },
        async (story, person) =>
        {
            Assert.Equal(0, await story.CountAsync(
                $"accounts where object_id = '{person.ObjectId}' and tallyfy_user_id <> {person.Member}"));
            story.Teams.Roster = ScriptedConnector.RosterEntry;
            await story.PostAsync(Activities.Message(person, "link"));
        });

    // A chat that was sent to too fast is answered a little later.
    private static async Task AsTimePassesAsync(ApprovalStory story, Task under)
    {
        await story.UntilAsync(() =>
        {
            if (!under.IsCompleted)
                story.Advance(TimeSpan.FromSeconds(1));

            return under.IsCompleted;
        });
        await under;
    }

    private async Task TellAsync(
        Func<ApprovalStory, DamagedPerson, Task> begin, Func<ApprovalStory, Person, Task> heal)
    {
        await using var people = await TenPeople.GatherAsync();
        var random = new Random(20_261_130);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var couldAllTheSame = 0;

        for (var round = 1; round <= Rounds; round++)
        {
            var person = TenPeople.Of(round);
            DamagedPerson? damage = null;

            try
            {
                couldAllTheSame += await people.RoundAsync(
                    round,
                    person,
                    (who, task) => begin(people.Story, damage = new DamagedPerson(random, who, task)),
                    () => heal(people.Story, person)) ? 1 : 0;
            }
            catch
            {
                output.WriteLine($"Round {round}, of {person.Name}: {damage}");

                foreach (var message in people.New(person))
                    output.WriteLine($"{message.Id}, edited {message.Edits} times: {message.Words}");

                output.WriteLine(people.Story.Log);
                throw;
            }

            foreach (var (what, count) in damage!.Counts)
                counts[what] = counts.GetValueOrDefault(what) + count;
        }

        foreach (var (what, count) in counts)
            output.WriteLine($"{count,6} {what}");

        output.WriteLine($"{Rounds} rounds; in {couldAllTheSame} the one decided although it was so");
        Assert.True(counts.Values.Sum() >= Rounds, $"{counts.Values.Sum()} damages");
    }
}
