using Tallyfy.Client.Tasks;

namespace Tallyfy.Client.Tests;

public sealed class TaskFactsTests
{
    [Theory]
    [InlineData("""{"id":"t","task_type":"approval","status":"active","is_approved":false}""", false, null)]
    [InlineData("""{"id":"t","task_type":"approval","status":"active","is_approved":true}""", false, null)]
    [InlineData("""{"id":"t","task_type":"approval","status":"something new","is_approved":false}""", false, null)]
    [InlineData("""{"id":"t","task_type":"approval","status":"completed","is_approved":true}""", true, true)]
    [InlineData("""{"id":"t","task_type":"approval","status":"completed","is_approved":false}""", true, false)]
    [InlineData("""{"id":"t","task_type":"approval","status":"completed","is_approved":null}""", true, null)]
    [InlineData(
        """{"id":"t","task_type":"approval","status":"x","completed_at":"2026-03-02T12:00:00Z","is_approved":0}""",
        true, false)]
    [InlineData("""{"id":"t","task_type":"Approval","status":"Approved"}""", true, true)]
    [InlineData("""{"id":"t","task_type":"approval","status":"rejected"}""", true, false)]
    [InlineData("""{"id":"t","task_type":"task","status":"completed","is_approved":false}""", true, null)]
    [InlineData("""{"id":"t","task_type":"expiring","status":"acknowledged","is_approved":true}""", true, null)]
    [InlineData("""{"id":"t","status":"complete"}""", true, null)]
    [InlineData("""{"id":"t","status":"expired"}""", true, null)]
    [InlineData("""{"id":"t","status":"reopened"}""", false, null)]
    [InlineData("""{"id":"t","status":null,"completed_at":""}""", false, null)]
    public async Task False_means_rejected_only_on_an_approval_that_is_done(string task, bool isDone, bool? verdict)
    {
        var read = await ReadTaskTests.FindAsync($$"""{"data":{{task}}}""");

        Assert.Equal((isDone, verdict), (read.IsDone, read.ApprovedWhenDone));
    }

    [Theory]
    [InlineData("""{"id":"t"}""", false)]
    [InlineData("""{"id":"t","problem":1}""", true)]
    [InlineData("""{"id":"t","threads":{"data":[{"id":"a","label":"problem","resolve_id":null}]}}""", true)]
    [InlineData("""{"id":"t","threads":[{"id":"a","label":"problem"}]}""", true)]
    [InlineData("""{"id":"t","threads":{"data":[{"id":"a","label":"problem","resolve_id":"b"}]}}""", false)]
    [InlineData("""{"id":"t","threads":{"data":[{"id":"a","label":"comment"}]}}""", false)]
    [InlineData("""{"id":"t","run":{"data":{"id":"r","has_open_issue":true}}}""", true)]
    [InlineData("""{"id":"t","run":{"id":"r","status":"issue"}}""", true)]
    [InlineData("""{"id":"t","run":{"id":"r","status":"problem"}}""", false)]
    public async Task An_open_issue_is_seen_wherever_tallyfy_shows_it(string task, bool hasOpenIssue)
    {
        var read = await ReadTaskTests.FindAsync($$"""{"data":{{task}}}""");

        Assert.Equal(hasOpenIssue, read.HasOpenIssue);
    }

