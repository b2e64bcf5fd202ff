using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>What one row, or one character, of Tallyfy's answers breaks: nothing but itself.</summary>
[Trait(StoryStore.Trait, StoryStore.Server)]
public sealed class BrokenRowStories
{
    private const string Deep = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
        + "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]";

    private const string List = $"GET /api/organizations/{WellKnown.OrganizationId}/tasks";
    private const string Members = $"GET /api/organizations/{WellKnown.OrganizationId}/users";
    private const string Board = "b0a7d0c0b0a7d0c0b0a7d0c0b0a7d0c0";
    private const string Groups = $"GET /api/organizations/{WellKnown.OrganizationId}/groups";

    private static readonly string[] Owning = ["Board"];

    [Fact]
    public async Task A_text_with_a_character_that_no_store_takes_is_asked_and_decided_as_any_other()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.Sandbox.Wire.Rewrite = (_, body) => body
            .Replace("Coffee", "Cof\\u0000fee", StringComparison.Ordinal)
            .Replace("Megan Bowen", "Megan\\u0000 \\ud800Bowen", StringComparison.Ordinal);
        await story.Sandbox.LaunchAsync(Asking("Coffee for four", Person.Lynne));
        var other = await story.LaunchAsync("A lamp", Person.Lynne);

        var card = await story.CardAsync(Person.Lynne, "Cof\ufffdfee for four");
        var answer = await story.TapAsync(Person.Lynne, card, "reject", "Too \0dear");

