using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What matters is put where a card would end, or changed there once it was shown: the card has it, or it is not
/// approved here, and a tap on the card of before decides nothing.
/// </summary>
public sealed class CutContentStories
{
    private const int Fields = 15;
    private const string Title = "Order of paper";

    public static TheoryData<string> Places =>
    [
        "the end of a title", "the end of a description", "a description behind 2,000 tags", "the end of an answer",
        "an answer behind blanks", "an answer behind characters that nobody sees", "the last of many answers",
    ];

    public static TheoryData<string> PlacesOutOfReach =>
    [
        "a description behind 50,000 letters", "an answer without words", "a second answer without words",
    ];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task What_is_changed_at_the_end_is_shown_and_asked_again(string place)
    {
        await using var story = ApprovalStory.Begin();
        var (task, card) = await ShownAsync(story, Change(place, "EUR 10"));
        AssertShows(card.Card, "EUR 10");

        await story.Sandbox.EditAsync(task.Task, Change(place, "EUR 99"));
        var asked = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Contains("Changed since you saw it", asked.Words, StringComparison.Ordinal);
        AssertShows(asked.Card, "EUR 99");
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Contains(
            "You approved",
            (await story.TapAsync(Person.Lynne, asked.On(card), "approve")).Words,
            StringComparison.Ordinal);
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [MemberData(nameof(PlacesOutOfReach))]
    public async Task What_no_card_can_show_is_not_approved_by_one(string place)
    {
        await using var story = ApprovalStory.Begin();
        var (_, card) = await ShownAsync(story, Change(place, "EUR 10"));

        Assert.Null(CardWords.FindAction(card.Card, "approve"));
        Assert.Contains(StoryTexts.English.NotShowable, CardWords.Of(card.Card), StringComparison.Ordinal);
        Assert.Contains("Action.OpenUrl", card.Card.ToJsonString(), StringComparison.Ordinal);

        // A client that makes up the button is no way around.
        var data = CardWords.FindAction(card.Card, "reject")!["data"]!.DeepClone().AsObject();
        var forged = await story.InvokeAsync(Activities.Execute(Person.Lynne, card.Id, "approve", data));

        Assert.Contains(StoryTexts.English.NotRead, forged.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        await story.TapAsync(Person.Lynne, card, "reject", "I cannot read it here");
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task What_a_description_has_beside_text_is_counted_and_named()
    {
        await using var story = ApprovalStory.Begin();
        var (_, card) = await ShownAsync(
            story, new { description = "<p>a</p><button>pay</button><video></video><video></video>" });

        Assert.Contains("1 × button, 2 × video", CardWords.Of(card.Card), StringComparison.Ordinal);
    }

    /// <summary>Not by the tap but by what the bot hears: the card that is there says that it changed.</summary>
    [Theory]
    [InlineData("the end of a title")]
    [InlineData("an answer behind characters that nobody sees")]
    [InlineData("the last of many answers")]
    public async Task What_is_changed_behind_the_cut_leaves_no_rendering_of_before_good(string place)
    {
        await using var story = ApprovalStory.Begin();
        var (task, card) = await ShownAsync(story, Change(place, "EUR 10"));

        await story.Sandbox.EditAsync(task.Task, Change(place, "99"));
        story.Sweep();
        var anew = await story.CardAsync(Person.Lynne, Title, message => message.Edits > card.Edits);

        Assert.Contains(
            "Changed since you saw it",
            (await story.TapAsync(Person.Lynne, card, "approve")).Words,
            StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        await story.TapAsync(Person.Lynne, anew, "approve");
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    private static async Task<(LaunchedTask Task, ChatMessage Card)> ShownAsync(ApprovalStory story, object change)
    {
        story.Sandbox.AddTemplate(Form());
        await story.InstallAsync(Person.Lynne);
        var task = await story.LaunchFromAsync("Paper", Title, Person.Lynne);
        await story.Sandbox.EditAsync(task.Task, change);
        story.Sweep();
        return (task, await story.CardAsync(Person.Lynne, Title, message => message.Edits > 0));
    }

    private static void AssertShows(System.Text.Json.Nodes.JsonObject card, string words)
    {
        Assert.Contains(words, CardWords.Of(card), StringComparison.Ordinal);
        Assert.NotNull(CardWords.FindAction(card, "approve"));
    }

    private static object Change(string place, string end) => place switch
    {
        "the end of a title" => new { title = $"{Title}, {Many("very ", 130)}{end}" },
        "the end of a description" => new { description = $"<p>{Many("word ", 400)}{end}</p>" },
        "a description behind 50,000 letters" => new { description = $"<p>{Many("word ", 12_000)}{end}</p>" },
        "a description behind 2,000 tags" => new { description = $"<p>a</p>{Many("<b></b>", 2_100)}{end}" },
        "the end of an answer" => Answer(1, $"{Many("word ", 80)}{end}"),
        "an answer behind blanks" => Answer(1, $"EUR 1{Many(" ", 20_000)}{end}"),
        "an answer behind characters that nobody sees" => Answer(1, $"EUR 1{Many("\u200B", 20_000)}{end}"),
        "the last of many answers" => Answer(Fields, end),
        "an answer without words" => Answer(1, new[] { new { id = end } }),
        _ => Answer(1, new object[] { new { id = 1, text = "Paper" }, new { id = end } }),
    };

    private static object Answer(int field, object answer) =>
        new { answers = new Dictionary<string, object> { [$"f{field}"] = answer } };

    private static string Many(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private static Template Form() => new()
    {
        Id = SandboxState.NewId(),
        Title = "Paper",
        OwnerId = (int)Person.Megan.Member,
        Steps =
        [
            new TemplateStep
            {
                Id = SandboxState.NewId(),
                Alias = "approve",
                Title = "Approve",
                TaskType = "approval",
                Position = 1,
                Owners = new Owners { Users = [(int)Person.Lynne.Member] },
                Fields =
                [
                    .. Enumerable.Range(1, Fields).Select(number => new FormField
                    {
                        Id = SandboxState.NewId(),
                        Label = $"Field {number}",
                        Alias = $"f{number}",
                        FieldType = FieldTypes.Text,
                        Position = number,
                    }),
                ],
            },
        ],
    };
}
