using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What of a task cannot be read costs nothing but itself: what nobody decides by is missing and said to be, what
/// something is decided by keeps that task back, named and counted.
/// </summary>
public sealed class PartlyReadStories
{
    private const string List = $"GET /api/organizations/{WellKnown.OrganizationId}/tasks";

    // Another id is another task, and another type none that is asked about: neither is of one that waits.
    private static readonly string[] Naming = ["id", "task_type"];

    // What can be read, and says that nobody decides it now.
    private static readonly (string Member, string Value)[] OnHold = [("problem", "7"), ("is_completable", "false")];

    [Theory]
    [InlineData("null")]
    [InlineData(BrokenRow.Absent)]
    [InlineData("7")]
    [InlineData("\"perhaps\"")]
    [InlineData("[7]")]
    [InlineData("{\"a\":[1]}")]
    [InlineData("false")]
    [InlineData("\"0000-00-00 00:00:00\"")]
    public async Task Whatever_a_member_of_a_task_is_the_task_is_asked_about_or_named_and_all_others_are_asked_about(
        string value)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        string[] members = [];
        story.Sandbox.Wire.Rewrite = (exchange, body) =>
        {
            if (exchange.StartsWith($"{List}/", StringComparison.Ordinal))
                members = [.. JsonNode.Parse(body)!["data"]!.AsObject().Select(member => member.Key).Order()];

            return body;
        };
        await story.LaunchAsync("Ordinary", Person.Lynne);
        await story.CardAsync(Person.Lynne, "Ordinary");
        Assert.InRange(members.Length, 30, 60);

        var odd = new Dictionary<string, string>();
        foreach (var member in members.Except(Naming).Where(member => !OnHold.Contains((member, value))))
            odd[(await story.Sandbox.LaunchAsync(Asking($"Odd {member}", Person.Lynne))).Task] = member;
        story.Sandbox.Wire.Rewrite = (exchange, body) => odd
            .Where(one => exchange == List || IsOf(exchange, one.Key))
            .Aggregate(body, (text, one) => BrokenRow.In(text, one.Key, one.Value, value));
        var last = await story.Sandbox.LaunchAsync(Asking("The last", Person.Lynne));
        story.Sweep();

