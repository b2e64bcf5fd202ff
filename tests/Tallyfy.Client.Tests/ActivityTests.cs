using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class ActivityTests
{
    private const string Feed = "/organizations/org/activity-feeds?";
    private const string Rest = "sort=-created_at&per_page=100&page=";

    private static readonly DateTimeOffset Since = new(2026, 3, 2, 1, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public async Task The_documented_row_is_read_through_its_one_element_arrays()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get($"{Feed}{Rest}1", Sample.Text("activity-feed.list.response"));

        var row = await story.Client.ListActivityAsync("org", new ActivityFilter(), ClientStory.Token)
            .FirstAsync(ClientStory.Token);

        Assert.Equal((12345, "completed", "Task", "Member"), (row.Id, row.Verb, row.Type, row.Source));
        Assert.Equal((67890L, "App\\Models\\User", "Person One"), (row.ActorId, row.ActorType, row.Actor?.FullName));
        Assert.Equal(("task_456", "run_789"), (row.TaskId, row.RunId));
        Assert.Equal("Completed task: Review document", row.Description);
        Assert.Equal(new DateTimeOffset(2025, 3, 15, 10, 30, 0, TimeSpan.Zero), row.CreatedAt);
    }

    [Theory]
    [InlineData(
        """{"id":"1","verb":"completed","actor_id":"7","actor":{"full_name":"Ana"},"field":["a"]}""",
        "completed", 7L, "Ana")]
    [InlineData(
        """{"id":1,"verb":["completed"],"actor_id":[7],"actor":{"data":[{"full_name":["Ana"]}]}}""",
        "completed", 7L, "Ana")]
    [InlineData("""{"id":1,"verb":[],"actor_id":["ana"],"actor":[]}""", null, null, null)]
    [InlineData("""{"id":1,"verb":{"a":1},"actor_id":{},"actor":"Ana","old_value":[1,{}]}""", null, null, null)]
    [InlineData("""{"id":1}""", null, null, null)]
    public async Task A_row_is_read_as_far_as_it_is_understood(string row, string? verb, long? actor, string? name)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get($"{Feed}{Rest}1", $$"""{"data":[{{row}}]}""");

        var read = await story.Client.ListActivityAsync("org", new ActivityFilter(), ClientStory.Token)
            .SingleAsync(ClientStory.Token);

        Assert.Equal((1, verb, actor, name), (read.Id, read.Verb, read.ActorId, read.Actor?.FullName));
    }

    [Theory]
    [InlineData("App\\\\Models\\\\Thread", "c", "App\\\\Models\\\\Task", "t", "t", null)]
    [InlineData("App\\\\Models\\\\Run", "r", null, null, null, "r")]
    [InlineData("task", "t", "run", "r", "t", "r")]
    public async Task What_a_row_is_about_is_found_by_class(
        string auditable, string id, string? parentable, string? parent, string? task, string? run)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get($"{Feed}{Rest}1", $$"""
            {"data":[{"id":1,"auditable_type":"{{auditable}}","auditable_id":["{{id}}"],
            "parentable_type":"{{parentable}}","parentable_id":"{{parent}}"}]}
            """);

        var row = await story.Client.ListActivityAsync("org", new ActivityFilter(), ClientStory.Token)
            .SingleAsync(ClientStory.Token);

        Assert.Equal((task, run), (row.TaskId, row.RunId));
    }

    [Fact]
    public async Task Rows_since_an_instant_are_asked_for_from_the_day_before_and_sorted_out_here()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            $"{Feed}created_after=2026-02-28&{Rest}1",
            Page(9, (3, "2026-03-02T12:00:00Z"), (2, "2026-03-01 23:00:00")));
        story.Tallyfy.Get($"{Feed}created_after=2026-02-28&{Rest}2", Page(9, (1, "2026-03-01 22:59:59")));

        var rows = await story.Client.ListActivityAsync("org", Since, ClientStory.Token).ToListAsync(ClientStory.Token);

        Assert.Equal([3, 2], rows.Select(row => row.Id));
        Assert.Equal(2, story.Tallyfy.Seen.Count);
    }

    [Fact]
    public async Task Rows_that_moved_to_the_next_page_come_once_and_those_without_a_date_are_kept()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get($"{Feed}created_after=2026-02-28&{Rest}1", Page(2, (3, "2026-03-02T12:00:00Z"), (2, null)));
        story.Tallyfy.Get($"{Feed}created_after=2026-02-28&{Rest}2", Page(2, (2, null), (1, "2026-03-02 11:00:00")));

        var rows = await story.Client.ListActivityAsync("org", Since, ClientStory.Token).ToListAsync(ClientStory.Token);

        Assert.Equal([3, 2, 1], rows.Select(row => row.Id));
    }

    [Fact]
    public async Task A_filter_is_said_in_tallyfys_words()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            $"{Feed}entity_type=run&entity_id=r&type=Task&verb=completed&{Rest}1", """{"data":[]}""");

        var filter = new ActivityFilter { Run = "r", Type = "Task", Verb = "completed" };

        Assert.Empty(
            await story.Client.ListActivityAsync("org", filter, ClientStory.Token).ToListAsync(ClientStory.Token));
    }

    [Fact]
    public async Task A_task_is_asked_for_before_its_run()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get($"{Feed}entity_type=task&entity_id=t&{Rest}1", """{"data":[]}""");

        var filter = new ActivityFilter { Run = "r", Task = "t" };

        Assert.Empty(
            await story.Client.ListActivityAsync("org", filter, ClientStory.Token).ToListAsync(ClientStory.Token));
    }

    private static string Page(int pages, params (int Id, string? At)[] rows) =>
        System.Text.Json.JsonSerializer.Serialize(new
        {
            data = rows.Select(row => new { id = row.Id, created_at = row.At }),
            meta = new { pagination = new { total_pages = pages } },
        });
}
