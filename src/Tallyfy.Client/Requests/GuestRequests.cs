using Tallyfy.Client.Http;
using Tallyfy.Client.People;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Guests: people outside the organization who are known by their address.</summary>
public static class GuestRequests
{
    // What Tallyfy serves unasked; guests have no documented cap.
    private const int GuestPageSize = 999;

    // Tallyfy serves ten tasks of a guest a page, whatever it is asked for.
    private const int GuestTaskPageSize = 10;

    extension(TallyfyClient client)
    {
        /// <summary>Lists guests with their figures; <paramref name="search"/> matches parts of addresses.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/guests/list-guests/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyGuest> ListGuestsAsync(
            string organization, string? search, CancellationToken cancellationToken) =>
            client.ListAsync(
                TallyfyPath.Join("organizations", organization, "guests")
                    .WithQuery("q", search)
                    .WithQuery("with", "stats")
                    .WithQuery("per_page", GuestPageSize),
                GuestPageSize,
                TallyfyJson.Default.TallyfyGuest,
                guest => guest.Id,
                _ => true,
                null,
                cancellationToken);

        /// <summary>Reads one guest with figures; null when Tallyfy knows no guest of this address.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/guests/get-guest/"/>
        /// </summary>
        public Task<TallyfyGuest?> FindGuestAsync(
            string organization, string email, CancellationToken cancellationToken) =>
            client.FindAsync(
                TallyfyPath.Join("organizations", organization, "guests", email).WithQuery("with", "stats"),
                TallyfyJson.Default.TallyfyGuest,
                cancellationToken);

        /// <summary>Makes a guest, or links one that other organizations know already. Never retried.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/guests/create-guest/"/>
        /// </summary>
        public async Task<TallyfyGuest?> CreateGuestAsync(
            string organization, NewGuest guest, CancellationToken cancellationToken)
        {
            var answer = await client
                .WriteAsync(
                    HttpMethod.Post,
                    TallyfyPath.Join("organizations", organization, "guests"),
                    guest,
                    TallyfyJson.Default.NewGuest,
                    cancellationToken)
                .ConfigureAwait(false);
            return answer.ItemOrDefault(TallyfyJson.Default.TallyfyGuest);
        }

        /// <summary>Lists a guest's tasks by the code at the end of the guest's link, not by address or number.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/guests/get-guest/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyTask> ListGuestTasksAsync(
            string organization, string guestCode, CancellationToken cancellationToken) =>
            client.ListAsync(
                TallyfyPath.Join("organizations", organization, "guests", guestCode, "tasks"),
                GuestTaskPageSize,
                TallyfyJson.Default.TallyfyTask,
                task => task.Id,
                _ => true,
                null,
                cancellationToken);
    }
}
