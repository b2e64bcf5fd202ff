using System.Net;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;
using Tallyfy.Client.Threads;

namespace Tallyfy.Client.Tests;

public sealed class ThreadTests
{
    private const string Task1 = "/organizations/org/tasks/t";
    private const string Thread = """{"data":{"id":"c","label":"comment","state":"open","author_id":"1001"}}""";

    [Fact]
    public async Task A_comment_is_the_documented_one()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post($"{Task1}/comment", Thread, HttpStatusCode.Created);

        var comment = await story.Client.AddCommentAsync(
            "org", "t", "Looks good to me", CommentState.Open, ClientStory.Token);

        TaskWriteTests.AssertSame(Sample.Node("comment.add.request"), story.Tallyfy.Only.Body);
        Assert.Equal(("c", "open", 1001L, false), (
            comment?.Id, comment?.State, comment?.AuthorId, comment?.IsOpenIssue));
    }

    [Theory]
    [InlineData(CommentState.HideForGuests, "hide-for-guests")]
    [InlineData(CommentState.Open, "open")]
    [InlineData(CommentState.Collapsed, "collapsed")]
    public async Task A_comment_always_says_who_sees_it(CommentState state, string word)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post($"{Task1}/comment", "", HttpStatusCode.NoContent);

        var comment = await story.Client.AddCommentAsync("org", "t", "@[1002] why?", state, ClientStory.Token);

        Assert.Null(comment);
        TaskWriteTests.AssertSame(
            $$"""{"content":"@[1002] why?","label":"comment","state":"{{word}}"}""", story.Tallyfy.Only.Body);
    }

    [Fact]
    public async Task An_issue_is_reported_with_words_alone()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post($"{Task1}/problem", """{"data":{"id":"i","label":"problem"}}""");

        var issue = await story.Client.ReportProblemAsync("org", "t", "Something is broken", ClientStory.Token);

        TaskWriteTests.AssertSame(Sample.Node("comment.problem.request"), story.Tallyfy.Only.Body);
        Assert.Equal(("i", true), (issue?.Id, issue?.IsOpenIssue));
    }

    [Fact]
    public async Task An_issue_is_resolved_by_its_thread()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post($"{Task1}/resolved-threads", "{}");

        await story.Client.ResolveProblemAsync(
            "org", "t", "f1b2c3d4e5f60718293a4b5c6d7e8f94", "Fixed the budget line", ClientStory.Token);

        TaskWriteTests.AssertSame(Sample.Node("comment.resolve.request"), story.Tallyfy.Only.Body);
    }

    [Fact]
    public async Task A_run_has_comments_and_resolved_issues_of_its_own()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post("/organizations/org/runs/r/comment", Thread);
        story.Tallyfy.Post("/organizations/org/runs/r/resolved-threads", "{}");

        await story.Client.AddRunCommentAsync("org", "r", "Words", CommentState.HideForGuests, ClientStory.Token);
        await story.Client.ResolveRunProblemAsync("org", "r", "i", "Done", ClientStory.Token);

        TaskWriteTests.AssertSame(
            """{"content":"Words","label":"comment","state":"hide-for-guests"}""", story.Tallyfy.Seen[0].Body);
        TaskWriteTests.AssertSame("""{"thread_id":"i","content":"Done"}""", story.Tallyfy.Seen[1].Body);
    }

    [Fact]
    public async Task A_comment_beyond_the_hourly_cap_was_not_made_and_says_when_to_try_again()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Post,
            StubTallyfy.Address + Task1 + "/comment",
            HttpStatusCode.TooManyRequests,
            Sample.Text("error.429.hourly-cap"),
            response => response.Headers.Add("Retry-After", "1800"));

        var refusal = await ClientStory.RefusalAsync(() => story.Client.AddCommentAsync(
            "org", "t", "Words", CommentState.HideForGuests, ClientStory.Token));

        Assert.Equal(
            (TallyfyErrorKind.RateLimited, TimeSpan.FromMinutes(30), false, 1),
            (refusal.Kind, refusal.RetryAfter, refusal.IsOutcomeUnknown, story.Tallyfy.Seen.Count));
    }

    [Fact]
    public async Task Open_issues_are_found_once_among_threads_and_issues()
    {
        var task = await ReadTaskTests.FindAsync(
            """
            {"data":{"id":"t","threads":{"data":[{"id":"a","label":"problem","content":"Broken","author_id":7},
            {"id":"b","label":"problem","resolve_id":"c"},{"id":"c","label":"resolve"}]},
            "issues":[{"id":"a","label":"problem"},{"id":"d","label":"Problem"}]}}
            """);

        Assert.Equal(["a", "d"], task.OpenIssues.Select(issue => issue.Id));
        Assert.Equal(("Broken", 7L), (task.OpenIssues.First().Content, task.OpenIssues.First().AuthorId));
    }
}
