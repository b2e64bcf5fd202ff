using System.Net;
using System.Text;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class WatcherTests
{
    private const string Organization = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    private static readonly Uri Hook = new("https://bot.example.com/tallyfy/hooks/k3y");

    [Fact]
    public async Task A_webhook_is_asked_for_in_the_documented_way()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post($"/organizations/{Organization}/users/1001/add-watcher", """{"data":{"id":"W1"}}""");

        var watcher = await story.Client.AddWebhookWatcherAsync(Organization, 1001, Hook, ClientStory.Token);

        TaskWriteTests.AssertSame(Sample.Node("watcher.add.request"), story.Tallyfy.Only.Body);
        Assert.Equal(("W1", null), (watcher.Id, watcher.Address));
    }

    [Fact]
    public async Task Only_administrators_may_add_one()
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post(
            "/organizations/org/users/1001/add-watcher", """{"message":"No."}""", HttpStatusCode.Forbidden);

        var refusal = await ClientStory.RefusalAsync(
            () => story.Client.AddWebhookWatcherAsync("org", 1001, Hook, ClientStory.Token));

        Assert.Equal(TallyfyErrorKind.Forbidden, refusal.Kind);
    }

    [Theory]
    [InlineData("""[{"id":"W1","webhook":"https://a.example"}]""", "W1 https://a.example")]
    [InlineData("""[{"id":7,"webhook_url":"https://a.example"},{"id":8,"url":"https://b.example"},{"id":9}]""",
        "7 https://a.example,8 https://b.example,9 ")]
    [InlineData("[]", "")]
    public async Task Watchers_are_listed_wherever_their_address_stands(string data, string expected)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/organizations/org/watchers?notification=webhook&page=1", $$"""{"data":{{data}}}""");

        var watchers = await story.Client.ListWebhookWatchersAsync("org", ClientStory.Token)
            .ToListAsync(ClientStory.Token);

        Assert.Equal(expected, string.Join(',', watchers.Select(watcher => $"{watcher.Id} {watcher.Address}")));
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent, "", true)]
    [InlineData(HttpStatusCode.OK, "{}", true)]
    [InlineData(HttpStatusCode.NotFound, """{"code":"RESOURCE_NOT_FOUND"}""", false)]
    public async Task Removing_says_whether_there_was_one(HttpStatusCode status, string body, bool wasThere)
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Delete, StubTallyfy.Address + "/organizations/org/remove-watcher/W1", status, body);

        Assert.Equal(wasThere, await story.Client.RemoveWatcherAsync("org", "W1", ClientStory.Token));
    }

    [Fact]
    public async Task Removing_that_is_refused_is_no_success()
    {
        await using var story = new ClientStory();
        story.Tallyfy.On(
            HttpMethod.Delete,
            StubTallyfy.Address + "/organizations/org/remove-watcher/W1",
            HttpStatusCode.Forbidden,
            Sample.Text("error.403.app-token-wrong-org"));

        var refusal = await ClientStory.RefusalAsync(
            () => story.Client.RemoveWatcherAsync("org", "W1", ClientStory.Token));

        Assert.Equal(TallyfyErrorKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public void A_completed_task_is_a_hint_at_task_run_and_organization()
    {
        var webhook = Read(Sample.Text("webhook.task-completed.payload"));

        Assert.Equal(
            new TallyfyWebhook
            {
                TaskId = "task003ghi789xyz",
                RunId = "run123abc456",
                OrganizationId = "org789xyz123",
            },
            webhook);
    }

    [Fact]
    public void A_launched_run_is_a_hint_at_the_run()
    {
        var webhook = Read(Sample.Text("webhook.process-launched.payload"));

        Assert.Equal(new TallyfyWebhook { RunId = "abc123def456ghi789jkl012mno345pq" }, webhook);
    }

    [Fact]
    public void The_header_is_the_documented_one() =>
        Assert.NotNull(Sample.Node("webhook.headers")[TallyfyWebhook.OrganizationHeader]);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("<html>")]
    [InlineData("""{"this_task":[],"process":null,"next_task":[]}""")]
    [InlineData("""{"this_task":{"id":{}},"event":7.5e}""")]
    [InlineData("""{"this_task":{"id":"\ud800"}}""")]
    public void What_hints_at_nothing_is_nothing(string body) => Assert.Null(Read(body));

    [Fact]
    public void A_webhook_of_an_organization_names_what_happened() =>
        Assert.Equal(
            new TallyfyWebhook { Event = "task.completed", TaskId = "7" },
            Read("""{"event":"task.completed","task":{"id":7}}"""));

    private static TallyfyWebhook? Read(string body) => TallyfyWebhook.Read(Encoding.UTF8.GetBytes(body));
}
