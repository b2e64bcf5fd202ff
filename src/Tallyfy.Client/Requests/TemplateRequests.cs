using Tallyfy.Client.Http;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Templates, which runs are launched from.</summary>
public static class TemplateRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Reads one template; null when there is none.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/"/>
        /// </summary>
        public Task<TallyfyTemplate?> FindTemplateAsync(
            string organization, string template, CancellationToken cancellationToken) =>
            client.FindAsync(
                TallyfyPath.Join("organizations", organization, "checklists", template),
                TallyfyJson.Default.TallyfyTemplate,
                cancellationToken);
    }
}
