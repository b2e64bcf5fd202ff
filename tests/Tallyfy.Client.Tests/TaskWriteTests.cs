using System.Net;
using System.Text.Json.Nodes;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Forms;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class TaskWriteTests
{
    private const string RunTask = StubTallyfy.Address + "/organizations/org/runs/run/tasks/t";
    private const string Standalone = StubTallyfy.Address + "/organizations/org/tasks/t";

    internal static NewTask NewTask => new()
    {
        Title = "Prepare Q3 Report",
        Summary = "Gather data and prepare the quarterly report slides.",
        Owners = new TallyfyOwners([1001, 1002], [], []),
        Deadline = new DateTimeOffset(2025, 7, 15, 19, 0, 0, TimeSpan.FromHours(2)),
        Tags = ["a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4"],
    };

    [Fact]
    public async Task Answers_of_all_ten_types_are_written_in_the_documented_shapes()
    {
        var file = await FileTests.UploadedAsync();
        var answers = new Dictionary<string, FieldValue>
        {
            ["e4238158ad0949d4ad78c55125b28a99"] = new FieldValue.Text("normal text field"),
            ["ad789434de1c4d5fade2193d237c5716"] = new FieldValue.Text("Text Area content here"),
            ["7a54e215a9904096851360917080599f"] = new FieldValue.Radio("yes"),
            ["8c0161f92eba4d3da7182fed348f3421"] = new FieldValue.Date(
                new DateTimeOffset(2025, 12, 20, 15, 23, 18, 128, TimeSpan.FromHours(1))),
            ["0e4b280880cc4407a06478a2faa8052b"] = new FieldValue.Dropdown(
                new TallyfyFieldOption { Id = 2, Text = "Office 365", Required = true }),
            ["fe316c2ac44a421cafbf128c9462b8e9"] = FieldValue.MultiSelect.From(
                [
                    new TallyfyFieldOption { Id = 1, Text = "Slack", Required = true },
                    new TallyfyFieldOption { Id = 2, Text = "Teams", Required = false },
                ],
                1),
            ["4a2b3c4d5e6f70819283a4b5c6d7e8f9"] = new FieldValue.Text("person.one@example.com"),
            ["1a2b3c4d5e6f70819283a4b5c6d7e8f9"] = new FieldValue.Table(["Widget", "3"]),
            ["3a2b3c4d5e6f70819283a4b5c6d7e8f9"] = new FieldValue.People(
                new TallyfyOwners([12345], ["guest@example.net"], ["99998888777766665555444433332222"])),
            ["2a2b3c4d5e6f70819283a4b5c6d7e8f9"] = new FieldValue.Files([file]),
        };

        var sent = await SentAsync("run", new TaskUpdate { Answers = answers });

        var expected = Sample.Node("task.update.request.all-field-types");
        var expectedFile = expected["taskdata"]!["2a2b3c4d5e6f70819283a4b5c6d7e8f9"]![0]!;
        expectedFile["uploaded_from"] = "capture_id_abc123"; // the upload of another sample
        expectedFile["system"] = null;
        AssertSame(expected, sent);
    }

    [Fact]
    public async Task Choices_are_written_as_they_were_read_with_what_the_template_attached()
    {
        var task = await ReadTaskTests.FindAsync(
            """
            {"data":{"id":"t","form_fields":[{"id":"f","options":[{"id":"1","text":"A","value":{"k":[1]},"required":0},
            {"id":2,"text":"B"},{"text":"no number"}]}]}}
            """);

        var sent = await SentAsync("run", new TaskUpdate
        {
            Answers = new Dictionary<string, FieldValue>
            {
                ["f"] = FieldValue.MultiSelect.From(task.FormFields[0].Options, 2),
                ["g"] = new FieldValue.Dropdown(task.FormFields[0].Options[0]),
                ["h"] = new FieldValue.Cleared(),
            },
        });

        AssertSame(
            """
            {"taskdata":{"f":[{"id":1,"text":"A","value":{"k":[1]},"required":false,"selected":false},
            {"id":2,"text":"B","value":null,"selected":true},{"text":"no number","value":null,"selected":false}],
            "g":{"id":1,"text":"A","value":{"k":[1]}},"h":null}}
            """,
            sent);
    }

    [Fact]
    public async Task Owners_always_go_out_in_three_buckets()
    {
        var sent = await SentAsync(
            "run", new TaskUpdate { Owners = new TallyfyOwners([1001, 1002], ["new.client@example.com"], []) });

        AssertSame(Sample.Node("task.update.request.reassign"), sent);
    }

    [Fact]
    public async Task A_change_without_owners_does_not_mention_them()
    {
        var sent = await SentAsync("run", new TaskUpdate
        {
            StartedAt = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero),
            Webhook = new Uri("https://bot.example/hooks/k"),
            PreventGuestComment = false,
            MaxAssignable = 0,
        });

        AssertSame(
            """
            {"started_at":"2026-03-02T12:00:00Z","webhook":"https://bot.example/hooks/k",
            "prevent_guest_comment":false,"max_assignable":0}
            """,
            sent);
    }

    [Fact]
    public async Task A_standalone_task_is_changed_together_with_what_it_demands()
    {
        var task = await ReadTaskTests.FindAsync(
            """
            {"data":{"id":"t","title":"Prepare Q3 Report","deadline":"2025-07-15 17:00:00","owners":{"users":[1001]}}}
            """);
        var update = TaskUpdate.Keeping(task) with
        {
            Answers = new Dictionary<string, FieldValue>
            {
                ["7a54e215a9904096851360917080599f"] = new FieldValue.Radio("yes"),
            },
        };

        AssertSame(Sample.Node("task.update.request.one-off"), await SentAsync(null, update));
    }

    [Fact]
    public async Task A_standalone_task_without_what_it_demands_is_refused_before_anything_is_sent()
    {
        await using var story = new ClientStory();

        await Assert.ThrowsAsync<ArgumentException>(() => story.Client.UpdateTaskAsync(
            "org", null, "t", new TaskUpdate { Title = "T" }, ClientStory.Token));

        Assert.Empty(story.Tallyfy.Seen);
    }

    [Fact]
    public async Task The_answer_to_a_change_shows_the_stored_answers()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Put, RunTask, HttpStatusCode.OK, Sample.Text("task.update.response"));

        var task = await story.Client.UpdateTaskAsync(
            "org", "run", "t", new TaskUpdate { Title = "T" }, ClientStory.Token);

        Assert.Equal(("TASK_ID_TO_UPDATE", 1005L), (task?.Id, task?.Owners.Users[0]));
        Assert.Equal("Option B", task?.Answers["radio_button_field_id"].GetString());
        Assert.Equal("Option C", task?.Answers["dropdown_field_id_example"].GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent, "")]
    [InlineData(HttpStatusCode.OK, """{"data":[]}""")]
    public async Task A_change_may_be_confirmed_without_a_task(HttpStatusCode status, string body)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Put, RunTask, status, body);

        Assert.Null(await story.Client.UpdateTaskAsync(
            "org", "run", "t", new TaskUpdate { Title = "T" }, ClientStory.Token));
    }

    [Fact]
    public async Task A_wrong_answer_is_refused_with_the_name_of_its_field()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Put, RunTask, HttpStatusCode.UnprocessableEntity, Sample.Text("error.422.dropdown"));

        var refusal = await ClientStory.RefusalAsync(() => story.Client.UpdateTaskAsync(
            "org", "run", "t", new TaskUpdate { Title = "T" }, ClientStory.Token));

        Assert.Equal(
            (TallyfyErrorKind.Validation, "Invalid dropdown choice selected."), (refusal.Kind, refusal.Message));
        Assert.Single(refusal.FieldErrors);
    }

    [Fact]
    public async Task A_new_task_is_the_documented_one_with_summary_for_description()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(
            "/organizations/org/tasks", Sample.Text("task.create-one-off.response"), HttpStatusCode.Created);

        var task = await story.Client.CreateTaskAsync("org", NewTask, ClientStory.Token);

        var expected = Sample.Node("task.create-one-off.request").AsObject();
        expected["summary"] = expected["description"]!.DeepClone();
        expected.Remove("description");
        AssertSame(expected, story.Tallyfy.Only.Body);
        Assert.Equal(("new_one_off_task_id_789", "not-started", false), (task.Id, task.Status, task.IsDone));
    }

    [Theory]
    [InlineData("run", "/organizations/org/runs/run/completed-tasks/t")]
    [InlineData(null, "/organizations/org/completed-tasks/t")]
    public async Task A_task_is_reopened_by_deleting_its_completion(string? run, string path)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Delete, StubTallyfy.Address + path, HttpStatusCode.OK, Sample.Text("task.reopen.response"));

        var task = await story.Client.ReopenTaskAsync("org", run, "t", ClientStory.Token);

        Assert.Equal(("TASK_ID_TO_REOPEN", "in-progress", null), (task.Id, task.Status, story.Tallyfy.Only.Body));
        Assert.Empty(task.ChangedByRules);
    }

    [Fact]
    public async Task A_task_is_archived_by_deleting_it()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Delete, Standalone, HttpStatusCode.NoContent, "");

        await story.Client.ArchiveTaskAsync("org", "t", ClientStory.Token);

        Assert.Null(story.Tallyfy.Only.Body);
    }

    [Theory]
    [InlineData("""{"data":{"id":"t","tasks_changed_by_rules":[{"id":"a"}]}}""", "a")]
    [InlineData("", "")]
    public async Task A_reopening_tells_what_rules_changed_or_nothing(string body, string changed)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Delete,
            StubTallyfy.Address + "/organizations/org/completed-tasks/t",
            HttpStatusCode.OK,
            body);

        var task = await story.Client.ReopenTaskAsync("org", null, "t", ClientStory.Token);

        Assert.Equal(("t", changed), (task.Id, string.Join(',', task.ChangedByRules.Select(one => one.Id))));
    }

    private static async Task<string?> SentAsync(string? run, TaskUpdate update)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(HttpMethod.Put, run is null ? Standalone : RunTask, HttpStatusCode.NoContent, "");
        await story.Client.UpdateTaskAsync("org", run, "t", update, ClientStory.Token);
        return story.Tallyfy.Only.Body;
    }

    internal static void AssertSame(string expected, string? sent) => AssertSame(JsonNode.Parse(expected)!, sent);

    internal static void AssertSame(JsonNode expected, string? sent) =>
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(sent!)), $"{expected.ToJsonString()}\n{sent}");
}
