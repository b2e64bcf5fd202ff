using System.Globalization;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Http;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Lists of tasks; none can be filtered by type, and each task comes once.</summary>
public static class TaskListRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Lists the open tasks of every type that the token may see, each with its run and each once.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/list-org-tasks/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyTask> ListOpenTasksAsync(
            string organization, CancellationToken cancellationToken) =>
            ListOpenAsync(client, organization, null, cancellationToken);

        /// <summary>The same without those that cannot be read.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/list-org-tasks/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyTask> ListOpenTasksAsync(
            string organization, UnreadRows unread, CancellationToken cancellationToken) =>
            ListOpenAsync(client, organization, unread, cancellationToken);

        /// <summary>Lists the tasks of an organization that the token may see.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/list-org-tasks/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyTask> ListTasksAsync(
            string organization, TaskFilter filter, CancellationToken cancellationToken) =>
            ListAsync(
                client, TallyfyPath.Join("organizations", organization, "tasks"), filter, null, cancellationToken);

        /// <summary>Lists the tasks of one run; those that rules hid are among them.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/list-process-tasks/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyTask> ListRunTasksAsync(
            string organization, string run, TaskFilter filter, CancellationToken cancellationToken) =>
            ListOfRunAsync(client, organization, run, filter, null, cancellationToken);

        /// <summary>The same without those that cannot be read.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/list-process-tasks/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyTask> ListRunTasksAsync(
            string organization,
            string run,
            TaskFilter filter,
            UnreadRows unread,
            CancellationToken cancellationToken) =>
            ListOfRunAsync(client, organization, run, filter, unread, cancellationToken);

        /// <summary>Lists the tasks of the person the token acts as; a filter by status may not hold.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/access-api-as-a-third-party-application-instead-of-a-user/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyTask> ListMyTasksAsync(
            string organization, TaskFilter filter, CancellationToken cancellationToken) =>
            ListAsync(
                client,
                TallyfyPath.Join("organizations", organization, "me", "tasks"),
                filter,
                null,
                cancellationToken);

        /// <summary>Lists the tasks of one member.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/list-org-tasks/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyTask> ListMemberTasksAsync(
            string organization, long member, TaskFilter filter, CancellationToken cancellationToken)
        {
            var number = member.ToString(CultureInfo.InvariantCulture);
            var path = TallyfyPath.Join("organizations", organization, "users", number, "tasks");
            return ListAsync(client, path, filter, null, cancellationToken);
        }
    }

    private static IAsyncEnumerable<TallyfyTask> ListAsync(
        TallyfyClient client,
        string path,
        TaskFilter filter,
        UnreadRows? unread,
        CancellationToken cancellationToken) =>
        client.ListAsync(filter.On(path), TallyfyJson.Default.TallyfyTask, task => task.Id, unread, cancellationToken);

    private static IAsyncEnumerable<TallyfyTask> ListOpenAsync(
        TallyfyClient client, string organization, UnreadRows? unread, CancellationToken cancellationToken) =>
        ListAsync(
            client,
            TallyfyPath.Join("organizations", organization, "tasks"),
            new TaskFilter { Status = "active", Includes = TaskIncludes.Run },
            unread,
            cancellationToken);

    private static IAsyncEnumerable<TallyfyTask> ListOfRunAsync(
        TallyfyClient client,
        string organization,
        string run,
        TaskFilter filter,
        UnreadRows? unread,
        CancellationToken cancellationToken) =>
        ListAsync(
            client,
            TallyfyPath.Join("organizations", organization, "runs", run, "tasks"),
            filter,
            unread,
            cancellationToken);
}
