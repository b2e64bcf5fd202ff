using System.Net;
using System.Text.Json;
using Tallyfy.Sandbox.Seed;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>The activity feed (docs/tallyfy-facts.md 13).</summary>
public sealed class FeedTests
{
    private const string Approve = "\"is_approved\":true";
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task A_completion_is_told_as_documented()
    {
        await using var host = new SandboxHost();
        var task = await host.AsAdministrator().LaunchForAlexAsync("\"title\":\"Review document\"");
        await (await host.AsPersonAsync("alexw@example.com")).CompleteAsync(task, Approve);

        var feed = await host.AsAdministrator().GetAsync(
            $"{Org}/activity-feeds?verb=completed&entity_type=task&entity_id={task.Task}");

        var row = Assert.Single(feed.Data.EnumerateArray());
        Assert.Equal("""["completed"]""", row.GetProperty("verb").GetRawText());
        Assert.Equal("""["Member"]""", row.GetProperty("source").GetRawText());
        Assert.Equal("[1002]", row.GetProperty("actor_id").GetRawText());
        Assert.Equal(@"App\Models\User", row.GetProperty("actor_type")[0].GetString());
        Assert.Equal(@"App\Models\Task", row.GetProperty("auditable_type").GetString());
        Assert.Equal(task.Task, row.GetProperty("auditable_id").GetString());
        Assert.Equal(@"App\Models\Run", row.GetProperty("parentable_type").GetString());
        Assert.Equal(task.Run, row.GetProperty("parentable_id").GetString());
        Assert.Equal("Completed task: Review document", row.GetProperty("description")[0].GetString());
        Assert.Equal("alexw", row.GetProperty("actor")[0].GetProperty("username").GetString());
        Assert.Equal("2026-03-02T09:00:00Z", row.GetProperty("created_at").GetString());
        Assert.Equal("{}", row.GetProperty("audit").GetProperty("data").GetRawText());
        Assert.Equal(20, feed.Json.GetProperty("meta").GetProperty("pagination").GetProperty("per_page").GetInt32());
    }

    [Fact]
    public async Task Days_are_inclusive_and_the_newest_comes_first()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        foreach (var day in new[] { 1, 2, 3, 4 })
            Add(host, EventVerb.Updated, $"day {day}", new DateTimeOffset(2026, 5, day, 12, 0, 0, TimeSpan.Zero));
        Add(host, EventVerb.Updated, "early", new DateTimeOffset(2026, 5, 2, 8, 0, 0, TimeSpan.Zero));

        var middle = await api.GetAsync($"{Org}/activity-feeds?created_after=2026-05-02&created_before=2026-05-03");
        var oldest = await api.GetAsync($"{Org}/activity-feeds?created_after=2026-05-02&sort=created_at&per_page=1");

        Assert.Equal(["day 3", "day 2", "early"], Fields(middle));
        Assert.Equal(["early"], Fields(oldest));
        Assert.Equal(4, oldest.Json.GetProperty("meta").GetProperty("pagination").GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("verb=issue-reported", 1)]
    [InlineData("verb=re-opened", 1)]
    [InlineData("verb=owners-updated", 1)]
    [InlineData("type=Comment", 1)]
    [InlineData("type=Process", 1)]
    [InlineData("type=User", 1)]
    [InlineData("actor_id=1003", 1)]
    [InlineData("actor_email=MEGANB@example.com&actor_type=user", 1)]
    [InlineData("source=Webhook", 1)]
    [InlineData("source=Guest", 0)]
    [InlineData("field=deadline", 1)]
    [InlineData("search=megan", 1)]
    [InlineData("origin_type=anything", 0)]
    [InlineData("entity_type=thread", 1)]
    [InlineData("entity_type=run", 5)]
    [InlineData("entity_type=step", 4)]
    [InlineData("entity_type=checklist", 5)]
    public async Task The_feed_is_filtered(string query, int found)
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var launched = await api.LaunchForAlexAsync();
        var at = host.Clock.GetUtcNow().AddDays(5);
        var people = host.State.People;
        var task = host.State.Tasks.Find(launched.Task);
        var thread = new TaskThread
        {
            Id = "t1",
            Content = "Wrong",
            Label = "problem",
            State = "open",
            AuthorId = 1003,
            CreatedAt = at,
        };
        lock (host.State.Gate)
        {
            var log = host.State.Events;
            log.Add(new(EventVerb.IssueReported, at)
            {
                Actor = people.Find(WellKnown.Megan),
                Task = task,
                Thread = thread,
            });
            log.Add(new(EventVerb.ReOpened, at) { Actor = people.Find(WellKnown.Alex), Task = task });
            log.Add(new(EventVerb.OwnersUpdated, at) { Task = task });
            log.Add(new(EventVerb.Updated, at)
            {
                Actor = people.Find(WellKnown.Bot),
                Task = task,
                Field = "deadline",
                OldValue = "a",
            });
            log.Add(new(EventVerb.Archived, at) { Actor = people.Find(WellKnown.Bot), Run = task?.Run });
            log.Add(new(EventVerb.Invited, at)
            {
                Actor = people.Find(WellKnown.Bot),
                Member = people.Find(WellKnown.Megan),
            });
        }