    [Theory]
    [InlineData("2026-03-02T12:00:00Z")]
    [InlineData("2026-03-02T12:00:00.000Z")]
    [InlineData("2026-03-02T12:00:00.000000Z")]
    [InlineData("2026-03-02T14:00:00+02:00")]
    [InlineData("2026-03-02 12:00:00")]
    public async Task Every_form_of_a_date_is_the_same_instant(string text)
    {
        var read = await ReadTaskTests.FindAsync($$$"""{"data":{"id":"t","deadline":"{{{text}}}"}}""");

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero), read.Deadline);
        Assert.Equal(TimeSpan.Zero, read.Deadline?.Offset);
    }

    [Theory]
    [InlineData(
        """{"users":[1,"2",{"id":3},{"id":"4"}],"guests":["g@x.example"],"groups":["a",5]}""", "1,2,3,4",
        "g@x.example", "a,5")]
    [InlineData(
        """{"data":{"users":{"data":[{"id":1}]},"guests":{"3":{"email":"g@x.example"}},"groups":[{"id":"a"}]}}""",
        "1", "g@x.example", "a")]
    [InlineData("""{"users":[1]}""", "1", "", "")]
    [InlineData("""{"users":null,"guests":{},"groups":[]}""", "", "", "")]
    [InlineData("[]", "", "", "")]
    [InlineData("null", "", "", "")]
    public async Task Owners_are_read_in_every_shape(string owners, string users, string guests, string groups)
    {
        var read = await ReadTaskTests.FindAsync($$$"""{"data":{"id":"t","owners":{{{owners}}}}}""");

        Assert.Equal(users, string.Join(',', read.Owners.Users));
        Assert.Equal(guests, string.Join(',', read.Owners.Guests));
        Assert.Equal(groups, string.Join(',', read.Owners.Groups));
        Assert.Equal(users.Length == 0, read.Owners.IsEmpty);
    }

    [Theory]
    [InlineData("""{"data":{"id":"r","name":"Purchase 7","started_by":"1002","owner_id":{"id":1003}}}""")]
    [InlineData("""{"id":"r","name":"Purchase 7","started_by":1002,"owner_id":1003}""")]
    public async Task A_run_is_read_wrapped_and_bare(string run)
    {
        var read = await ReadTaskTests.FindAsync($$$"""{"data":{"id":"t","run":{{{run}}}}}""");

        Assert.Equal(new TallyfyRun { Id = "r", Name = "Purchase 7", StartedBy = 1002, OwnerId = 1003 }, read.Run);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[]}""")]
    public async Task Nothing_is_read_as_nothing_in_all_its_shapes(string nothing)
    {
        var read = await ReadTaskTests.FindAsync(
            $$$"""
            {"data":{"id":"t","run_id":"","run":{{{nothing}}},"step":{{{nothing}}},
            "form_fields":{{{nothing}}},"threads":{{{nothing}}}}}
            """);

        Assert.Equal((null, null, null), (read.RunId, read.Run, read.Step));
        Assert.Empty(read.FormFields);
        Assert.Empty(read.Threads);
    }

    [Fact]
    public async Task A_thin_task_claims_nothing()
    {
        var read = await ReadTaskTests.FindAsync(
            """{"data":{"id":7,"title":null,"owners":null,"is_completable":null}}""");

        Assert.Equal(("7", "", "", ""), (read.Id, read.Title, read.Status, read.TaskType));
        Assert.Equal((null, null, false, false), (read.IsCompletable, read.IsApproved, read.TopSecret, read.IsHidden));
        Assert.True(read.Owners.IsEmpty);
    }

    [Fact]
    public async Task A_hidden_task_and_a_step_are_recognised()
    {
        var read = await ReadTaskTests.FindAsync(
            """{"data":{"id":"t","status":"auto-skipped","step":{"data":{"id":"s","title":"Sign"}}}}""");

        Assert.Equal((true, "Sign"), (read.IsHidden, read.Step?.Title));
    }

    [Fact]
    public async Task A_list_with_gaps_that_php_turned_into_an_object_is_read()
    {
        var read = await ReadTaskTests.FindAsync(
            """
            {"data":{"id":"t","form_fields":{"data":{"0":{"id":"a"},"2":{"id":"b","field_value":null,"value":"x"}}}}}
            """);

        Assert.Equal(["a", "b"], read.FormFields.Select(field => field.Id));
        Assert.Equal("x", read.FormFields[1].Value?.GetString());
    }
}
