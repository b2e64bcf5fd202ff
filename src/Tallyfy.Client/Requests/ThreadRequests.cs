using Tallyfy.Client.Http;
using Tallyfy.Client.Threads;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Comments and issues on tasks and runs; Tallyfy takes at most 120 an hour and organization.</summary>
public static class ThreadRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Comments on a task; null when Tallyfy confirms without showing it. <c>@[id]</c> mentions a member.
        /// <see
        /// href="https://tallyfy.com/products/pro/tracking-and-tasks/tasks/how-can-i-manage-comments-in-tallyfy/"/>
        /// </summary>
        public Task<TallyfyThread?> AddCommentAsync(
            string organization,
            string task,
            string content,
            CommentState state,
            CancellationToken cancellationToken) =>
            PostAsync(
                client,
                TallyfyPath.Join("organizations", organization, "tasks", task, "comment"),
                new ThreadBody { Content = content, Label = "comment", State = state.InWords() },
                cancellationToken);

        /// <summary>Comments on a run; null when Tallyfy confirms without showing it.
        /// <see
        /// href="https://tallyfy.com/products/pro/integrations/open-api/how-to-integrate-with-tallyfy-using-api/"/>
        /// </summary>
        public Task<TallyfyThread?> AddRunCommentAsync(
            string organization,
            string run,
            string content,
            CommentState state,
            CancellationToken cancellationToken) =>
            PostAsync(
                client,
                TallyfyPath.Join("organizations", organization, "runs", run, "comment"),
                new ThreadBody { Content = content, Label = "comment", State = state.InWords() },
                cancellationToken);

        /// <summary>Reports an issue, which keeps the task from being completed, and reopens it when it is.
        /// <see href="https://tallyfy.com/products/pro/tracking-and-tasks/tasks/how-to-report-and-resolve-issues-in-tallyfy/"/>
        /// </summary>
        public Task<TallyfyThread?> ReportProblemAsync(
            string organization, string task, string content, CancellationToken cancellationToken) =>
            PostAsync(
                client,
                TallyfyPath.Join("organizations", organization, "tasks", task, "problem"),
                new ThreadBody { Content = content },
                cancellationToken);

        /// <summary>Resolves an issue on a task by the id of its thread, with the words that say how.
        /// <see href="https://tallyfy.com/products/pro/tracking-and-tasks/tasks/how-to-report-and-resolve-issues-in-tallyfy/"/>
        /// </summary>
        public Task<TallyfyThread?> ResolveProblemAsync(
            string organization, string task, string thread, string content, CancellationToken cancellationToken) =>
            PostAsync(
                client,
                TallyfyPath.Join("organizations", organization, "tasks", task, "resolved-threads"),
                new ThreadBody { ThreadId = thread, Content = content },
                cancellationToken);

        /// <summary>Resolves an issue on a run, which until then keeps all its tasks from changing.
        /// <see
        /// href="https://tallyfy.com/products/pro/integrations/open-api/how-to-integrate-with-tallyfy-using-api/"/>
        /// </summary>
        public Task<TallyfyThread?> ResolveRunProblemAsync(
            string organization, string run, string thread, string content, CancellationToken cancellationToken) =>
            PostAsync(
                client,
                TallyfyPath.Join("organizations", organization, "runs", run, "resolved-threads"),
                new ThreadBody { ThreadId = thread, Content = content },
                cancellationToken);
    }

    private static async Task<TallyfyThread?> PostAsync(
        TallyfyClient client, string path, ThreadBody body, CancellationToken cancellationToken)
    {
        var answer = await client
            .WriteAsync(HttpMethod.Post, path, body, TallyfyJson.Default.ThreadBody, cancellationToken)
            .ConfigureAwait(false);
        return answer.ItemOrDefault(TallyfyJson.Default.TallyfyThread);
    }
}
