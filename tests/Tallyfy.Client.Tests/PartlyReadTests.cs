using System.Text.Json.Nodes;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

/// <summary>What of a task nobody decides by costs nothing but itself, and is named.</summary>
public sealed class PartlyReadTests
{
    private const string List = "/organizations/org/tasks?status=active&with=run&per_page=100&page=1";

    private static readonly string[] Odd =
    [
        "null", "7", "0", "\"perhaps\"", "\"\"", "[]", "[7]", "[null]", "[{}]", "{}", "{\"a\":[1]}", "true", "false",
        "\"0000-00-00 00:00:00\"", "\"-0001-11-30T00:00:00.000000Z\"", "\"0001-01-01\"",
    ];

    // Without one of these it could be taken for another task, or for one that is done, or for anybody's.
    private static readonly HashSet<string> Deciding =
    [
        "id", "run_id", "checklist_id", "status", "task_type", "owners", "everyone_must_complete", "completed_at",
        "archived_at", "is_oneoff_task", "run", "run.id", "run.checklist_id", "run.completed_at", "run.archived_at",
    ];

    public static TheoryData<string> Members =>
    [
        .. Row().Select(member => member.Key),
        .. Row()["run"]!.AsObject().Select(member => $"run.{member.Key}"),
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Whatever_a_member_holds_the_row_is_read_or_named_and_the_others_are_read(string member)
    {
        foreach (var value in Odd)
        {
            var log = new LogLines();
            await using var story = new ClientStory(log: log);
            story.Tallyfy.Get(List, Page(member, value));
            var unread = new UnreadRows();

            var read = await story.Client.ListOpenTasksAsync("org", unread, ClientStory.Token)
                .ToListAsync(ClientStory.Token);

            Assert.Equal(("first", "last"), (read[0].Id, read[^1].Id));
            Assert.Equal(3, read.Count + unread.Ids.Count);
            Assert.True(unread.Ids.Count == 0 || Deciding.Contains(member), $"{member} is {value}");
            Assert.True(read.Count < 3 || !read[1].IsDone, $"{member} is {value}: nobody completed it");
            Assert.All(log.All, line => Assert.Contains(member.Split('.')[^1], line, StringComparison.Ordinal));
            Assert.All(log.All, line => Assert.DoesNotContain("perhaps", line, StringComparison.Ordinal));
            Assert.True(read.Count == 3 || log.All.Count == 1, $"{member} is {value}: {log.All.Count} lines");
        }
    }

    [Theory]
    [InlineData("\"problem\":\"perhaps\"", "problem")]
    [InlineData("\"starter_id\":\"abc\"", "starter_id")]
    [InlineData("\"summary\":[1]", "summary")]
    [InlineData("\"title\":{}", "title")]
    [InlineData("\"is_completable\":\"perhaps\"", "is_completable")]
    [InlineData("\"deadline\":\"yesterday\"", "deadline")]
    [InlineData("\"step\":{\"title\":\"x\"}", "step.id")]
    [InlineData("\"form_fields\":7", "form_fields")]
    [InlineData("\"form_fields\":[null,{\"id\":\"f\",\"position\":\"x\"}]", "form_fields")]
    [InlineData("\"run\":{\"id\":\"r\",\"name\":{},\"has_open_issue\":\"perhaps\"}", "run.name,run.has_open_issue")]
    [InlineData("\"owners\":{\"users\":[{},1001],\"guests\":[null]}", "owners")]
    public async Task What_nobody_decides_by_is_left_out_and_named(string member, string names)
    {
        var log = new LogLines();
        var task = await FindAsync($$"""{"id":"t","task_type":"approval",{{member}}}""", log);

        Assert.Equal(names.Split(','), task.Unread);
        Assert.Equal(
            names.Split(',').Select(name =>
                $"TallyfyTask t says nothing that can be read in {name}: it counts as not said"),
            log.All);
        Assert.Equal(("", null, null, null), (task.Title, task.Summary, task.StarterId, task.Deadline));
        Assert.Equal((false, true), (task.HasOpenIssue, task.IsApproval));
    }

    [Fact]
    public async Task Owners_who_can_be_read_are_the_owners()
    {
        var task = await FindAsync(
            """
            {"id":"t","owners":{"data":{
                "users":[{},1001,"x",{"id":1002},-1.5],"guests":[null,{"name":"x"},"a@example.com"],
                "groups":[{},"g"]}}}
            """,
            new LogLines());

        Assert.Equal([1001, 1002], task.Owners.Users);
        Assert.Equal("a@example.com", Assert.Single(task.Owners.Guests));
        Assert.Equal("g", Assert.Single(task.Owners.Groups));
        Assert.Throws<InvalidOperationException>(() => TaskUpdate.Keeping(task));
    }

    [Fact]
    public async Task A_field_is_read_without_what_of_it_cannot_be()
    {
        var task = await FindAsync(
            """{"id":"t","form_fields":{"data":[null,{"id":"f","label":"Cost","position":"x","field_value":5}]}}""",
            new LogLines());

        Assert.Equal(("f", "Cost", 5), (
            Assert.Single(task.FormFields).Id, task.FormFields[0].Label, task.FormFields[0].Value?.GetInt32()));
    }

    [Theory]
    [InlineData("no", false)]
    [InlineData("Yes", true)]
    [InlineData("TRUE", true)]
    public async Task A_flag_in_a_word_is_a_flag(string word, bool isOne)
    {
        var log = new LogLines();
        var task = await FindAsync($$"""{"id":"t","problem":"{{word}}"}""", log);

        Assert.Equal(isOne, task.Problem);
        Assert.Empty(log.All);
    }

    [Fact]
    public async Task What_was_named_is_named_again_only_after_it_could_be_read()
    {
        var log = new LogLines();
        await using var story = new ClientStory(log: log);
        foreach (var title in (string[])["{}", "{}", "\"A lamp\"", "{}"])
            story.Tallyfy.Get(List, $$"""{"data":[{"id":"t","title":{{title}}}]}""");

        List<int> lines = [];
        for (var time = 0; time < 4; time++)
        {
            await story.Client.ListOpenTasksAsync("org", ClientStory.Token).SingleAsync(ClientStory.Token);
            lines.Add(log.All.Count);
        }

        Assert.Equal([1, 1, 1, 2], lines);
    }

    private static async Task<TallyfyTask> FindAsync(string row, LogLines log)
    {
        await using var story = new ClientStory(log: log);
        story.Tallyfy.Get(List, $$"""{"data":[{{row}}]}""");
        return await story.Client.ListOpenTasksAsync("org", ClientStory.Token).SingleAsync(ClientStory.Token);
    }

    private static string Page(string member, string value)
    {
        const string Mark = "@@@";
        var row = Row();
        if (member.Split('.') is [var outer, var inner])
            row[outer]![inner] = Mark;
        else
            row[member] = Mark;

        var broken = row.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
        return $$"""{"data":[{"id":"first"},{{broken}},{"id":"last"}]}""";
    }

    private static JsonObject Row()
    {
        var row = Sample.Node("task.get.approval-full.response")["data"]!.DeepClone().AsObject();
        row["run"] = Sample.Node("run.get.response")["data"]!.DeepClone();
        return row;
    }
}
