using Tallyfy.Client.Errors;
using Tallyfy.Client.Http;
using Tallyfy.Client.Threads;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>The activity feed: what happened, by whom.</summary>
public static class ActivityRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Lists what happened since an instant, newest first and each once, page by page as it is read.
        /// <see
        /// href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/processes/get-process-activity/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyActivity> ListActivityAsync(
            string organization, DateTimeOffset since, CancellationToken cancellationToken) =>
            client.ListActivityAsync(organization, new ActivityFilter { Since = since }, cancellationToken);

        /// <summary>Lists what happened, newest first and each once, page by page as it is read.
        /// <see
        /// href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/processes/get-process-activity/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyActivity> ListActivityAsync(
            string organization, ActivityFilter filter, CancellationToken cancellationToken) =>
            ListAsync(client, organization, filter, null, cancellationToken);

        /// <summary>The same since an instant, without what cannot be read.
        /// <see
        /// href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/processes/get-process-activity/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyActivity> ListActivityAsync(
            string organization, DateTimeOffset since, UnreadRows unread, CancellationToken cancellationToken) =>
            ListAsync(client, organization, new ActivityFilter { Since = since }, unread, cancellationToken);
    }

    private static IAsyncEnumerable<TallyfyActivity> ListAsync(
        TallyfyClient client,
        string organization,
        ActivityFilter filter,
        UnreadRows? unread,
        CancellationToken cancellationToken) =>
        client.ListAsync(
            filter.On(TallyfyPath.Join("organizations", organization, "activity-feeds"))
                .WithQuery("sort", "-created_at")
                .WithQuery("per_page", TallyfyClient.PageSize),
            TallyfyClient.PageSize,
            TallyfyJson.Default.TallyfyActivity,
            activity => activity.Id,
            filter.Wants,
            unread,
            cancellationToken);
}
