using System.Net;
using System.Text;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;
using Tallyfy.Client.Threads;

namespace Tallyfy.Client.Tests;

/// <summary>Every recorded sample of Tallyfy is either read here or compared with what the client sends.</summary>
public sealed class SampleTests
{
    private static readonly Dictionary<string, Func<TallyfyClient, CancellationToken, Task<object?>>> Reads = new()
    {
        ["activity-feed.list"] = async (client, token) =>
            await client.ListActivityAsync("o", new ActivityFilter(), token).FirstAsync(token),
        ["comment.add"] = async (client, token) =>
            await client.AddCommentAsync("o", "t", "words", CommentState.Open, token),
        ["file.upload"] = async (client, token) => await client.UploadFileAsync("o", FileTests.Upload(), token),
        ["groups.list"] = async (client, token) => await client.ListGroupsAsync("o", token).FirstAsync(token),
        ["guest.create"] = async (client, token) =>
            await client.CreateGuestAsync("o", new NewGuest { Email = "g@example.net" }, token),
        ["guests.list"] = async (client, token) => await client.ListGuestsAsync("o", null, token).FirstAsync(token),
        ["me.get"] = async (client, token) => await client.GetMeAsync(token),
        ["me.organizations.list"] = async (client, token) =>
            await client.ListMyOrganizationsAsync(token).FirstAsync(token),
        ["organization.get"] = async (client, token) => await client.GetOrganizationAsync("o", token),
        ["run.form-fields"] = async (client, token) => await client.GetRunFormFieldsAsync("o", "r", token),
        ["run.get"] = async (client, token) => await client.FindRunAsync("o", "r", token),
        ["task.complete"] = async (client, token) =>
            await client.CompleteTaskAsync("o", "r", new TaskCompletion("t"), token),
        ["task.create-one-off"] = async (client, token) =>
            await client.CreateTaskAsync("o", TaskWriteTests.NewTask, token),
        ["task.get"] = async (client, token) => await client.FindTaskAsync("o", "t", TaskIncludes.Everything, token),
        ["task.reopen"] = async (client, token) => await client.ReopenTaskAsync("o", "r", "t", token),
        ["task.update"] = async (client, token) =>
            await client.UpdateTaskAsync("o", "r", "t", new TaskUpdate { Title = "T" }, token),
        ["tasks.list-org"] = async (client, token) =>
            await client.ListTasksAsync("o", new TaskFilter(), token).FirstAsync(token),
        ["tasks.list-process"] = async (client, token) =>
            await client.ListRunTasksAsync("o", "r", new TaskFilter(), token).FirstAsync(token),
        ["tasks.me.approvals"] = async (client, token) =>
            await client.ListMyTasksAsync("o", new TaskFilter(), token).FirstAsync(token),
        ["tasks.user.list"] = async (client, token) =>
            await client.ListMemberTasksAsync("o", 1, new TaskFilter(), token).FirstAsync(token),
        ["user.get"] = async (client, token) => await client.FindMemberAsync("o", 1, token),
        ["user.invite"] = async (client, token) =>
            await client.InviteMemberAsync("o", MemberTests.Invitation, token),
        ["users.list"] = async (client, token) => await client.ListMembersAsync("o", null, token).FirstAsync(token),
        ["watcher.list"] = async (client, token) => await client.ListWebhookWatchersAsync("o", token).FirstAsync(token),
    };

    // Read by their own tests, because another class asks for them or nobody does.
    private static readonly string[] Elsewhere =
    [
        "application.create-user.response", "application.user-token.response",
        "oauth-token.client-credentials.response", "oauth-token.password.response",
        "pagination.links.variants", "webhook.headers",
    ];

    public static TheoryData<string> Answers => [.. Names().Where(name => name.Contains(".response"))
        .Where(name => !Elsewhere.Contains(name))];

    public static TheoryData<string> Errors =>
        [.. Names().Where(name => name.StartsWith("error.", StringComparison.Ordinal))];

    public static TheoryData<string> Webhooks => [.. Names().Where(name => name.Contains(".payload"))];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_answer_is_read_by_the_request_it_belongs_to(string name)
    {
        using var network = Network(HttpStatusCode.OK, Sample.Text(name));
        await using var story = new ClientStory(network: network);
        var read = Reads.Single(pair => name.StartsWith(pair.Key + ".", StringComparison.Ordinal)).Value;

        Assert.NotNull(await read(story.Client, ClientStory.Token));
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Every_error_becomes_a_refusal_of_the_kind_its_status_means(string name)
    {
        var status = (HttpStatusCode)int.Parse(
            name.Split('.').First(part => part.Length == 3 && part.All(char.IsDigit)),
            System.Globalization.CultureInfo.InvariantCulture);
        using var network = Network(status, Sample.Text(name));
        await using var story = new ClientStory(network: network);

        var refusal = await ClientStory.RefusalAsync(
            () => story.Client.CompleteTaskAsync("o", "r", new TaskCompletion("t"), ClientStory.Token));

        Assert.Equal((status, false, 1), (refusal.Status, refusal.IsOutcomeUnknown, network.Count));
    }

    [Theory]
    [MemberData(nameof(Webhooks))]
    public void Every_webhook_hints_at_something(string name) =>
        Assert.NotNull(TallyfyWebhook.Read(Encoding.UTF8.GetBytes(Sample.Text(name))));

    [Fact]
    public void No_sample_is_forgotten()
    {
        var known = Answers.Concat(Errors).Concat(Webhooks).Select(row => row.Data)
            .Concat(Elsewhere)
            .Concat(Names().Where(name => name.Contains(".request")));

        Assert.Equal(Names().Order(), known.Order());
    }

    internal static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path));

    private static SameAnswer Network(HttpStatusCode status, string body) =>
        new(status, () => new StringContent(body, Encoding.UTF8, "application/json"));
}