        var feed = await api.GetAsync($"{Org}/activity-feeds?created_after=2026-03-07&{query}");

        Assert.Equal(found, feed.Data.GetArrayLength());
    }

    [Theory]
    [InlineData("entity_type=planet")]
    [InlineData("entity_id=7")]
    [InlineData("created_after=yesterday")]
    [InlineData("created_before=2026-13-01")]
    [InlineData("search=x")]
    public async Task A_question_that_makes_no_sense_is_refused(string query)
    {
        await using var host = new SandboxHost();

        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await host.AsAdministrator().GetAsync($"{Org}/activity-feeds?{query}")).Status);
    }

    [Theory]
    [InlineData("iso", "2026-03-02T09:00:00Z")]
    [InlineData("plain", "2026-03-02 09:00:00")]
    public async Task FeedDates_have_two_formats(string setting, string date)
    {
        await using var host = new SandboxHost(("FeedDates", setting));
        Add(host, EventVerb.Updated, "x", host.Clock.GetUtcNow());

        var feed = await host.AsAdministrator().GetAsync($"{Org}/activity-feeds?field=x");

        Assert.Equal(date, feed.Data[0].GetProperty("created_at").GetString());
    }

    [Theory]
    [InlineData("error-403", HttpStatusCode.Forbidden)]
    [InlineData("error-404", HttpStatusCode.NotFound)]
    public async Task FeedRefusal_keeps_a_process_from_who_has_no_part_in_it(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("FeedRefusal", setting));
        var api = host.AsAdministrator();
        var task = await api.LaunchForAlexAsync();
        await api.PutAsync("/_sandbox/members/meganb@example.com", """{"role":"light"}""");
        await api.PutAsync("/_sandbox/members/alexw@example.com", """{"role":"light"}""");
        var feed = $"{Org}/activity-feeds?entity_type=run&entity_id={task.Run}";

        var megan = await (await host.AsPersonAsync("meganb@example.com")).GetAsync(feed);
        var alex = await (await host.AsPersonAsync("alexw@example.com")).GetAsync(feed);

        Assert.Equal(status, megan.Status);
        Assert.Equal(HttpStatusCode.OK, alex.Status);
    }

    [Theory]
    [InlineData("filtered", HttpStatusCode.OK)]
    [InlineData("error-403", HttpStatusCode.Forbidden)]
    public async Task FeedForMembers_shows_them_what_they_may_see_or_nothing(string setting, HttpStatusCode status)
    {
        await using var host = new SandboxHost(("FeedForMembers", setting));
        await host.AsAdministrator().PutAsync("/_sandbox/members/alexw@example.com", """{"role":"light"}""");
        var alex = await host.AsPersonAsync("alexw@example.com");

        var feed = await alex.GetAsync($"{Org}/activity-feeds?per_page=100");

        Assert.Equal(status, feed.Status);
        if (status == HttpStatusCode.OK)
        {
            var all = await host.AsAdministrator().GetAsync($"{Org}/activity-feeds?per_page=100");
            Assert.True(feed.Data.GetArrayLength() < all.Data.GetArrayLength());
        }
    }

    private static IEnumerable<string?> Fields(Answer feed) =>
        feed.Data.EnumerateArray().Select(
            row => row.GetProperty("field") is { ValueKind: JsonValueKind.String } field ? field.GetString() : null);

    private static void Add(SandboxHost host, EventVerb verb, string field, DateTimeOffset at)
    {
        lock (host.State.Gate)
            host.State.Events.Add(new SandboxEvent(verb, at) { Task = host.State.Tasks.All[0], Field = field });
    }
}
