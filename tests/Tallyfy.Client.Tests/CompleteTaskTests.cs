using System.Net;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class CompleteTaskTests
{
    private const string Standalone = "/organizations/org/completed-tasks";

    public static TheoryData<TaskCompletion, string> Bodies => new()
    {
        { new TaskCompletion("APPROVAL_TASK_ID", IsApproved: true), "task.complete.request.approve" },
        { new TaskCompletion("APPROVAL_TASK_ID", IsApproved: false), "task.complete.request.reject" },
        { new TaskCompletion("TASK_ID_TO_COMPLETE"), "task.complete.request.simple" },
        {
            new TaskCompletion("b1b2c3d4e5f60718293a4b5c6d7e8f90", IsApproved: true, OverrideUser: 1002),
            "task.complete.request.override-user"
        },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task The_body_is_exactly_the_documented_one(TaskCompletion completion, string sample)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(Standalone, Sample.Text("task.complete.standalone.response"));

        await story.Client.CompleteTaskAsync("org", null, completion, ClientStory.Token);

        Assert.Equal(Sample.OneLine(sample), story.Tallyfy.Only.Body);
    }

    [Fact]
    public async Task A_task_of_a_run_is_completed_under_its_run()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(
            "/organizations/org/runs/run/completed-tasks", Sample.Text("task.complete.process.response"));

        var done = await story.Client.CompleteTaskAsync("org", "run", new TaskCompletion("t"), ClientStory.Token);

        Assert.Equal(("TASK_ID_TO_COMPLETE", "completed", 1001L), (done.Id, done.Status, done.CompleterId));
        Assert.Equal(new DateTimeOffset(2025, 5, 20, 17, 0, 0, TimeSpan.Zero), done.CompletedAt);
        Assert.Null(done.IsApproved);
        Assert.Empty(done.ChangedByRules);
    }

    [Fact]
    public async Task A_thin_answer_of_a_standalone_task_is_read()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(Standalone, Sample.Text("task.complete.standalone.response"));

        var done = await story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token);

        Assert.Equal(("TASK_ID_TO_COMPLETE", "completed", 1001L), (done.Id, done.Status, done.CompleterId));
        Assert.Empty(done.ChangedByRules);
    }

    [Fact]
    public async Task A_full_answer_tells_the_verdict_and_what_rules_changed()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(
            Standalone,
            """
            {"data":{"id":"t","title":"Approve purchase","status":"completed","is_approved":false,"completer_id":1001,
            "completion_progress":{"completed":1,"total":3},
            "tasks_changed_by_rules":{"data":[{"id":"a","title":"Prepare order","status":"reopened",
            "task_type":"approval","deadline":"2026-03-05T17:00:00Z","owners":{"users":[{"id":1005}]}}]}}}
            """);

        var done = await story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token);

        Assert.Equal(("t", false, 1001L), (done.Id, done.IsApproved, done.CompleterId));
        Assert.Equal(new TallyfyProgress { Completed = 1, Total = 3 }, done.CompletionProgress);
        var changed = Assert.Single(done.ChangedByRules);
        Assert.Equal(("a", "Prepare order", "reopened", "approval"), (
            changed.Id, changed.Title, changed.Status, changed.TaskType));
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 17, 0, 0, TimeSpan.Zero), changed.Deadline);
        Assert.Equal([1005], changed.Owners?.Users);
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("""{"data":[]}""", "")]
    [InlineData("""{"data":{}}""", "")]
    [InlineData("""{"data":[{"id":"a","title":"A","status":"active"},{"id":"b"}]}""", "a,b")]
    [InlineData("""{"data":{"id":"a"}}""", "a")]
    [InlineData("""[{"id":"a"},{"title":"no id"},null,"text",{"id":7}]""", "a,7")]
    [InlineData("""{"a":{"id":"a"},"b":{"id":"b"}}""", "a,b")]
    [InlineData("""{"a":"reopened"}""", "")]
    [InlineData("""{"id":"a","status":"reopened"}""", "a")]
    [InlineData("""[{"id":"a","owners":"ana","deadline":"soon"},{"id":7,"title":{}},{"id":""}]""", "a,7")]
    public async Task Changed_tasks_are_found_in_every_shape_they_may_have(string shape, string ids)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(Standalone, $$$"""{"data":{"id":"t","tasks_changed_by_rules":{{{shape}}}}}""");

        var done = await story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token);

        Assert.Equal(ids, string.Join(',', done.ChangedByRules.Select(task => task.Id)));
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent, "")]
    [InlineData(HttpStatusCode.OK, " \r\n")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, "[]")]
    [InlineData(HttpStatusCode.OK, """{"data":null}""")]
    [InlineData(HttpStatusCode.OK, """{"data":[]}""")]
    [InlineData(HttpStatusCode.OK, """{"success":true}""")]
    public async Task An_empty_success_is_a_success_that_says_nothing(HttpStatusCode status, string body)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(Standalone, body, status);

        var done = await story.Client.CompleteTaskAsync("org", null, new TaskCompletion("asked"), ClientStory.Token);

        Assert.Equal(
            ("asked", null, null, null, null),
            (done.Id, done.Status, done.CompletedAt, done.CompleterId, done.IsApproved));
        Assert.Empty(done.ChangedByRules);
    }

    [Fact]
    public async Task An_answer_without_envelope_is_read_too()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(Standalone, """{"id":"t","status":"completed","completer_id":"1001","is_approved":1}""");

        var done = await story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token);

        Assert.Equal(("t", 1001L, true), (done.Id, done.CompleterId, done.IsApproved));
    }
}
