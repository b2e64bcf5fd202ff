using System.Net;
using Tallyfy.Client.Forms;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_is_read_in_full()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/runs/r?with=tasks%2Cnext_task%2Ctags", Sample.Text("run.get.response"));

        var run = await story.Client.FindRunAsync("org", "r", ClientStory.Token);

        Assert.Equal(("run_id_abc", "Onboarding - Customer A", "active"), (run?.Id, run?.Name, run?.Status));
        Assert.Equal(new TallyfyProgress { Completed = 2, Total = 8, Percent = 25 }, run?.Progress);
        Assert.Equal("Customer A", run?.Prerun["a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6"].GetString());
        Assert.Equal((1002L, 1002L, false, null), (run?.StartedBy, run?.OwnerId, run?.IsHeldByIssue, run?.NextTask));
        Assert.Empty(run!.Tasks);
        Assert.Empty(run.Tags);
    }

    [Fact]
    public async Task The_next_task_is_the_first_of_its_list()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/runs/r?with=tasks%2Cnext_task%2Ctags",
            """
            {"data":{"id":"r","prerun":[],"next_task":{"data":[{"id":"n"}]},
            "tasks":{"data":[{"id":"a"},{"id":"n"}]}}}
            """);

        var run = await story.Client.FindRunAsync("org", "r", ClientStory.Token);

        Assert.Equal(("n", 2, 0), (run?.NextTask?.Id, run?.Tasks.Count, run?.Prerun.Count));
    }

    [Theory]
    [InlineData("[7,{\"id\":8},\"9\",null,{},\"x\"]", 3)]
    [InlineData("{}", 0)]
    [InlineData("\"nobody\"", 0)]
    [InlineData("null", 0)]
    public async Task Who_is_of_a_run_is_said_as_far_as_it_is_understood(string people, int understood)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/runs/r?with=tasks%2Cnext_task%2Ctags",
            $$$"""{"data":{"id":"r","collaborators":{{{people}}},"users":{{{people}}}}}""");

        var run = await story.Client.FindRunAsync("org", "r", ClientStory.Token);

        Assert.Equal(new long[] { 7, 8, 9 }.Take(understood), run!.Collaborators);
        Assert.Equal(run.Collaborators, run.Users);
    }

    [Fact]
    public async Task A_run_that_tallyfy_does_not_know_is_null()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/runs/r?with=tasks%2Cnext_task%2Ctags",
            Sample.Text("error.404.resource"),
            HttpStatusCode.NotFound);

        Assert.Null(await story.Client.FindRunAsync("org", "r", ClientStory.Token));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/runs?q=Purchase&status=problem&sort=-created_at&per_page=100&page=1",
            """{"data":[{"id":"b"},{"id":"a"}]}""");

        var runs = await story.Client.ListRunsAsync("org", "problem", "Purchase", ClientStory.Token)
            .ToListAsync(ClientStory.Token);

        Assert.Equal(["b", "a"], runs.Select(run => run.Id));
    }

    [Fact]
    public async Task A_launch_is_the_documented_one()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post("/organizations/org/runs", Sample.Text("run.get.response"), HttpStatusCode.Created);

        var run = await story.Client.LaunchRunAsync(
            "org",
            new RunLaunch
            {
                ChecklistId = "11112222333344445555666677778888",
                Name = "Purchase 104",
                Prerun = new Dictionary<string, FieldValue>
                {
                    ["a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6"] = new FieldValue.Text("Customer A"),
                },
                Tasks = new Dictionary<string, RunLaunchTask>
                {
                    ["e1b2c3d4e5f60718293a4b5c6d7e8f93"] = new()
                    {
                        Deadline = new DateTimeOffset(2026, 3, 5, 17, 0, 0, TimeSpan.Zero),
                        Owners = new TallyfyOwners(
                            [12345], ["guest@example.net"], ["99998888777766665555444433332222"]),
                    },
                },
            },
            ClientStory.Token);

        TaskWriteTests.AssertSame(Sample.Node("run.launch.request"), story.Tallyfy.Only.Body);
        Assert.Equal("run_id_abc", run.Id);
    }

    [Fact]
    public async Task The_form_fields_of_a_run_say_of_which_task_they_are()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/organizations/org/runs/r/form-fields", Sample.Text("run.form-fields.response"));

        var fields = await story.Client.GetRunFormFieldsAsync("org", "r", ClientStory.Token);

        Assert.Equal(("Cost centre", "b1b2c3d4e5f60718293a4b5c6d7e8f90", true), (
            fields.FormFields[0].Label, fields.FormFields[0].TaskId, fields.FormFields[0].Required));
        Assert.Equal(("Customer", "customer", null), (
            fields.KickOffFields[0].Label, fields.KickOffFields[0].Alias, fields.KickOffFields[0].TaskId));
        Assert.Empty(fields.FormFields[0].Options);
    }
}
