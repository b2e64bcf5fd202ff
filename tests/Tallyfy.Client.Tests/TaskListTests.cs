using System.Net;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class TaskListTests
{
    [Fact]
    public async Task A_filter_is_said_in_tallyfys_words()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/tasks?q=a%26b&status=overdue&owners=1001%2C1002&guests=g%40x.example&groups=a%2Cb"
            + "&deadline_after=2026-03-02&deadline_before=2026-04-01&unassigned=false&is_oneoff=true"
            + "&with=run%2Csummary&sort=-deadline&per_page=100&page=1",
            """{"data":[]}""");
        var filter = new TaskFilter
        {
            Search = "a&b",
            Status = "overdue",
            Owners = [1001, 1002],
            Guests = ["g@x.example"],
            Groups = ["a", "b"],
            DeadlineAfter = new DateOnly(2026, 3, 2),
            DeadlineBefore = new DateOnly(2026, 4, 1),
            IsUnassigned = false,
            IsOneoff = true,
            Includes = TaskIncludes.Run | TaskIncludes.Summary,
            Sort = "-deadline",
        };

        Assert.Empty(
            await story.Client.ListTasksAsync("org", filter, ClientStory.Token).ToListAsync(ClientStory.Token));
    }

    [Fact]
    public async Task Tasks_are_listed_by_run_by_member_and_for_me()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/organizations/org/runs/r/tasks?per_page=100&page=1", """{"data":[{"id":"a"}]}""");
        story.Tallyfy.Get("/organizations/org/users/7/tasks?per_page=100&page=1", """{"data":[{"id":"b"}]}""");
        story.Tallyfy.Get("/organizations/org/me/tasks?status=active&per_page=100&page=1", """{"data":[{"id":"c"}]}""");
        var active = new TaskFilter { Status = "active" };

        TallyfyTask[] tasks =
        [
            await story.Client.ListRunTasksAsync("org", "r", new TaskFilter(), ClientStory.Token)
                .SingleAsync(ClientStory.Token),
            await story.Client.ListMemberTasksAsync("org", 7, new TaskFilter(), ClientStory.Token)
                .SingleAsync(ClientStory.Token),
            await story.Client.ListMyTasksAsync("org", active, ClientStory.Token).SingleAsync(ClientStory.Token),
        ];

        Assert.Equal(["a", "b", "c"], tasks.Select(task => task.Id));
    }

    [Theory]
    [InlineData("ko-form-fields")]
    [InlineData("ko_form_fields")]
    public async Task The_kick_off_form_is_read_by_either_name(string name)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/runs/r/tasks/t?with=ko-form-fields",
            """{"data":{"id":"t","NAME":{"data":[{"id":"k","label":"Customer"}]}}}"""
                .Replace("NAME", name, StringComparison.Ordinal));

        var task = await story.Client.FindRunTaskAsync("org", "r", "t", TaskIncludes.KickOffFields, ClientStory.Token);

        Assert.Equal("Customer", Assert.Single(task!.KickOffFields).Label);
    }

    [Fact]
    public async Task Everything_can_be_sent_along_with_a_task()
    {
        await using var story = new ClientStory();
        const string All = "run%2Cstep%2Cform_fields%2Cthreads%2Ctags%2Cissues%2Cassets%2Cfolders%2Croles%2Cactivities"
            + "%2Cko-form-fields%2Csummary%2Cmember_watchers%2Cguest_watchers%2Cthreads_count";
        story.Tallyfy.Get($"/organizations/org/runs/r/tasks/t?with={All}", """
            {"data":{"id":"t","tags":{"data":[{"id":"a","title":"High"},{"id":"b","name":"Low"},"odd",{}]},
            "assets":{"data":[{"id":"f","filename":"quote.pdf","version":"1"},7]},
            "folders":[{"id":"d","name":"Q3"}],
            "activities":{"data":[{"id":5,"verb":["completed"]},{"id":"odd"}]},
            "ko_form_fields":{"data":[{"id":"k","label":"Customer"}]},
            "roles":{"data":[{"id":"x"}]},"member_watchers":[],"guest_watchers":{"data":{}},"threads_count":"3",
            "position":"","alias":{},"completer_guest_id":"g","taskdata":[],"completion_progress":"2 of 3"}}
            """);

        var task = await story.Client.FindRunTaskAsync("org", "r", "t", TaskIncludes.Everything, ClientStory.Token);

        Assert.Equal(["High", "Low"], task!.Tags.Select(tag => tag.Text));
        Assert.Equal(("quote.pdf", 1), (Assert.Single(task.Assets).FileName, task.Assets[0].Version));
        Assert.Equal("Q3", Assert.Single(task.Folders).Name);
        Assert.Equal("completed", Assert.Single(task.Activities).Verb);
        Assert.Equal("Customer", Assert.Single(task.KickOffFields).Label);
        Assert.Equal((3L, null, null, "g"), (task.ThreadsCount, task.Position, task.Alias, task.CompleterGuest));
        Assert.Equal("x", task.Roles?.GetProperty("data")[0].GetProperty("id").GetString());
        Assert.Empty(task.Answers);
        Assert.Equal(new TallyfyProgress(), task.CompletionProgress);
    }

    [Theory]
    [InlineData("""{"completed":1,"total":3}""", 1, 3, null)]
    [InlineData("""{"data":{"complete":"2","total":8,"percent":25.0}}""", 2, 8, 25)]
    [InlineData("60", null, null, 60)]
    [InlineData("[]", null, null, null)]
    [InlineData("""{"completed":[1001],"total":-1}""", null, null, null)]
    public async Task Progress_is_read_as_far_as_it_is_understood(
        string progress, int? completed, int? total, int? percent)
    {
        var task = await ReadTaskTests.FindAsync($$$"""{"data":{"id":"t","completion_progress":{{{progress}}}}}""");

        Assert.Equal(
            new TallyfyProgress { Completed = completed, Total = total, Percent = percent }, task.CompletionProgress);
    }

    [Fact]
    public async Task A_task_of_another_run_is_null()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get(
            "/organizations/org/runs/r/tasks/t", Sample.Text("error.404.resource"), HttpStatusCode.NotFound);

        Assert.Null(await story.Client.FindRunTaskAsync("org", "r", "t", TaskIncludes.None, ClientStory.Token));
    }
}
