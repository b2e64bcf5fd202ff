using System.Text.Json.Nodes;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>The code is typed into the card that says where it lies; nothing that was typed there is lost.</summary>
[Trait(Extent.Trait, Extent.Fast)]
public sealed class LinkCodeCardStories
{
    private const string CodeIsThere = "Your code is in Tallyfy";
    private const string Linked = "Now I know who you are";

    private static readonly Dictionary<string, string?> ByCode = new()
    {
        ["Accounts:Proof"] = "Code",
        ["Delivery:CardsAtOnce"] = "9", // what waits comes as cards, not as a list
        ["Tallyfy:StandaloneTaskLink"] = "https://tallyfy.test/{organization}/tasks/{task}",
    };

    [Fact]
    public async Task Typed_into_the_card_it_links_and_shows_what_waits()
    {
        var (story, card, code) = await SentAsync();
        await using var _ = story;
        var task = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "A desk", assignees = new[] { Person.Alex.Email } });
        story.Sweep();

        var answer = await TypeAsync(story, Person.Alex, card, $" {LinkCodes.CodeIn(code).ToLowerInvariant()} ");

        Assert.Contains(Linked, answer.Words, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.PendingCommand, answer.Words, StringComparison.Ordinal);
        Assert.True(code.IsArchived);
        await story.CardAsync(Person.Alex, task.Title);
    }

    [Fact]
    public async Task A_button_opens_the_very_task_that_it_lies_in()
    {
        var (story, card, code) = await SentAsync();
        await using var _ = story;

        var opens = Objects(card.Card).Single(found => (string?)found["type"] == "Action.OpenUrl");

        Assert.EndsWith($"/tasks/{code.Id}", (string)opens["url"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RZE5-F96", "That is no code")]
    [InlineData("I cannot find it", "That is no code")]
    [InlineData("0000-0000", "That is not the code")]
    public async Task What_is_no_code_or_another_one_comes_back_to_be_mended(string typed, string says)
    {
        var (story, card, code) = await SentAsync();
        await using var _ = story;

        var answer = await TypeAsync(story, Person.Alex, card, typed);

        Assert.Contains(says, answer.Words, StringComparison.Ordinal);
        Assert.Equal(typed, (string?)CardWords.FindInput(answer.Card, CardAction.CodeField)!["value"]);
        Assert.Contains(
            Linked,
            (await TypeAsync(story, Person.Alex, answer.On(card), LinkCodes.CodeIn(code))).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_typed_is_no_try_and_more_than_a_card_brings_back_stays_on_it()
    {
        var (story, card, code) = await SentAsync();
        await using var _ = story;

        Assert.Contains(
            "That is no code", (await TypeAsync(story, Person.Alex, card, "")).Words, StringComparison.Ordinal);
        Assert.True((await TypeAsync(story, Person.Alex, card, new string('x', 200))).IsSentence);
        Assert.Contains(
            Linked,
            (await TypeAsync(story, Person.Alex, card, LinkCodes.CodeIn(code))).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_person_who_types_it_is_not_linked_and_spoils_nothing()
    {
        var (story, card, code) = await SentAsync();
        await using var _ = story;
        await story.InstallAsync(Person.Megan);

        var answer = await TypeAsync(story, Person.Megan, card, LinkCodes.CodeIn(code));

        Assert.Contains(StoryTexts.English.FormerQuestion, answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(Person.Alex.Email, answer.Words, StringComparison.Ordinal);
        Assert.Contains(
            StoryTexts.English.NotLinkedNow,
            (await story.SayAsync(Person.Megan, "whoami")).Words,
            StringComparison.Ordinal);
        Assert.Contains(
            Linked,
            (await TypeAsync(story, Person.Alex, card, LinkCodes.CodeIn(code))).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_ones_bar_as_they_do_in_words()
    {
        var (story, card, code) = await SentAsync();
        await using var _ = story;
        var wrong = LinkCodes.CodeIn(code) == "0000-0000" ? "1111-1111" : "0000-0000";

        for (var tries = 1; tries < LinkDialog.MostWrongCodes; tries++)
            await TypeAsync(story, Person.Alex, card, wrong);

        Assert.Contains(
            "Too many wrong codes",
            (await TypeAsync(story, Person.Alex, card, wrong)).Words,
            StringComparison.Ordinal);
        Assert.Contains(
            StoryTexts.English.FormerQuestion,
            (await TypeAsync(story, Person.Alex, card, LinkCodes.CodeIn(code))).Words,
            StringComparison.Ordinal);
        Assert.True(code.IsArchived);
    }

    [Fact]
    public async Task The_card_of_a_code_that_was_given_up_takes_none_any_more()
    {
        var (story, card, former) = await SentAsync();
        await using var _ = story;
        await story.SayAsync(Person.Alex, "start again");
        await story.SayAsync(Person.Alex, "yes");

        var answer = await TypeAsync(story, Person.Alex, card, LinkCodes.CodeIn(story.Sandbox.NewestCodeTask()));

        Assert.True(former.IsArchived);
        Assert.Contains(StoryTexts.English.FormerQuestion, answer.Words, StringComparison.Ordinal);
        Assert.Contains(CodeIsThere, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_link_written_again_says_where_the_code_lies_and_spoils_nothing()
    {
        var (story, card, code) = await SentAsync();
        await using var _ = story;

        var again = await story.SayAsync(Person.Alex, "link");

        Assert.Contains(CodeIsThere, again.Words, StringComparison.Ordinal);
        Assert.Single(story.Sandbox.CodeTasks());
        Assert.Contains(
            Linked,
            (await TypeAsync(story, Person.Alex, card, LinkCodes.CodeIn(code))).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ends_it_and_the_code_leaves_Tallyfy()
    {
        var (story, card, code) = await SentAsync();
        await using var _ = story;

        Assert.Contains(
            "Stopped",
            (await story.TapAsync(Person.Alex, card, CardAction.NoVerb)).Words,
            StringComparison.Ordinal);
        Assert.True(code.IsArchived);
    }

    private static Task<TapAnswer> TypeAsync(ApprovalStory story, Person person, ChatMessage card, string typed)
    {
        var data = CardWords.FindAction(card.Card, CardAction.CodeVerb)!["data"]!.DeepClone().AsObject();
        data[CardAction.CodeField] = typed;
        return story.InvokeAsync(Activities.Execute(person, card.Id, CardAction.CodeVerb, data));
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject found => [found, .. found.SelectMany(member => Objects(member.Value))],
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    private static async Task<(ApprovalStory Story, ChatMessage Card, TallyfyTask Code)> SentAsync()
    {
        var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Alex);
        return (story, await story.SayAsync(Person.Alex, "yes"), story.Sandbox.NewestCodeTask());
    }
}
