using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.Tests.Infrastructure;

namespace Tallyfy.Sandbox.Tests;

/// <summary>What happens is kept in order, for the activity feed and webhooks.</summary>
public sealed class EventTests
{
    private static readonly string Org = SandboxHost.Org;

    [Fact]
    public async Task Everything_that_happens_to_a_task_is_an_event()
    {
        await using var host = new SandboxHost();
        var api = host.AsAdministrator();
        var before = host.State.Events.All.Count;
        var task = await api.LaunchAloneForAlexAsync();
        var path = $"{Org}/tasks/{task.Task}";

        await api.PutAsync(path, """{"title":"Sign it","deadline":"2026-03-10","owners":{"users":[1003]}}""");
        var comment = (await api.PostAsync($"{path}/comment", """{"content":"x"}""")).Data.GetProperty("id");
        await api.DeleteAsync($"{path}/comment/{comment}");
        await api.CompleteAsync(task, "\"is_approved\":true");
        await api.ReopenAsync(task);
        await api.DeleteAsync(path);
        await api.PutAsync($"{path}/restore", null);
        await api.DeleteAsync($"{path}/delete");

        var happened = host.State.Events.All.Skip(before).ToList();
        Assert.Equal(
            [
                EventVerb.Created, EventVerb.Updated, EventVerb.Updated, EventVerb.OwnersUpdated, EventVerb.Commented,
                EventVerb.CommentDeleted, EventVerb.Completed, EventVerb.ReOpened, EventVerb.Archived,
                EventVerb.Unarchived, EventVerb.Deleted,
            ],
            happened.Select(one => one.Verb));
        Assert.All(happened, one => Assert.Equal(task.Task, one.Task?.Id));
        Assert.Equal(
            ("title", "Sign the card", "Sign it"), (happened[1].Field, happened[1].OldValue, happened[1].NewValue));
        Assert.Equal(("Alex Wilber", "Megan Bowen"), (happened[3].OldValue, happened[3].NewValue));
    }

    [Fact]
    public async Task A_partial_signature_is_no_completion_and_a_repeated_one_is_when_so_set()
    {
        await using var host = new SandboxHost(("AlreadyCompleted", "silent-200-refire"));
        var diego = await host.AsPersonAsync("diegos@example.com");
        var task = await Launched.FindAsync(diego, "travel policy");
        var api = host.AsAdministrator();
        var before = Completions(host, task);

        await diego.CompleteAsync(task, "\"is_approved\":true");
        var partly = Completions(host, task);
        await api.CompleteAsync(task, "\"is_approved\":true");
        await api.CompleteAsync(task, "\"is_approved\":true");

        Assert.Equal((0, 0, 2), (before, partly, Completions(host, task)));
    }

    private static int Completions(SandboxHost host, Launched task) => host.State.Events.All.Count(happened =>
        happened.Verb == EventVerb.Completed && happened.Task?.Id == task.Task);
}
