using System.Net;
using System.Text;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;
using Tallyfy.Client.Threads;

namespace Tallyfy.Client.Tests;

/// <summary>What every write does with an answer that is no success.</summary>
public sealed class WriteRefusalTests
{
    private static readonly Dictionary<string, Func<TallyfyClient, Task>> Writes = new()
    {
        ["complete"] = client => client.CompleteTaskAsync("o", "r", new TaskCompletion("t"), ClientStory.Token),
        ["complete standalone"] = client =>
            client.CompleteTaskAsync("o", null, new TaskCompletion("t"), ClientStory.Token),
        ["reopen"] = client => client.ReopenTaskAsync("o", "r", "t", ClientStory.Token),
        ["reopen standalone"] = client => client.ReopenTaskAsync("o", null, "t", ClientStory.Token),
        ["archive"] = client => client.ArchiveTaskAsync("o", "t", ClientStory.Token),
        ["update"] = client => client.UpdateTaskAsync("o", "r", "t", new TaskUpdate(), ClientStory.Token),
        ["create"] = client => client.CreateTaskAsync("o", TaskWriteTests.NewTask, ClientStory.Token),
        ["comment"] = client => client.AddCommentAsync("o", "t", "c", CommentState.Open, ClientStory.Token),
        ["problem"] = client => client.ReportProblemAsync("o", "t", "c", ClientStory.Token),
        ["resolve"] = client => client.ResolveProblemAsync("o", "t", "i", "c", ClientStory.Token),
        ["launch"] = client => client.LaunchRunAsync("o", new RunLaunch { ChecklistId = "c" }, ClientStory.Token),
        ["upload"] = client => client.UploadFileAsync("o", FileTests.Upload(), ClientStory.Token),
        ["invite"] = client => client.InviteMemberAsync("o", MemberTests.Invitation, ClientStory.Token),
        ["guest"] = client => client.CreateGuestAsync("o", new NewGuest { Email = "g" }, ClientStory.Token),
        ["watch"] = client =>
            client.AddWebhookWatcherAsync("o", 1, new Uri("https://bot.example/"), ClientStory.Token),
        ["unwatch"] = client => client.RemoveWatcherAsync("o", "w", ClientStory.Token),
    };

    public static TheoryData<string> Names => [.. Writes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Asked_too_often_means_not_done_and_is_left_to_the_caller(string write)
    {
        using var network = new SameAnswer(
            HttpStatusCode.TooManyRequests, () => new StringContent(Sample.Text("error.429.operation")));
        await using var story = new ClientStory(network: network);

        var refusal = await ClientStory.RefusalAsync(() => Writes[write](story.Client));

        Assert.Equal(
            (TallyfyErrorKind.RateLimited, false, 1), (refusal.Kind, refusal.IsOutcomeUnknown, network.Count));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_failed_server_leaves_the_outcome_unknown_and_its_inside_unsaid(string write)
    {
        const string Inside = """{"message":"SQLSTATE[42S22]: Column not found (SQL: select * from `tasks`)"}""";
        using var network = new SameAnswer(HttpStatusCode.BadGateway, () => new StringContent(Inside));
        await using var story = new ClientStory(network: network);

        var refusal = await ClientStory.RefusalAsync(() => Writes[write](story.Client));

        Assert.Equal(("Tallyfy failed (502).", true, 1), (refusal.Message, refusal.IsOutcomeUnknown, network.Count));
        Assert.DoesNotContain("SQL", refusal.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_redirect_is_not_followed(string write)
    {
        using var network = new SameAnswer(
            HttpStatusCode.TemporaryRedirect, () => new StringContent("", Encoding.UTF8, "text/html"));
        await using var story = new ClientStory(network: network);

        var refusal = await ClientStory.RefusalAsync(() => Writes[write](story.Client));

        Assert.Equal((TallyfyErrorKind.UnreadableAnswer, 1), (refusal.Kind, network.Count));
    }
}
