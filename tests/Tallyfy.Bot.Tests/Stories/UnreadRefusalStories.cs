using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure.Cards;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// For what our own store can answer nothing is asked of Tallyfy, however often somebody taps their own card; whatever
/// it cannot answer is read.
/// </summary>
public sealed class UnreadRefusalStories
{
    private const int Flood = 12;
    private const string Completions = "^.*/completed-tasks$";

    private static readonly string Template = DemoTemplates.PurchaseRequest(DateTimeOffset.UnixEpoch).Id;

    /// <summary>What was done before, the tap, and what it is answered.</summary>
    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["a rejection without a reason"] = new("reject", null, StoryTexts.English.WhyReject("Patti Fernandez")),
        ["a verdict on what somebody else has decided"] = new("approve", null, "Rejected by Adele Vance")
        {
            Before = (story, task, _) => DecideAsync(story, task, Person.Adele, "reject"),
        },
        ["one's own verdict again"] = new("approve", null, "You approved")
        {
            Before = (story, task, _) => DecideAsync(story, task, Person.Lynne, "approve"),
        },
        ["the other verdict after one's own"] = new("reject", "No", "You approved")
        {
            Before = (story, task, _) => DecideAsync(story, task, Person.Lynne, "approve"),
        },
        ["a verdict on what is being sent"] = new("approve", null, "being sent")
        {
            Before = async (story, task, card) =>
            {
                await story.Sandbox.SetFaultAsync(
                    new { method = "POST", path = Completions, status = 502, when = "before" });
                await story.TapAsync(Person.Lynne, card, "approve");
            },
        },
        ["a verdict on what was decided in Tallyfy"] = new("approve", null, "A fan")
        {
            Before = async (story, task, card) =>
            {
                await story.Sandbox.CompleteAsync(task.Task, Person.Adele.Email, isApproved: false);
                await SealedAsync(story, card);
            },
        },
        ["a verdict on what was archived"] = new("approve", null, "A fan")
        {
            Before = async (story, task, card) =>
            {
                await story.Sandbox.ArchiveAsync(task.Task, Person.Megan.Email);
                await SealedAsync(story, card);
            },
        },
        ["a verdict where that is for Tallyfy alone"] = new("approve", null, StoryTexts.English.TemplateInTallyfy)
        {
            Settings = new() { [$"Approvals:Templates:{Template}:InChat"] = "false" },
        },
        ["a verdict without the word that confirms it"] = new("approve", null, "To confirm")
        {
            Settings = new() { [$"Approvals:Templates:{Template}:Confirm"] = "true" },
        },
        ["a second vote"] = new("approve", null, StoryTexts.English.YouApproved)
        {
            IsForEveryone = true,
            Before = async (story, _, card) => await story.TapAsync(Person.Lynne, card, "approve"),
        },
        ["an undo without a reason"] = new("undo", null, StoryTexts.English.UndoReasonLabel)
        {
            Before = (story, task, _) => DecideAsync(story, task, Person.Lynne, "approve"),
        },
        ["an undo that comes too late"] = new("undo", "Wrong", StoryTexts.English.UndoTooLate)
        {
            Before = async (story, task, _) =>
            {
                await DecideAsync(story, task, Person.Lynne, "approve");
                await story.AnsweredAsync();
                story.Advance(TimeSpan.FromMinutes(11));
                await story.CardAsync(
                    Person.Lynne, task.Title, message => CardWords.FindAction(message.Card, "undo") is null);
            },
        },
        ["an undo of what somebody else has decided"] = new("undo", "Wrong", "Rejected by Adele Vance")
        {
            Before = (story, task, _) => DecideAsync(story, task, Person.Adele, "reject"),
        },
        ["an undo of what is not decided"] = new("undo", "Wrong", "A fan"),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task On_ones_own_card_nothing_is_asked_for(string tap)
    {
        var row = Rows[tap];
        await using var story = ApprovalStory.Begin(CredentialMode.Application, row.Settings);
        var (task, card) = await AskedAsync(story, row.IsForEveryone);
        var data = await story.DataOfAsync(card);
        await (row.Before?.Invoke(story, task, card) ?? Task.CompletedTask);
        await story.AnsweredAsync();
        var passed = story.Sandbox.Wire.Passed.Count;

        for (var turn = 0; turn < Flood; turn++)
            Assert.Contains(
                row.Answer, (await TapAsync(story, Person.Lynne, card, row, data)).Words, StringComparison.Ordinal);

        Assert.Equal("", string.Join(" | ", ReadsOf(story, task, passed).Select(line => line[60..])));
    }