        Assert.Contains("You rejected", answer.Words, StringComparison.Ordinal);
        Assert.Contains("dear", await story.Sandbox.CommentAsync(), StringComparison.Ordinal);
        await story.CardAsync(Person.Lynne, other.Title);
    }

    [Fact]
    public async Task A_card_ends_by_somebody_whose_name_has_such_a_character()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        story.Sandbox.Wire.Rewrite = (_, body) => body
            .Replace("Megan Bowen", "Megan\\u0000 Bowen", StringComparison.Ordinal)
            .Replace("\"Megan\"", "\"Megan\\u0000\"", StringComparison.Ordinal);
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);

        story.Advance(TimeSpan.FromMinutes(2)); // until the members are read anew
        story.Sweep();

        await story.CardAsync(Person.Lynne, task.Title, message => message.Edits > 0 && !message.Asks);
    }

    [Theory]
    [InlineData("deadline", "\"0000-00-00 00:00:00\"")]
    [InlineData("deadline", "{\"date\":\"2026-03-05 17:00:00.000000\"}")]
    [InlineData("title", "\"A lamp \\ud800\"")]
    [InlineData("status", "[]")]
    [InlineData("completed_at", "\"yesterday\"")]
    [InlineData("run", "\"none\"")]
    [InlineData("roles", Deep)]
    public async Task A_row_that_cannot_be_read_keeps_neither_its_own_nor_another_approval_from_being_asked(
        string member, string value)
    {
        await using var story = ApprovalStory.Begin();
        using var unread = new Counts(story, BotMetrics.RowsUnreadName);
        await story.InstallAsync(Person.Lynne);
        var broken = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
            exchange == List ? BrokenRow.In(body, broken.Task, member, value) : body;

        await story.LaunchAsync("A safe", Person.Lynne);

        var card = await story.CardAsync(Person.Lynne, broken.Title);
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
        Assert.Equal(member is "deadline" or "title" or "roles", unread.All == 0);
        Assert.Equal(
            member is not "title", story.Log.Contains($"TallyfyTask {broken.Task} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_stays_while_its_task_cannot_be_read_and_ends_once_it_can()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
            exchange == List || exchange.EndsWith($"/tasks/{task.Task}", StringComparison.Ordinal)
                ? BrokenRow.In(body, task.Task, "status", "[]")
                : body;

        story.Sweep();
        await story.LoggedAsync($"Task {task.Task} could not be read: UnreadableAnswer");

        var card = await story.CardAsync(Person.Lynne, task.Title);
        Assert.Equal((0, true), (card.Edits, card.Asks));

        story.Sandbox.Wire.Rewrite = null;
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
        story.Advance(TimeSpan.FromMinutes(10));
        await story.CardAsync(Person.Lynne, task.Title, message => message.Edits > 0 && !message.Asks);
    }

    [Fact]
    public async Task A_member_who_cannot_be_read_keeps_nobody_from_being_asked()
    {
        await using var story = ApprovalStory.Begin();
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == Members
            ? BrokenRow.In(body, $"{Person.Megan.Member}", "email", "{\"a\":1}")
            : body;
        await story.InstallAsync(Person.Lynne);

        var task = await story.LaunchAsync("A lamp", Person.Lynne);

        var card = await story.CardAsync(Person.Lynne, task.Title);
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
        Assert.Contains($"TallyfyMember {Person.Megan.Member} of a list", story.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_cannot_be_read_among_the_members_is_not_taken_for_one_who_left()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == Members
            ? BrokenRow.In(body, $"{Person.Lynne.Member}", "email", "{\"a\":1}")
            : body;
        story.Advance(TimeSpan.FromMinutes(2)); // until the members are read anew

        var answer = await story.SayAsync(Person.Lynne, "pending");

        Assert.Contains(task.Title, answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("7")]
    [InlineData("\"perhaps\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData(BrokenRow.Absent)]
    public async Task Whose_status_is_no_status_decides_nothing_and_stays_linked(string status)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        OfLynne(story, "status", status);

        await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        story.Sandbox.Wire.Rewrite = null;
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groups", "7")]
    [InlineData("stats", "[7]")]
    [InlineData("timezone", "{\"a\":1}")]
    [InlineData("first_name", "[1]")]
    public async Task Of_whom_something_cannot_be_read_that_nobody_needs_decides(string member, string value)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        OfLynne(story, member, value);

        await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Equal(Person.Lynne.Member, Assert.Single(await story.Sandbox.CompletionsAsync()).Completer);
    }

    [Fact]
    public async Task Whom_the_members_have_again_is_asked_what_came_to_their_group()
    {
        await using var story = ApprovalStory.Begin();
        AddBoard(story);
        await story.InstallAsync(Person.Lynne);
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == Members
            ? body.Replace($"\"id\":{Person.Lynne.Member}", "\"id\":999", StringComparison.Ordinal)
            : body;
        story.Advance(TimeSpan.FromMinutes(2)); // until the members are read anew
        var task = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "A stand", groups = Owning });
        story.Sweep();
        await story.LoggedAsync($"{task.Task}#1 is now Pending");
        story.Sandbox.Wire.Rewrite = null;
        story.Advance(TimeSpan.FromMinutes(10));

        Assert.True((await story.CardAsync(Person.Lynne, task.Title, whenQuiet: story.Sweep)).Asks);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    public async Task Whose_status_is_no_status_is_not_said_to_be_inactive(string status)
    {
        await using var story = ApprovalStory.Begin();
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == Members
            ? BrokenRow.In(body, $"{Person.Lynne.Member}", "status", status)
            : body;

        await story.InstallAsync(Person.Lynne);

        Assert.DoesNotContain(
            "is not active", Assert.Single(story.Teams.In(Person.Lynne.Chat)).Words, StringComparison.Ordinal);
        story.Sandbox.Wire.Rewrite = null;
        Assert.Contains(
            Person.Lynne.Name, (await story.SayAsync(Person.Lynne, "link")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("disabled")]
    public async Task Whom_the_members_have_again_is_asked_what_came_meanwhile(string meanwhile)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange != Members ? body
            : meanwhile == "disabled" ? BrokenRow.In(body, $"{Person.Lynne.Member}", "status", "\"disabled\"")
            : body.Replace($"\"id\":{Person.Lynne.Member}", "\"id\":999", StringComparison.Ordinal);
        story.Advance(TimeSpan.FromMinutes(2)); // until the members are read anew
        var task = await story.LaunchAsync("A lamp", [Person.Lynne], seenBy: []);
        Assert.Equal(0, await story.CountAsync("posted_cards"));
        story.Sandbox.Wire.Rewrite = null;
        story.Advance(TimeSpan.FromMinutes(10)); // until the members are read anew, where nothing asks for one

        var card = await story.CardAsync(Person.Lynne, task.Title, whenQuiet: story.Sweep);

        Assert.True(card.Asks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_group_that_cannot_be_read_matters_where_it_owns_the_task_alone(bool ownsIt)
    {
        await using var story = ApprovalStory.Begin();
        AddBoard(story);
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(
            new { template = "Purchase request", title = "A stand", groups = Owning });
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == Groups
            ? ownsIt ? BrokenRow.In(body, Board, "members", "7") : body.Replace(
                "\"data\":[", "\"data\":[{\"id\":\"other\",\"members\":7},", StringComparison.Ordinal)
            : body;

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Equal(!ownsIt, answer.Words.Contains("You approved", StringComparison.Ordinal));
        Assert.Equal(ownsIt ? 0 : 1, (await story.Sandbox.CompletionsAsync()).Count);
        Assert.DoesNotContain(StoryTexts.English.NotYours, answer.Words, StringComparison.Ordinal);
    }

    private static void AddBoard(ApprovalStory story) => story.Sandbox.ChangePeople(people => people.Add(
        new Group
        {
            Id = Board,
            Name = "Board",
            Members = [(int)Person.Lynne.Member],
            CreatedAt = story.Clock.GetUtcNow(),
        }));

    private static void OfLynne(ApprovalStory story, string member, string value) =>
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == $"{Members}/{Person.Lynne.Member}"
            ? BrokenRow.In(body, $"{Person.Lynne.Member}", member, value)
            : body;

    private static object Asking(string title, Person person) =>
        new { template = "Purchase request", title, assignees = new[] { person.Email } };
}
