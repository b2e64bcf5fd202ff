using Tallyfy.Client;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Organizations;

/// <summary>Names of members and groups, for cards and announcements. A tap never relies on it alone.</summary>
internal sealed class MemberDirectory(string organization, TallyfyClient reader, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim loading = new(1);
    private IReadOnlyDictionary<long, TallyfyMember> members = new Dictionary<long, TallyfyMember>();
    private long? loaded;

    public async Task<TallyfyMember?> FindAsync(long user, CancellationToken cancellationToken) =>
        (await LoadAsync(cancellationToken)).GetValueOrDefault(user);

    /// <summary>Members with this address, whatever their status, read now.</summary>
    public async Task<IReadOnlyList<TallyfyMember>> SearchAsync(string email, CancellationToken cancellationToken) =>
        await reader.ListMembersAsync(organization, email, cancellationToken)
            .Where(member => string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase))
            .ToListAsync(cancellationToken);

    /// <summary>These groups, read now: whoever left one a minute ago may not decide.</summary>
    public async Task<IReadOnlyList<TallyfyGroup>> ListGroupsAsync(
        IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ids.Count == 0
            ? []
            : await reader.ListGroupsAsync(organization, cancellationToken)
                .Where(group => ids.Contains(group.Id))
                .ToListAsync(cancellationToken);

    public void Dispose() => loading.Dispose();

    private async Task<IReadOnlyDictionary<long, TallyfyMember>> LoadAsync(CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);

        try
        {
            if (loaded is { } at && time.GetElapsedTime(at) < Fresh)
                return members;

            members = await reader.ListMembersAsync(organization, null, cancellationToken)
                .DistinctBy(member => member.Id)
                .ToDictionaryAsync(member => member.Id, cancellationToken: cancellationToken);
            loaded = time.GetTimestamp();
            return members;
        }
        finally
        {
            loading.Release();
        }
    }
}
