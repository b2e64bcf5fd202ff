using System.Globalization;
using Tallyfy.Client.Http;
using Tallyfy.Client.Threads;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Webhooks of a whole organization, for its administrators; not every organization has them yet.</summary>
public static class WatcherRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Lists the addresses that are told what happens in the organization.
        /// <see href="https://tallyfy.com/products/pro/integrations/middleware/connector-capability-matrix/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyWatcher> ListWebhookWatchersAsync(
            string organization, CancellationToken cancellationToken) =>
            client.ListAsync(
                TallyfyPath.Join("organizations", organization, "watchers").WithQuery("notification", "webhook"),
                int.MaxValue, // comes whole: only figures that say so are a reason to look for another page
                TallyfyJson.Default.TallyfyWatcher,
                watcher => watcher.Id,
                _ => true,
                null,
                cancellationToken);

        /// <summary>Has Tallyfy tell an address what happens; <paramref name="me"/> is who the token acts as.
        /// <see href="https://tallyfy.com/products/pro/integrations/middleware/connector-capability-matrix/"/>
        /// </summary>
        public async Task<TallyfyWatcher> AddWebhookWatcherAsync(
            string organization, long me, Uri webhook, CancellationToken cancellationToken)
        {
            var number = me.ToString(CultureInfo.InvariantCulture);
            var answer = await client
                .WriteAsync(
                    HttpMethod.Post,
                    TallyfyPath.Join("organizations", organization, "users", number, "add-watcher"),
                    new WatcherBody { ObjectId = organization, Webhook = webhook.AbsoluteUri },
                    TallyfyJson.Default.WatcherBody,
                    cancellationToken)
                .ConfigureAwait(false);
            return answer.Item(TallyfyJson.Default.TallyfyWatcher);
        }

        /// <summary>Has Tallyfy tell an address nothing any more; false when there is no such watcher.
        /// <see href="https://tallyfy.com/products/pro/integrations/middleware/connector-capability-matrix/"/>
        /// </summary>
        public async Task<bool> RemoveWatcherAsync(
            string organization, string watcher, CancellationToken cancellationToken)
        {
            var path = TallyfyPath.Join("organizations", organization, "remove-watcher", watcher);
            var answer = await client.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
            if (answer.SaysNotFound)
                return false;

            answer.EnsureDone();
            return true;
        }
    }
}