    [Theory]
    [InlineData("approve", null)]
    [InlineData("reject", null)]
    [InlineData("undo", "Wrong")]
    public async Task On_the_card_of_another_owner_it_is_read_whether_they_still_may_know(string verb, string? reason)
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        var (task, card) = await AskedAsync(story, isForEveryone: false);
        var data = await story.DataOfAsync(card);
        await DecideAsync(story, task, Person.Lynne, "approve");
        await story.AnsweredAsync();
        var passed = story.Sandbox.Wire.Passed.Count;

        await TapAsync(story, Person.Adele, card, new Row(verb, reason, ""), data);

        Assert.NotEmpty(ReadsOf(story, task, passed));
        Assert.Single(await story.Sandbox.CompletionsAsync());
    }

    [Fact]
    public async Task What_was_on_hold_is_read_and_decided_when_it_is_not_any_more()
    {
        await using var story = ApprovalStory.Begin(CredentialMode.Application);
        var (task, card) = await AskedAsync(story, isForEveryone: false);
        var data = await story.DataOfAsync(card);
        await story.Sandbox.EditAsync(task.Task, new { hidden = true });
        story.Sweep();
        await SealedAsync(story, card);
        await story.Sandbox.EditAsync(task.Task, new { hidden = false });

        var answer = await TapAsync(story, Person.Lynne, card, new Row("approve", null, ""), data);

        Assert.Contains("You approved", answer.Words, StringComparison.Ordinal);
    }

    private static async Task<(LaunchedTask Task, ChatMessage Card)> AskedAsync(ApprovalStory story, bool isForEveryone)
    {
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.Sandbox.LaunchAsync(new
        {
            template = "Purchase request",
            title = "A fan",
            assignees = new[] { Person.Lynne.Email, Person.Adele.Email },
            everyone_must_complete = isForEveryone,
        });
        story.Sweep();
        await story.CardAsync(Person.Adele, task.Title);
        return (task, await story.CardAsync(Person.Lynne, task.Title));
    }

    private static async Task DecideAsync(ApprovalStory story, LaunchedTask task, Person person, string verb)
    {
        await story.TapAsync(person, await story.CardAsync(person, task.Title), verb, "Because");

        foreach (var owner in new[] { Person.Lynne, Person.Adele })
            await story.CardAsync(owner, task.Title, message => !message.Asks);

        await story.CommentedAsync(); // it asks for its writer
    }

    private static async Task SealedAsync(ApprovalStory story, ChatMessage card)
    {
        story.Sweep();
        await story.Teams.CallAsync(() => !story.Teams.Message(card.Id).Asks);
    }

    /// <summary>What a tap asks for; a sweep and a comment go on beside it.</summary>
    private static IEnumerable<string> ReadsOf(ApprovalStory story, LaunchedTask task, int since) =>
        story.Sandbox.Wire.Passed.Skip(since).Where(line => line.StartsWith("GET", StringComparison.Ordinal)
            && (line.Contains($"/tasks/{task.Task}", StringComparison.Ordinal)
                || line.Contains("/users/", StringComparison.Ordinal)
                || line.Contains("/runs/", StringComparison.Ordinal)));

    private static Task<TapAnswer> TapAsync(
        ApprovalStory story, Person person, ChatMessage card, Row row, JsonObject data)
    {
        var sent = data.DeepClone().AsObject();

        if (row.Reason is { } reason)
            sent["reason"] = reason;

        return story.InvokeAsync(Activities.Execute(person, card.Id, row.Verb, sent));
    }

    private sealed record Row(string Verb, string? Reason, string Answer)
    {
        public Func<ApprovalStory, LaunchedTask, ChatMessage, Task>? Before { get; init; }

        public Dictionary<string, string?>? Settings { get; init; }

        public bool IsForEveryone { get; init; }
    }
}
