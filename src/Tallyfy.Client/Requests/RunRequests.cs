using Tallyfy.Client.Forms;
using Tallyfy.Client.Http;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Runs, the processes launched from templates.</summary>
public static class RunRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Lists runs, newest first; status is <c>active</c>, <c>complete</c>, <c>problem</c> and others.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/processes/list-processes/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyRun> ListRunsAsync(
            string organization, string? status, string? search, CancellationToken cancellationToken) =>
            client.ListAsync(
                TallyfyPath.Join("organizations", organization, "runs")
                    .WithQuery("q", search)
                    .WithQuery("status", status)
                    .WithQuery("sort", "-created_at"),
                TallyfyJson.Default.TallyfyRun,
                run => run.Id,
                cancellationToken);

        /// <summary>Reads one run with its tasks, the next of them and its tags; null when there is none.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/processes/get-process/"/>
        /// </summary>
        public Task<TallyfyRun?> FindRunAsync(
            string organization, string run, CancellationToken cancellationToken) =>
            client.FindAsync(
                TallyfyPath.Join("organizations", organization, "runs", run).WithQuery("with", "tasks,next_task,tags"),
                TallyfyJson.Default.TallyfyRun,
                cancellationToken);

        /// <summary>Launches a template. Never retried: a repeat launches another run.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/processes/launch-process/"/>
        /// </summary>
        public async Task<TallyfyRun> LaunchRunAsync(
            string organization, RunLaunch launch, CancellationToken cancellationToken)
        {
            var answer = await client
                .WriteAsync(
                    HttpMethod.Post,
                    TallyfyPath.Join("organizations", organization, "runs"),
                    launch,
                    TallyfyJson.Default.RunLaunch,
                    cancellationToken)
                .ConfigureAwait(false);
            return answer.Item(TallyfyJson.Default.TallyfyRun);
        }

        /// <summary>Reads the form fields of all tasks of a run and of its kick-off form.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/processes/get-process/"/>
        /// </summary>
        public Task<RunFormFields> GetRunFormFieldsAsync(
            string organization, string run, CancellationToken cancellationToken) =>
            client.GetAsync(
                TallyfyPath.Join("organizations", organization, "runs", run, "form-fields"),
                TallyfyJson.Default.RunFormFields,
                cancellationToken);
    }
}
