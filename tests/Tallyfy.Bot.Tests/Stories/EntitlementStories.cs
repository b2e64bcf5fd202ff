using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// Nobody learns a word of an approval that is not theirs: not by any verb with the id of any card, not by a command,
/// not by a receipt's code, not by what the bot sends by itself.
/// </summary>
public sealed class EntitlementStories
{
    private const string OtherTenant = "11111111-86f1-41af-91ab-2d7cd011db47";
    private const string Unknown = "AAAAAAAAAAAAAAAAAAAAAA";

    private static readonly string[] Verbs = ["approve", "reject", "undo", "refresh", "too long"];

    /// <summary>Linked and not entitled, who launched it, a guest, and nobody at all.</summary>
    private static readonly Person[] Outsiders =
        [Person.Megan, Person.Patti, Person.Lidia, EntitlementScenario.Nobody];

    /// <summary>It was reassigned from one, and the other was disabled in Tallyfy.</summary>
    private static readonly Person[] Former = [Person.Alex, Person.Diego];

    public static TheoryData<EntitlementState> States => [.. Enum.GetValues<EntitlementState>()];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Whoever_it_was_never_for_is_answered_as_if_there_were_no_such_card(EntitlementState state)
    {
        await using var scene = await EntitlementScenario.BeginAsync(state);
        var written = (await scene.Story.Sandbox.WritesAsync()).Count;
        Assert.True(scene.Renderings.Count > 5);

        foreach (var person in Outsiders)
        {
            foreach (var verb in Verbs)
            {
                var nothing = await AnswerAsync(scene, person, Unknown, verb);

                foreach (var rendering in scene.Renderings)
                    Assert.Equal(nothing, await AnswerAsync(scene, person, rendering, verb));

                await SubmitAsync(scene, person, verb);
            }

            await SayEverythingAsync(scene, person);
        }

        await GoOnAsync(scene);
        Assert.Equal(written, (await scene.Story.Sandbox.WritesAsync()).Count);

        foreach (var person in Outsiders)
            AssertNoneOf(
                [.. EntitlementScenario.First, .. EntitlementScenario.Later], scene.SentTo(person), person.Name);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Whoever_it_has_left_learns_nothing_that_came_later(EntitlementState state)
    {
        await using var scene = await EntitlementScenario.BeginAsync(state);
        var written = (await scene.Story.Sandbox.WritesAsync()).Count;

        foreach (var person in Former)
        {
            foreach (var verb in Verbs)
            {
                foreach (var rendering in scene.Renderings)
                    AssertNoneOf(
                        EntitlementScenario.Later,
                        [await AnswerAsync(scene, person, rendering, verb)],
                        $"{person.Name}, {verb}");

                await SubmitAsync(scene, person, verb);
            }

            await SayEverythingAsync(scene, person);
        }

        await GoOnAsync(scene);
        Assert.Equal(written, (await scene.Story.Sandbox.WritesAsync()).Count);

        foreach (var person in Former)
            AssertNoneOf(EntitlementScenario.Later, scene.SentTo(person), person.Name);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Another_tenant_is_told_one_and_the_same_whatever_it_sends(EntitlementState state)
    {
        await using var scene = await EntitlementScenario.BeginAsync(state);

        foreach (var verb in Verbs)
        {
            foreach (var rendering in scene.Renderings)
            {
                var tap = EntitlementScenario.TapOf(Person.Lynne, rendering, verb, isSubmit: false);
                var answer = await scene.Story.InvokeAsync(Activities.FromTenant(tap, OtherTenant));

                Assert.Equal(StoryTexts.English.NotServed, answer.Words);
            }
        }
    }

    /// <summary>What is kept from others is not kept from those whom it is for.</summary>
    [Theory]
    [InlineData(EntitlementState.Waiting, "zqvaluetwo")]
    [InlineData(EntitlementState.Sending, "zqreason")]
    [InlineData(EntitlementState.Decided, "zqreason")]
    [InlineData(EntitlementState.DecidedElsewhere, "zqtitletwo")]
    [InlineData(EntitlementState.Undoing, "zqundone")]
    [InlineData(EntitlementState.Undone, "zqundone")]
    [InlineData(EntitlementState.Reopened, "zqreason")]
    [InlineData(EntitlementState.Archived, "zqtitletwo")]
    [InlineData(EntitlementState.Blocked, "zqissue")]
    [InlineData(EntitlementState.Hidden, "zqtitletwo")]
    public async Task Owners_and_members_of_owning_groups_are_shown_it_by_their_own_cards(
        EntitlementState state, string word)
    {
        await using var scene = await EntitlementScenario.BeginAsync(state);

        foreach (var person in new[] { Person.Lynne, Person.Isaiah })
            await scene.Story.Teams.CallAsync(
                () => scene.SentTo(person).Any(text => text.Contains(word, StringComparison.Ordinal)));

        var answers = new List<string>();

        foreach (var rendering in scene.Renderings)
            answers.Add(await AnswerAsync(scene, Person.Lynne, rendering, "refresh"));

        Assert.Contains(answers, answer => answer.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_owner_typed_and_did_not_send_is_not_shown_to_another()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.LaunchAsync("A shared printer", Person.Lynne, Person.Adele);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.EditAsync(task.Task, new { title = "A shared plotter" });
        var kept = (await story.TapAsync(Person.Lynne, card, "reject", "zqdraft")).On(card);
        Assert.Contains("zqdraft", kept.Activity.ToJsonString(), StringComparison.Ordinal);

        // Nothing is decided yet, so an undo is answered with the card as it is.
        var answer = await story.InvokeAsync(EntitlementScenario.TapOf(
            Person.Adele,
            (string)CardWords.FindAction(kept.Card, "reject")!["data"]!["rendering"]!,
            "undo",
            isSubmit: false));

        Assert.True(answer.On(kept).Asks);
        Assert.DoesNotContain("zqdraft", answer.Card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_typed_on_another_owners_card_does_not_stay_there()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.LaunchAsync("A shared printer", Person.Lynne, Person.Adele);
        var card = await story.CardAsync(Person.Lynne, task.Title);
        await story.Sandbox.EditAsync(task.Task, new { title = "A shared plotter" });

        var answer = await story.TapAsync(Person.Adele, card, "reject", "zqdraft");

        Assert.Contains("zqdraft", answer.Card.ToJsonString(), StringComparison.Ordinal);
        await story.CardAsync(Person.Lynne, "A shared plotter");
        await story.AnsweredAsync();
        Assert.DoesNotContain(
            "zqdraft", story.Teams.Message(card.Id).Activity.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_unlinked_keeps_what_they_saw_and_is_told_no_end()
    {
        var settings = new Dictionary<string, string?> { ["Accounts:Proof"] = "Admin" };
        await using var story = ApprovalStory.Begin(settings: settings);
        await story.InstallAsync(Person.Lynne);
        await RoleScenario.LinkAsync(story, Person.Lynne);
        await story.InstallAsync(Person.Adele);
        await RoleScenario.LinkAsync(story, Person.Adele);
        var task = await story.LaunchAsync("A shared printer", Person.Lynne, Person.Adele);
        var adeles = await story.CardAsync(Person.Adele, task.Title);
        await story.SayAsync(Person.Adele, "unlink");

        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "reject", "zqreason");
        var left = await story.CardAsync(Person.Adele, task.Title, message => !message.Asks);
        var refreshed = await story.InvokeAsync(EntitlementScenario.TapOf(
            Person.Adele,
            (string)CardWords.FindAction(adeles.Card, "approve")!["data"]!["rendering"]!,
            "refresh",
            isSubmit: false));

        Assert.All([left.Words, refreshed.Words], words =>
        {
            Assert.Contains(StoryTexts.English.UnlinkedCardMeans, words, StringComparison.Ordinal);
            Assert.DoesNotContain("zqreason", words, StringComparison.Ordinal);
            Assert.DoesNotContain(Person.Lynne.Name, words, StringComparison.Ordinal);
        });
    }

    private static async Task<string> AnswerAsync(
        EntitlementScenario scene, Person person, string rendering, string verb)
    {
        var tap = EntitlementScenario.TapOf(person, rendering, verb, isSubmit: false);
        return (await scene.Story.InvokeAsync(tap)).Value?.ToJsonString() ?? "";
    }

    private static async Task SubmitAsync(EntitlementScenario scene, Person person, string verb)
    {
        foreach (var rendering in scene.Renderings.Take(3))
            await scene.Story.PostAsync(EntitlementScenario.TapOf(person, rendering, verb, isSubmit: true));
    }

    private static async Task SayEverythingAsync(EntitlementScenario scene, Person person)
    {
        string[] words = ["pending", "help", "hello", "who am i", .. scene.Codes.Select(code => $"receipt {code}")];

        foreach (var word in words)
            await scene.Story.PostAsync(Activities.Message(person, word));
    }

    /// <summary>Whatever the bot still wanted to send.</summary>
    private static async Task GoOnAsync(EntitlementScenario scene)
    {
        scene.Story.Sweep();
        scene.Story.Advance(TimeSpan.FromSeconds(5));
        await scene.Story.AnsweredAsync();
    }

    private static void AssertNoneOf(IEnumerable<string> words, IEnumerable<string> texts, string who)
    {
        string[] all = [.. texts];

        foreach (var word in words)
            Assert.False(
                Array.Exists(all, text => text.Contains(word, StringComparison.Ordinal)), $"{who} was shown {word}");
    }
}
