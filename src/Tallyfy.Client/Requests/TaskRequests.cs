using Tallyfy.Client.Http;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>One task: read, made, changed, completed, reopened.</summary>
public static class TaskRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Reads one task with run, step, form fields and threads; null when Tallyfy knows no such task.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/get-task/"/>
        /// </summary>
        public Task<TallyfyTask?> FindTaskAsync(
            string organization, string task, CancellationToken cancellationToken) =>
            client.FindTaskAsync(organization, task, TaskIncludes.Everyday, cancellationToken);

        /// <summary>Reads one task, of a run or standalone; null when Tallyfy knows no such task.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/get-task/"/>
        /// </summary>
        public Task<TallyfyTask?> FindTaskAsync(
            string organization, string task, TaskIncludes includes, CancellationToken cancellationToken) =>
            client.FindAsync(
                PathOf(organization, null, task).WithQuery("with", includes.InWords()),
                TallyfyJson.Default.TallyfyTask,
                cancellationToken);

        /// <summary>Reads one task of a run; null when the run has no such task.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/get-task/"/>
        /// </summary>
        public Task<TallyfyTask?> FindRunTaskAsync(
            string organization, string run, string task, TaskIncludes includes, CancellationToken cancellationToken) =>
            client.FindAsync(
                PathOf(organization, run, task).WithQuery("with", includes.InWords()),
                TallyfyJson.Default.TallyfyTask,
                cancellationToken);

        /// <summary>Makes an ad-hoc task, in a run or standalone. Never retried: a repeat makes another one.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/create-task/"/>
        /// </summary>
        public async Task<TallyfyTask> CreateTaskAsync(
            string organization, NewTask task, CancellationToken cancellationToken)
        {
            var answer = await client
                .WriteAsync(
                    HttpMethod.Post,
                    TallyfyPath.Join("organizations", organization, "tasks"),
                    task,
                    TallyfyJson.Default.NewTask,
                    cancellationToken)
                .ConfigureAwait(false);
            return answer.Item(TallyfyJson.Default.TallyfyTask);
        }

        /// <summary>Changes an open task; null when Tallyfy confirms without showing it. Never retried.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/update-task/"/>
        /// </summary>
        /// <exception cref="ArgumentException">A standalone task lacks title, deadline or owners, which Tallyfy
        /// demands with every change; <see cref="TaskUpdate.Keeping"/> fills them in.</exception>
        public async Task<TallyfyTask?> UpdateTaskAsync(
            string organization, string? run, string task, TaskUpdate update, CancellationToken cancellationToken)
        {
            if (run is null && !update.SuitsStandaloneTask)
            {
                throw new ArgumentException(
                    "A standalone task is changed with title, deadline and owners.", nameof(update));
            }

            var answer = await client
                .WriteAsync(
                    HttpMethod.Put,
                    PathOf(organization, run, task),
                    update,
                    TallyfyJson.Default.TaskUpdate,
                    cancellationToken)
                .ConfigureAwait(false);
            return answer.ItemOrDefault(TallyfyJson.Default.TallyfyTask);
        }

        /// <summary>Completes one task, of a run or standalone. Never retried: a repeat notifies people again.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/complete-task/"/>
        /// </summary>
        public async Task<CompletedTask> CompleteTaskAsync(
            string organization, string? run, TaskCompletion completion, CancellationToken cancellationToken)
        {
            var answer = await client
                .WriteAsync(
                    HttpMethod.Post,
                    CompletedTasks(organization, run),
                    completion,
                    TallyfyJson.Default.TaskCompletion,
                    cancellationToken)
                .ConfigureAwait(false);
            return answer.ItemOrDefault(TallyfyJson.Default.CompletedTask)
                ?? new CompletedTask { Id = completion.TaskId };
        }

        /// <summary>Reopens a completed task. Never retried: a repeat may undo a newer decision.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/reopen-task/"/>
        /// </summary>
        public async Task<ReopenedTask> ReopenTaskAsync(
            string organization, string? run, string task, CancellationToken cancellationToken)
        {
            var path = CompletedTasks(organization, run) + TallyfyPath.Join(task);
            var answer = await client.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
            return answer.ItemOrDefault(TallyfyJson.Default.ReopenedTask) ?? new ReopenedTask { Id = task };
        }

        /// <summary>Puts a standalone task into the archive, from where Tallyfy can bring it back. Never retried.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/tasks/archive-task/"/>
        /// </summary>
        public async Task ArchiveTaskAsync(string organization, string task, CancellationToken cancellationToken)
        {
            var answer = await client.DeleteAsync(PathOf(organization, null, task), cancellationToken)
                .ConfigureAwait(false);
            answer.EnsureDone();
        }
    }

    private static string PathOf(string organization, string? run, string task) => run is null
        ? TallyfyPath.Join("organizations", organization, "tasks", task)
        : TallyfyPath.Join("organizations", organization, "runs", run, "tasks", task);

    private static string CompletedTasks(string organization, string? run) => run is null
        ? TallyfyPath.Join("organizations", organization, "completed-tasks")
        : TallyfyPath.Join("organizations", organization, "runs", run, "completed-tasks");
}
