using System.Net;
using System.Text.Json;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class ReadTaskTests
{
    private const string Path = "/organizations/org/tasks/t?with=run%2Cstep%2Cform_fields%2Cthreads";
    private const string List = "/organizations/org/tasks?status=active&with=run&per_page=100&page=";

    [Fact]
    public async Task An_approval_is_read_in_full()
    {
        var task = await FindAsync(Sample.Text("task.get.approval-full.response"));

        Assert.Equal("b1b2c3d4e5f60718293a4b5c6d7e8f90", task.Id);
        Assert.Equal("a0b1c2d3e4f5061728394a5b6c7d8e9f", task.RunId);
        Assert.Equal(("Approve purchase", "approval", "active"), (task.Title, task.TaskType, task.Status));
        Assert.Equal("<p>Check the quote and the budget line.</p>", task.Summary);
        Assert.Equal([1001], task.Owners.Users);
        Assert.Equal((true, false, false, false), (
            task.IsCompletable, task.EveryoneMustComplete, task.CanCompleteOnlyAssignees, task.IsOneoffTask));
        Assert.Equal((1002L, null), (task.StarterId, task.CompleterId));
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 17, 0, 0, TimeSpan.Zero), task.Deadline);
        Assert.Equal((true, false, false, null), (
            task.IsApproval, task.IsDone, task.HasOpenIssue, task.ApprovedWhenDone));
        Assert.Equal(("comment", 1002L), (Assert.Single(task.Threads).Label, task.Threads[0].AuthorId));
    }

    [Fact]
    public async Task Form_fields_of_every_type_keep_their_answers()
    {
        var task = await FindAsync(Sample.Text("task.get.approval-full.response"));

        Assert.Equal(
            ["text", "textarea", "radio", "dropdown", "multiselect", "date", "table", "file", "assignees_form"],
            task.FormFields.Select(field => field.FieldType));
        Assert.Equal("CC-104", task.FormFields[0].Value?.GetString());
        Assert.Equal(("Reason", false, null), (
            task.FormFields[1].Label, task.FormFields[1].Required, task.FormFields[1].Value));
        Assert.Equal("Vendor B", task.FormFields[3].Value?.GetProperty("text").GetString());
        Assert.Equal(["Vendor A", "Vendor B"], task.FormFields[3].Options.Select(option => option.Text));
        Assert.Equal(["Item", "Qty"], task.FormFields[6].Columns.Select(column => column.Label));
        Assert.Equal(JsonValueKind.Array, task.FormFields[7].Value?.ValueKind);
    }

    [Fact]
    public async Task The_documented_key_of_an_answer_is_read_where_the_live_one_is_missing()
    {
        var task = await FindAsync(Sample.Text("task.get.with-form-fields.response"));

        Assert.Equal("Approved", Assert.Single(task.FormFields).Value?.GetProperty("text").GetString());
        Assert.Equal((false, null), (task.IsApproved, task.ApprovedWhenDone));
    }

    [Theory]
    [InlineData("task.create-one-off.response", "new_one_off_task_id_789", 1001)]
    [InlineData("task.update.response", "TASK_ID_TO_UPDATE", 1005)]
    public async Task Owners_may_be_objects(string sample, string id, long owner)
    {
        var task = await FindAsync(Sample.Text(sample));

        Assert.Equal((id, owner), (task.Id, Assert.Single(task.Owners.Users)));
        Assert.Null(task.RunId);
    }

    [Theory]
    [InlineData("tasks.list-org.response", "task_id_abc")]
    [InlineData("tasks.list-process.response", "task_id_1,task_id_2")]
    [InlineData("tasks.user.list.response", "b1b2c3d4e5f60718293a4b5c6d7e8f90")]
    [InlineData(
        "tasks.me.approvals.response",
        "b1b2c3d4e5f60718293a4b5c6d7e8f90,c1b2c3d4e5f60718293a4b5c6d7e8f91,d1b2c3d4e5f60718293a4b5c6d7e8f92")]
    public async Task Every_list_of_tasks_is_read(string sample, string ids)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(List + "1", Sample.Text(sample)).Get(List + "2", """{"data":[]}""");

        var tasks = await story.Client.ListOpenTasksAsync("org", ClientStory.Token).ToListAsync(ClientStory.Token);

        Assert.Equal(ids, string.Join(',', tasks.Select(task => task.Id)));
    }

    [Fact]
    public async Task A_listed_task_keeps_groups_and_step()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(List + "1", Sample.Text("tasks.me.approvals.response"));

        var tasks = await story.Client.ListOpenTasksAsync("org", ClientStory.Token).ToListAsync(ClientStory.Token);

        Assert.Equal(["99998888777766665555444433332222"], tasks[1].Owners.Groups);
        Assert.True(tasks[1].EveryoneMustComplete);
        Assert.Equal([true, true, false], tasks.Select(task => task.IsApproval));
    }

    [Fact]
    public async Task A_task_that_tallyfy_does_not_know_is_null()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(Path, Sample.Text("error.404.resource"), HttpStatusCode.NotFound);

        Assert.Null(await story.Client.FindTaskAsync("org", "t", ClientStory.Token));
    }

    [Theory]
    [InlineData("""{"error":true,"message":"API endpoint not found","code":"ENDPOINT_NOT_FOUND"}""")]
    [InlineData("""{"message":"Not found"}""")]
    public async Task Any_other_404_does_not_mean_that_the_task_is_gone(string body)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(Path, body, HttpStatusCode.NotFound);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.FindTaskAsync("org", "t", ClientStory.Token));

        Assert.Equal((TallyfyErrorKind.EndpointNotFound, false), (refusal.Kind, refusal.IsOutcomeUnknown));
    }

    [Theory]
    [InlineData("<html>404</html>")]
    [InlineData("")]
    public async Task A_404_that_is_not_Tallyfys_is_no_answer(string body)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(Path, body, HttpStatusCode.NotFound);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.FindTaskAsync("org", "t", ClientStory.Token));

        Assert.Equal((TallyfyErrorKind.UnreadableAnswer, true), (refusal.Kind, refusal.IsOutcomeUnknown));
    }

    internal static async Task<TallyfyTask> FindAsync(string body)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(Path, body);
        return await story.Client.FindTaskAsync("org", "t", ClientStory.Token)
            ?? throw new InvalidOperationException("The task should be there.");
    }
}
