using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class UnreadRowTests
{
    private const string List = "/organizations/org/tasks?status=active&with=run&per_page=100&page=";

    [Theory]
    [InlineData("""{"id":"b","completed_at":"yesterday"}""", "b")]
    [InlineData("""{"id":"b","archived_at":true}""", "b")]
    [InlineData("""{"id":"b","everyone_must_complete":"perhaps"}""", "b")]
    [InlineData("""{"id":"b","task_type":[]}""", "b")]
    [InlineData("""{"id":"b","run":{"id":"r","archived_at":"yesterday"}}""", "b")]
    [InlineData("""{"id":"b","owners":{"users":[{}],"guests":["a@example.com"]}}""", "b")]
    [InlineData("""{"id":"b","run_id":"r\u0000"}""", "b")]
    [InlineData("""{"id":"b","owners":{"groups":["g\ud800"]}}""", "b")]
    [InlineData("""{"id":7,"owners":"ana"}""", "7")]
    [InlineData("""{"id":"b\u0000"}""", null)]
    [InlineData("""{"id":"b\r\nwarn: all is well"}""", null)]
    [InlineData("""{"id":"b\ud800"}""", null)]
    [InlineData("""{"id":{}}""", null)]
    [InlineData("null", null)]
    [InlineData("7", null)]
    public async Task A_row_that_cannot_be_read_is_left_out_alone_where_the_caller_is_told_of_it(string row, string? id)
    {
        await using var story = new ClientStory();
        var page = $$"""{"data":[{"id":"a"},{{row}},{"id":"c"}]}""";
        story.Tallyfy.Get(List + "1", page).Get(List + "1", page);
        var unread = new UnreadRows();

        var read = await story.Client.ListOpenTasksAsync("org", unread, ClientStory.Token)
            .Select(task => task.Id)
            .ToListAsync(ClientStory.Token);

        Assert.Equal(["a", "c"], read);
        Assert.Equal([id], unread.Ids);
        Assert.Equal((true, id is null), (unread.MayHold(id ?? "any"), unread.MayHold("other")));
        var refusal = await ClientStory.RefusalAsync(async () => await story.Client
            .ListOpenTasksAsync("org", ClientStory.Token).ToListAsync(ClientStory.Token));
        Assert.Equal(TallyfyErrorKind.UnreadableAnswer, refusal.Kind);
    }

    [Fact]
    public async Task Every_list_that_can_do_without_a_row_does()
    {
        await using var story = new ClientStory();
        story.Tallyfy
            .Get("/organizations/org/runs/r/tasks?per_page=100&page=1", """{"data":[{"id":""},{"id":"a"}]}""")
            .Get("/organizations/org/users?per_page=1000&page=1", """{"data":[{"id":"x"},{"id":7}]}""")
            .Get("/organizations/org/groups?per_page=100&page=1", """{"data":[{"id":"g","members":1},{"id":"h"}]}""")
            .Get(
                "/organizations/org/activity-feeds?created_after=2026-03-01&sort=-created_at&per_page=100&page=1",
                """{"data":[{"id":2,"created_at":"12:00"},{"id":1}]}""");
        var since = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var (client, token) = (story.Client, ClientStory.Token);
        UnreadRows tasks = new(), members = new(), groups = new(), feed = new();

        Assert.Equal(
            "a",
            (await client.ListRunTasksAsync("org", "r", new TaskFilter(), tasks, token).SingleAsync(token)).Id);
        Assert.Equal(7, (await client.ListMembersAsync("org", null, members, token).SingleAsync(token)).Id);
        Assert.Equal("h", (await client.ListGroupsAsync("org", groups, token).SingleAsync(token)).Id);
        Assert.Equal(1, (await client.ListActivityAsync("org", since, feed, token).SingleAsync(token)).Id);
        Assert.Equal([null, "x", "g", "2"], [.. tasks.Ids, .. members.Ids, .. groups.Ids, .. feed.Ids]);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_count_where_pages_are_counted()
    {
        await using var story = new ClientStory();
        var rows = string.Join(
            ',', Enumerable.Range(0, 100).Select(number => $$"""{"id":"t{{number}}","status":[]}"""));
        story.Tallyfy.Get(List + "1", $$"""{"data":[{{rows}}]}""");
        story.Tallyfy.Get(List + "2", """{"data":[{"id":"last"}]}""");
        var unread = new UnreadRows();

        var read = await story.Client.ListOpenTasksAsync("org", unread, ClientStory.Token)
            .ToListAsync(ClientStory.Token);

        Assert.Equal(("last", 100), (Assert.Single(read).Id, unread.Ids.Count));
    }

    [Fact]
    public async Task A_page_of_rows_that_were_there_before_is_the_end_also_where_none_can_be_read()
    {
        await using var story = new ClientStory();
        const string Page = """{"data":[{"id":"a","status":[]},{}],"meta":{"pagination":{"total_pages":99}}}""";
        story.Tallyfy.Get(List + "1", Page).Get(List + "2", Page);
        var unread = new UnreadRows();

        Assert.Empty(await story.Client.ListOpenTasksAsync("org", unread, ClientStory.Token)
            .ToListAsync(ClientStory.Token));
        Assert.Equal(["a", null], unread.Ids);
    }

    [Theory]
    [InlineData("\"0000-00-00 00:00:00\"")]
    [InlineData("\"-0001-11-30T00:00:00.000000Z\"")]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"12:00\"")]
    [InlineData("7")]
    [InlineData("{\"a\":[1]}")]
    public async Task A_date_that_is_none_is_not_said_and_named_once_by_id(string date)
    {
        var log = new LogLines();
        await using var story = new ClientStory(log: log);
        var page = """
            {"data":[{"id":"t","title":"Secret","deadline":DATE,"run":{"id":"r","due_date":DATE}}]}
            """.Replace("DATE", date, StringComparison.Ordinal);
        story.Tallyfy.Get(List + "1", page).Get(List + "1", page);

        for (var time = 0; time < 2; time++)
        {
            var task = await story.Client.ListOpenTasksAsync("org", ClientStory.Token).SingleAsync(ClientStory.Token);
            Assert.Equal(("Secret", null, null), (task.Title, task.Deadline, task.Run!.DueDate));
        }

        Assert.Equal(
            [
                "TallyfyTask t says nothing that can be read in deadline: it counts as not said",
                "TallyfyTask t says nothing that can be read in run.due_date: it counts as not said",
            ],
            log.All.Order());
    }

    [Fact]
    public async Task A_row_that_is_left_out_is_named_once()
    {
        var log = new LogLines();
        await using var story = new ClientStory(log: log);
        const string Page = """{"data":[{"id":"t","title":"Secret","status":[]},{"id":"\u0007"}]}""";
        story.Tallyfy.Get(List + "1", Page).Get(List + "1", Page);

        for (var time = 0; time < 2; time++)
            Assert.Empty(await story.Client.ListOpenTasksAsync("org", new UnreadRows(), ClientStory.Token)
                .ToListAsync(ClientStory.Token));

        Assert.Equal(
            [
                "TallyfyTask (null) of a list could not be read, because of id: it is left out, alone",
                "TallyfyTask t of a list could not be read, because of status: it is left out, alone",
            ],
            log.All.Order(StringComparer.Ordinal));
    }
}
