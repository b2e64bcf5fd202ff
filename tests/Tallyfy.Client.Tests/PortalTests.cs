using System.Net;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;
using Tallyfy.Client.Threads;

namespace Tallyfy.Client.Tests;

/// <summary>Something on the way answers 200 with a page of its own: no write takes it for done.</summary>
public sealed class PortalTests
{
    private const string Page = "<!doctype html><title>Welcome to our network</title>";

    public static TheoryData<string, string, string> Writes => new()
    {
        { "complete", "POST", "/organizations/org/completed-tasks" },
        { "reopen", "DELETE", "/organizations/org/completed-tasks/t" },
        { "archive", "DELETE", "/organizations/org/tasks/t" },
        { "comment", "POST", "/organizations/org/tasks/t/comment" },
        { "remove watcher", "DELETE", "/organizations/org/remove-watcher/t" },
        { "update", "PUT", "/organizations/org/runs/r/tasks/t" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_portals_page_is_no_success(string write, string method, string path)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(new HttpMethod(method), StubTallyfy.Address + path, HttpStatusCode.OK, Page);

        var refusal = await ClientStory.RefusalAsync(() => WriteAsync(story.Client, write));

        Assert.Equal((TallyfyErrorKind.UnreadableAnswer, true), (refusal.Kind, refusal.IsOutcomeUnknown));
        Assert.Single(story.Tallyfy.Seen);
    }

    private static Task WriteAsync(TallyfyClient client, string write) => write switch
    {
        "complete" => client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token),
        "reopen" => client.ReopenTaskAsync("org", null, "t", ClientStory.Token),
        "archive" => client.ArchiveTaskAsync("org", "t", ClientStory.Token),
        "comment" => client.AddCommentAsync("org", "t", "Words", CommentState.HideForGuests, ClientStory.Token),
        "remove watcher" => client.RemoveWatcherAsync("org", "t", ClientStory.Token),
        _ => client.UpdateTaskAsync("org", "r", "t", new TaskUpdate { Title = "T" }, ClientStory.Token),
    };
}
