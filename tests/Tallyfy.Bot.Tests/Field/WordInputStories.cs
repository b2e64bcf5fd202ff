using System.Text.RegularExpressions;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Field;

/// <summary>Words that were wrapped, misspelt or said to a question, as they were seen in the field.</summary>
public sealed class WordInputStories
{
    private const string Waits = "Approvals that wait for you: 1";

    private static readonly Dictionary<string, string?> ByCode = new() { ["Accounts:Proof"] = "Code" };

    public static TheoryData<string> Wrapped =>
    [
        "12-text-bold", "12-text-html", "12-text-mention-entity-without-text", "12-text-nbsp-entity",
        "12-text-quoted-reply", "12-text-slash", "12-text-two-words", "12-text-zero-width-space",
    ];

    [Theory]
    [MemberData(nameof(Wrapped))]
    public async Task What_a_client_wraps_around_a_word_does_not_hide_it(string name)
    {
        var (story, _) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;

        await story.PostAsync(FieldInput.Activity(name, Person.Lynne));

        await story.Teams.WaitForAsync(message => message.Summary.StartsWith(Waits, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receipt_is_found_behind_a_colon()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        await story.TapAsync(Person.Lynne, await story.CardAsync(Person.Lynne, task.Title), "approve");
        var decided = await story.CardAsync(Person.Lynne, task.Title, message => !message.Asks);
        var code = Regex.Match(decided.Words, "[0-9A-Z]{5}-[0-9A-Z]{5}").Value;
        var activity = FieldInput.Activity("12-receipt-colon", Person.Lynne);

        var behindColon = ((string)activity["text"]!).Replace("7KQ2M-X81ZD", code, StringComparison.Ordinal);

        foreach (var text in new[] { behindColon, code, $"what is {code}?" })
            Assert.Contains(
                StoryTexts.English.ReceiptDone,
                (await story.SayAsync(Person.Lynne, text)).Words,
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_read_out_of_a_sentence()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "yes");
        var activity = FieldInput.Activity("12-code-in-words", Person.Lynne);
        activity["text"] = ((string)activity["text"]!).Replace(
            "QJ72-CDJE", LinkCodes.CodeIn(story.Sandbox.NewestCodeTask()), StringComparison.Ordinal);

        await story.PostAsync(activity);

        await story.Teams.WaitForAsync(
            message => message.Words.Contains(StoryTexts.English.LinkedHeading, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Yes_please_is_a_yes()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);

        await story.PostAsync(FieldInput.Activity("12-yes-please", Person.Lynne));

        await story.Teams.WaitForAsync(
            message => message.Words.Contains(StoryTexts.English.CodeIsThereHeading, StringComparison.Ordinal));
        Assert.Single(story.Sandbox.CodeTasks());
    }

    [Fact]
    public async Task The_word_link_leaves_the_code_that_lies_in_Tallyfy_good()
    {
        await using var story = ApprovalStory.Begin(settings: ByCode);
        await story.InstallAsync(Person.Lynne);
        await story.SayAsync(Person.Lynne, "yes");

        await story.SayAsync(Person.Lynne, "link");
        await story.SayAsync(Person.Lynne, "pending");
        var task = Assert.Single(story.Sandbox.CodeTasks());
        Assert.False(task.IsArchived);
        await story.SayAsync(Person.Lynne, LinkCodes.CodeIn(task));

        await story.Teams.WaitForAsync(
            message => message.Words.Contains(StoryTexts.English.LinkedHeading, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_writes_approve_gets_the_card_again_and_a_tap_on_either_one_ends_both()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);

        var again = await story.SayAsync(Person.Lynne, "approve");

        Assert.NotEqual(card.Id, again.Id);
        Assert.True(again.Asks);
        Assert.Contains(StoryTexts.English.TapDecides, again.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());

        await story.TapAsync(Person.Lynne, again, "approve");

        foreach (var id in new[] { card.Id, again.Id })
            await story.Teams.WaitForAsync(message => message.Id == id && !message.Asks);

        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task However_often_it_is_written_the_card_comes_three_times_and_then_the_list()
    {
        var (story, _) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;

        for (var time = 0; time < 3; time++)
            Assert.True((await story.SayAsync(Person.Lynne, "reject")).Asks);

        var list = await story.SayAsync(Person.Lynne, "reject");

        Assert.StartsWith(Waits, list.Summary, StringComparison.Ordinal);
        Assert.Contains(StoryTexts.English.TapDecides, list.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("I approve everything")]
    [InlineData("reject")]
    public async Task With_several_waiting_the_list_comes_and_nothing_is_decided(string words)
    {
        var (story, _) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        await story.LaunchAsync("A lamp", Person.Lynne);

        var list = await story.SayAsync(Person.Lynne, words);

        Assert.Contains(StoryTexts.English.TapDecides, list.Words, StringComparison.Ordinal);
        Assert.Contains("A lamp", list.Words, StringComparison.Ordinal);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task With_nothing_waiting_it_says_so()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);

        Assert.Contains(
            StoryTexts.English.NothingPending,
            (await story.SayAsync(Person.Lynne, "approve")).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_one_client_is_no_form_of_another_but_the_same_tap()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);

        await story.PostAsync(FieldInput.About(FieldInput.Activity("16-data-as-text", Person.Lynne), card));

        await story.Teams.WaitForAsync(message => message.Id == card.Id && !message.Asks);
        Assert.True(Assert.Single(await story.Sandbox.CompletionsAsync()).IsApproved);
    }

    public static TheoryData<string> Forms => ["data", "action", "value"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_execute_may_hold_any_of_its_parts_as_text(string part)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var data = CardWords.FindAction(card.Card, "reject")!["data"]!.DeepClone().AsObject();
        data["reason"] = "Too dear \U0001F600";
        var tap = Activities.Execute(Person.Lynne, card.Id, "reject", data);
        var value = tap["value"]!.AsObject();

        if (part == "data")
            value["action"]!["data"] = data.ToJsonString();
        else if (part == "action")
            value["action"] = value["action"]!.ToJsonString();
        else
            tap["value"] = value.ToJsonString();

        var answer = await story.InvokeAsync(tap);

        Assert.Contains("Too dear \U0001F600", answer.Words, StringComparison.Ordinal);
        Assert.False(Assert.Single(await story.Sandbox.CompletionsAsync()).IsApproved);
    }

    [Fact]
    public async Task A_client_that_acts_by_itself_decides_nothing()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var ended = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        var act = FieldInput.About(FieldInput.Activity("16-automatic-approve", Person.Lynne), card);

        Assert.False((await story.InvokeAsync(act)).IsSentence);

        var asText = act.DeepClone().AsObject();
        asText["value"] = act["value"]!.ToJsonString();
        Assert.False((await story.InvokeAsync(asText)).IsSentence);
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }
}
