using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Tallyfy.Client.Http;
using Tallyfy.Client.Json;

namespace Tallyfy.Client;

/// <summary>The Tallyfy API as one person sees it.</summary>
public sealed class TallyfyClient
{
    // Tallyfy's cap for tasks, runs and groups.
    private const int PageSize = 100;

    // Members have no cap; this keeps one page far below the size limit and a large organization within few requests.
    private const int MemberPageSize = 1000;

    private readonly TallyfyConnection connection;
    private readonly ITallyfyCredential credential;

    internal TallyfyClient(TallyfyConnection connection, ITallyfyCredential credential)
    {
        this.connection = connection;
        this.credential = credential;
    }

    /// <summary>Reads the person the token acts as.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/"/>
    /// </summary>
    public Task<TallyfyUser> GetMeAsync(CancellationToken cancellationToken) =>
        GetAsync("/me", TallyfyJson.Default.TallyfyUser, cancellationToken);

    /// <summary>Reads one organization.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/"/>
    /// </summary>
    public Task<TallyfyOrganization> GetOrganizationAsync(string organization, CancellationToken cancellationToken) =>
        GetAsync(
            TallyfyPath.Of("organizations", organization),
            TallyfyJson.Default.TallyfyOrganization,
            cancellationToken);

    /// <summary>Lists members of every status; <paramref name="search"/> matches parts of names and addresses.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/members/list-members/"/>
    /// </summary>
    public IAsyncEnumerable<TallyfyMember> ListMembersAsync(
        string organization, string? search, CancellationToken cancellationToken) =>
        ListAsync(
            TallyfyPath.Of("organizations", organization, "users")
                .WithQuery("q", search)
                .WithQuery("per_page", MemberPageSize),
            MemberPageSize,
            TallyfyJson.Default.TallyfyMember,
            member => member.Id,
            cancellationToken);

    /// <summary>Lists groups with the ids of their members.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/groups/list-groups/"/>
    /// </summary>
    public IAsyncEnumerable<TallyfyGroup> ListGroupsAsync(string organization, CancellationToken cancellationToken) =>
        ListAsync(
            TallyfyPath.Of("organizations", organization, "groups").WithQuery("per_page", PageSize),
            PageSize,
            TallyfyJson.Default.TallyfyGroup,
            group => group.Id,
            cancellationToken);

    /// <summary>Lists the open tasks of every type that the token may see, each with its run and each once.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/list-org-tasks/"/>
    /// </summary>
    public IAsyncEnumerable<TallyfyTask> ListOpenTasksAsync(
        string organization, CancellationToken cancellationToken) =>
        ListAsync(
            TallyfyPath.Of("organizations", organization, "tasks")
                .WithQuery("status", "active")
                .WithQuery("with", "run")
                .WithQuery("per_page", PageSize),
            PageSize,
            TallyfyJson.Default.TallyfyTask,
            task => task.Id,
            cancellationToken);

    /// <summary>Reads one task with run, step, form fields and threads; null when Tallyfy knows no such task.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/get-task/"/>
    /// </summary>
    public async Task<TallyfyTask?> FindTaskAsync(
        string organization, string task, CancellationToken cancellationToken)
    {
        var path = TallyfyPath.Of("organizations", organization, "tasks", task)
            .WithQuery("with", "run,step,form_fields,threads");
        var answer = await connection.GetAsync(path, credential, cancellationToken).ConfigureAwait(false);
        return answer.SaysNotFound ? null : answer.Item(TallyfyJson.Default.TallyfyTask);
    }

    /// <summary>Completes one task, of a run or standalone. Never retried: a repeat notifies people again.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/complete-task/"/>
    /// </summary>
    public async Task<CompletedTask> CompleteTaskAsync(
        string organization, string? run, TaskCompletion completion, CancellationToken cancellationToken)
    {
        var path = run is null
            ? TallyfyPath.Of("organizations", organization, "completed-tasks")
            : TallyfyPath.Of("organizations", organization, "runs", run, "completed-tasks");
        var answer = await connection
            .PostAsync(path, completion, TallyfyJson.Default.TaskCompletion, credential, cancellationToken)
            .ConfigureAwait(false);
        return answer.ItemOrDefault(TallyfyJson.Default.CompletedTask) ?? new CompletedTask { Id = completion.TaskId };
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var answer = await connection.GetAsync(path, credential, cancellationToken).ConfigureAwait(false);
        return answer.Item(type);
    }

    private async IAsyncEnumerable<T> ListAsync<T, TId>(
        string path,
        int pageSize,
        JsonTypeInfo<T> type,
        Func<T, TId> id,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = new PageWalk<TId>(pageSize);
        while (pages.Next() is { } number)
        {
            var answer = await connection
                .GetAsync(path.WithQuery("page", number), credential, cancellationToken)
                .ConfigureAwait(false);
            var page = answer.Page(type);
            foreach (var item in pages.TakeNew(page, id))
                yield return item;
        }
    }
}