        await story.UntilAsync("each asked about or named", async () =>
            (await ListAsync(story)).Contains(last.Task)
            && odd.Keys.Except(await ListAsync(story)).All(task => story.Log.Contains(
                $"TallyfyTask {task} ", StringComparison.Ordinal)));
        Assert.Empty(await story.Sandbox.CompletionsAsync());
    }

    [Theory]
    [InlineData("completed_at", "\"0000-00-00 00:00:00\"")]
    [InlineData("completed_at", "\"-0001-11-30T00:00:00.000000Z\"")]
    [InlineData("completed_at", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("completed_at", "false")]
    [InlineData("archived_at", "false")]
    [InlineData("archived_at", "\"1970-01-01 00:00:00\"")]
    [InlineData("problem", "\"no\"")]
    [InlineData("starter_id", "\"abc\"")]
    [InlineData("completer_id", "[]")]
    [InlineData("is_approved", "\"perhaps\"")]
    public async Task What_is_nobodys_date_and_what_nobody_needs_keeps_no_card_back(string member, string value)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        Break(story, task, member, value);
        story.Sweep();

        var card = await story.CardAsync(Person.Lynne, task.Title);

        Assert.DoesNotContain(StoryTexts.English.PartsUnread, card.Words, StringComparison.Ordinal);
        story.Sandbox.Wire.Rewrite = null;
        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData(BrokenRow.Absent)]
    public async Task Whose_run_was_not_said_when_it_was_found_is_decided_in_its_run(string run)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        story.Sandbox.Wire.Rewrite = (exchange, body) => IsOf(exchange, task.Task)
            ? BrokenRow.In(BrokenRow.In(body, task.Task, "run_id", run), task.Task, "run", "null")
            : body;
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);
        story.Sandbox.Wire.Rewrite = null;

        await story.TapAsync(Person.Lynne, card, "approve");

        Assert.True(Assert.Single(await story.Sandbox.CompletionsAsync()) is { IsApproved: true, Status: 200 });
    }

    [Theory]
    [InlineData("deadline", "\"soon\"")]
    [InlineData("title", "{}")]
    [InlineData("summary", "[1]")]
    [InlineData("form_fields", "[null]")]
    [InlineData("started_at", "\"tomorrow\"")]
    [InlineData("problem", "\"perhaps\"")]
    [InlineData("deadline", "\"-5 days\"")]
    public async Task A_card_says_what_of_its_approval_could_not_be_read(string member, string value)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        Break(story, task, member, value);
        story.Sweep();

        var texts = StoryTexts.English;
        var card = await story.CardAsync(Person.Lynne, member is "title" ? texts.TitleUnread : task.Title);
        var listed = await story.SayAsync(Person.Lynne, "pending");

        var said = member is "deadline" ? texts.DeadlineUnread : texts.PartsUnread;
        Assert.Contains(said, card.Words, StringComparison.Ordinal);
        Assert.Equal(
            member is "deadline", listed.Words.Contains(texts.DeadlineUnread, StringComparison.Ordinal));
        Assert.DoesNotContain(
            member is "deadline" ? texts.NoDeadline : texts.Untitled, card.Words, StringComparison.Ordinal);
        Assert.Single(
            story.Log.Split('\n'), line => line.Contains($"in {member}: it counts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_read_at_the_tap_is_not_what_was_shown()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        Break(story, task, "summary", "null");
        story.Sweep();
        var card = await story.CardAsync(Person.Lynne, task.Title);
        Break(story, task, "summary", "{}");

        var answer = await story.TapAsync(Person.Lynne, card, "approve");

        Assert.Empty(await story.Sandbox.CompletionsAsync());
        Assert.Contains(StoryTexts.English.PartsUnread, answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owners_who_can_be_read_are_asked_and_nobody_else_may_decide()
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.InstallAsync(Person.Adele);
        var task = await story.LaunchAsync("A lamp", Person.Lynne, Person.Adele);
        var adele = await story.CardAsync(Person.Adele, task.Title);
        Break(story, task, "owners", $$"""{"users":[{},{{Person.Lynne.Member}}],"guests":[null],"groups":[]}""");
        story.Sweep();
        var lynne = await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(StoryTexts.English.PartsUnread, StringComparison.Ordinal));

        var refused = await story.TapAsync(Person.Adele, adele, "approve");
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        var decided = await story.TapAsync(Person.Lynne, lynne, "approve");

        Assert.Contains(StoryTexts.English.NotYours, refused.Words, StringComparison.Ordinal);
        Assert.Contains("You approved", decided.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_request_it_is_is_not_guessed_where_one_of_two_cannot_be_read()
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Approvals:SelfApproval"] = "Refuse" });
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        Break(story, task, "starter_id", "\"abc\"");
        story.Sweep();

        var card = await story.CardAsync(
            Person.Lynne,
            task.Title,
            message => message.Words.Contains(
                StoryTexts.English.RequesterUnknownInTallyfy, StringComparison.Ordinal));

        Assert.False(card.Asks);
    }

    [Theory]
    [InlineData("0", "{0}", false)]
    [InlineData("\"0\"", "{0}", false)]
    [InlineData("-1", "{0}", false)]
    [InlineData("null", "0", false)]
    [InlineData("null", "-1", false)]
    [InlineData("1003", "0", true)]
    public async Task Nobody_has_asked_whose_number_is_nobodys(string startedBy, string starter, bool asks)
    {
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Approvals:SelfApproval"] = "Refuse" });
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        var run = $$$"""{"data":{"id":"{{{task.Run}}}","name":"A run","started_by":{{{startedBy}}}}}""";
        starter = starter.Replace("{0}", $"{Person.Lynne.Member}", StringComparison.Ordinal);
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == List || IsOf(exchange, task.Task)
            ? BrokenRow.In(BrokenRow.In(body, task.Task, "starter_id", starter), task.Task, "run", run)
            : body;
        story.Sweep();

        var card = await story.CardAsync(Person.Lynne, task.Title);

        Assert.Equal(asks, card.Asks);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"perhaps\"")]
    [InlineData(BrokenRow.Absent)]
    public async Task A_card_does_not_end_where_nobody_says_what_kind_of_task_it_is(string kind)
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        var card = await story.CardAsync(Person.Lynne, task.Title);
        Break(story, task, "task_type", kind);
        story.Sweep();
        await story.UntilAsync(() =>
        {
            story.Sweep();
            return story.Log.Contains("could not be read", StringComparison.Ordinal);
        });

        await story.TapAsync(Person.Lynne, card, "approve");
        Assert.Empty(await story.Sandbox.CompletionsAsync());
        story.Sandbox.Wire.Rewrite = null;

        Assert.Contains(
            "You approved", (await story.TapAsync(Person.Lynne, card, "approve")).Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[\"approval\"]")]
    public async Task A_new_task_whose_kind_is_no_word_is_named(string kind)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        Break(story, task, "task_type", kind);
        story.Sweep();

        await story.UntilAsync("it is named", () => Task.FromResult(story.Log.Contains(
            $"TallyfyTask {task.Task} of a list could not be read, because of task_type", StringComparison.Ordinal)));

        story.Sandbox.Wire.Rewrite = null;
        await story.CardAsync(Person.Lynne, task.Title, whenQuiet: story.Sweep);
    }

    [Fact]
    public async Task A_card_does_not_end_while_it_cannot_be_read_who_decided_it()
    {
        var (story, task) = await ApprovalStory.WaitingForAsync(Person.Lynne);
        await using var _ = story;
        Break(story, task, "completer_id", "\"abc\"");
        await story.Sandbox.CompleteAsync(task.Task, Person.Megan.Email, isApproved: true);
        story.Sweep();
        await story.LoggedAsync($"Task {task.Task} could not be read: UnreadableAnswer");
        Assert.True((await story.CardAsync(Person.Lynne, task.Title)).Asks);

        story.Sandbox.Wire.Rewrite = null;
        story.Advance(TimeSpan.FromMinutes(10));

        var card = await story.CardAsync(Person.Lynne, task.Title, message => !message.Asks);
        Assert.Contains(Person.Megan.Name, card.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operators_see_how_many_tasks_could_not_be_read_and_why()
    {
        await using var story = ApprovalStory.Begin();
        using var unread = new Counts(story, BotMetrics.TasksUnreadName);
        await story.InstallAsync(Person.Lynne);
        var task = await story.Sandbox.LaunchAsync(Asking("A lamp", Person.Lynne));
        Break(story, task, "completed_at", "\"yesterday\"");

        story.Sweep();
        await story.LoggedAsync($"TallyfyTask {task.Task} of a list could not be read, because of completed_at");
        await story.UntilAsync(async () =>
            (await AskAsync(story, "tallyfy")).Contains("read: 1", StringComparison.Ordinal));
        Assert.Contains("could not be read: 1", await AskAsync(story, "intake"), StringComparison.Ordinal);
        Assert.Equal(1, unread.Of(WellKnown.OrganizationId));

        story.Sandbox.Wire.Rewrite = null;
        story.Advance(TimeSpan.FromMinutes(10));
        await story.CardAsync(Person.Lynne, task.Title);
        await story.UntilAsync(async () =>
            !(await AskAsync(story, "tallyfy")).Contains("not be read", StringComparison.Ordinal));
    }

    private static async Task<string> AskAsync(ApprovalStory story, string what)
    {
        using var answer = await story.AskAsOperatorAsync($"/health/{what}");
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static void Break(ApprovalStory story, LaunchedTask task, string member, string value) =>
        story.Sandbox.Wire.Rewrite = (exchange, body) => exchange == List || IsOf(exchange, task.Task)
            ? BrokenRow.In(body, task.Task, member, value)
            : body;

    private static bool IsOf(string exchange, string task) =>
        exchange.StartsWith("GET ", StringComparison.Ordinal)
        && exchange.EndsWith($"/tasks/{task}", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> ListAsync(ApprovalStory story) =>
    [
        .. (await story.Services.GetRequiredService<ApprovalStore>().ListWaitingAsync(
            WellKnown.OrganizationId, TestContext.Current.CancellationToken)).Select(one => one.Key.Task),
    ];

    private static object Asking(string title, Person person) =>
        new { template = "Purchase request", title, assignees = new[] { person.Email } };
}
