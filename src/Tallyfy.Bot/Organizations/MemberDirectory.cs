using System.Globalization;
using Tallyfy.Client;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Organizations;

/// <summary>Names of members and groups, for cards and announcements. A tap never relies on it alone.</summary>
internal sealed class MemberDirectory(string organization, TallyfyClient reader, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FreshForNew = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FreshForReturned = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim loading = new(1);
    private IReadOnlyDictionary<long, TallyfyMember> members = new Dictionary<long, TallyfyMember>();
    private UnreadRows unread = new();
    private long? loaded;

    /// <summary>Null for nobody.</summary>
    /// <exception cref="TallyfyException">The list could not be read, or this member in it.</exception>
    public async Task<TallyfyMember?> FindAsync(long user, CancellationToken cancellationToken)
    {
        var (all, unread) = await LoadAsync(Fresh, cancellationToken);
        return all.GetValueOrDefault(user)
            ?? (unread.MayHold(user.ToString(CultureInfo.InvariantCulture)) ? throw Unreadable() : null);
    }

    /// <summary>The same where a member of whom nothing is known is no reason to end.</summary>
    public async Task<TallyfyMember?> FindReadableAsync(long user, CancellationToken cancellationToken) =>
        (await LoadAsync(Fresh, cancellationToken)).All.GetValueOrDefault(user);

    /// <summary>
    /// Whether this member was disabled, or is in the list no more: Tallyfy leaves tasks with them. Whom an older list
    /// does not have may have come since, and is looked for in a new one.
    /// </summary>
    /// <exception cref="TallyfyException">The list could not be read.</exception>
    public async Task<bool> IsFormerAsync(long user, CancellationToken cancellationToken)
    {
        var (all, unread) = await LoadAsync(Fresh, cancellationToken);

        if (!all.ContainsKey(user))
            (all, unread) = await LoadAsync(FreshForNew, cancellationToken);

        return all.TryGetValue(user, out var member)
            ? member.IsDisabled
            : !unread.MayHold(user.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Whether this member, who was former, is one again, by a list that may be ten minutes old: whoever left for good
    /// may own tasks for months.
    /// </summary>
    /// <exception cref="TallyfyException">The list could not be read.</exception>
    public async Task<bool> HasReturnedAsync(long user, CancellationToken cancellationToken) =>
        (await LoadAsync(FreshForReturned, cancellationToken)).All.GetValueOrDefault(user) is { IsDisabled: false };

    /// <summary>Members with this address, whatever their status, read now.</summary>
    public async Task<IReadOnlyList<TallyfyMember>> SearchAsync(string email, CancellationToken cancellationToken) =>
        await reader.ListMembersAsync(organization, email, cancellationToken)
            .Where(member => string.Equals(member.Email, email, StringComparison.OrdinalIgnoreCase))
            .ToListAsync(cancellationToken);

    /// <summary>
    /// These groups, read now: whoever left one a minute ago may not decide. One of them that cannot be read has
    /// nobody left out; any other one that cannot be read matters to nobody here.
    /// </summary>
    public async Task<IReadOnlyList<TallyfyGroup>> ListGroupsAsync(
        IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];

        var unread = new UnreadRows();
        var groups = await reader.ListGroupsAsync(organization, unread, cancellationToken)
            .Where(group => ids.Contains(group.Id))
            .ToListAsync(cancellationToken);

        return ids.Except(groups.Select(group => group.Id)).Any(unread.MayHold) ? throw Unreadable() : groups;
    }

    public void Dispose() => loading.Dispose();

    private static TallyfyException Unreadable() =>
        new(TallyfyErrorKind.UnreadableAnswer, "Tallyfy's answer could not be read.");

    private async Task<(IReadOnlyDictionary<long, TallyfyMember> All, UnreadRows Unread)> LoadAsync(
        TimeSpan mostAge, CancellationToken cancellationToken)
    {
        await loading.WaitAsync(cancellationToken);

        try
        {
            if (loaded is { } at && time.GetElapsedTime(at) < mostAge)
                return (members, unread);

            var began = time.GetTimestamp(); // what an answer that took long says is as old as its question
            var leftOut = new UnreadRows();
            members = await reader.ListMembersAsync(organization, null, leftOut, cancellationToken)
                .DistinctBy(member => member.Id)
                .ToDictionaryAsync(member => member.Id, cancellationToken: cancellationToken);
            unread = leftOut;
            loaded = began;
            return (members, unread);
        }
        finally
        {
            loading.Release();
        }
    }
}
