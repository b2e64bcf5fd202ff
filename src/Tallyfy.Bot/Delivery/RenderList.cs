using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Draws a list for its person from the state of this moment: what waits for them and has no card of its own yet.
/// </summary>
internal sealed class RenderList(
    ApprovalStore approvals,
    CardListStore lists,
    AccountStore accounts,
    MayBeShown mayBeShown,
    RenderingStore renderings,
    OrganizationDirectory organizations,
    TimeProvider time)
{
    /// <summary>A list has no versions of its own.</summary>
    private const int Version = 1;

    /// <summary>Null for anybody else.</summary>
    public async Task<RenderedApproval?> FindAsync(PostedCard list, Chat chat, CancellationToken cancellationToken)
    {
        if (list.Person != chat.Person)
            return null;

        var named = (await lists.ListNamedAsync(list, cancellationToken)).ToDictionary(card => card.Approval);
        var waiting = new List<(StoredApproval Stored, Approval Approval)>();
        var isLinked = named.Count == 0;

        var known = await approvals.ListNamedAsync(list, cancellationToken);

        foreach (var its in known.ToLookup(one => one.Key.Organization))
        {
            if (organizations.Find(its.Key) is not { } organization
                || await accounts.FindAsync(chat.Person, its.Key, cancellationToken) is not { } account)
                continue;

            isLinked = true;
            waiting.AddRange((await mayBeShown.ListWaitingForAsync(account, its, cancellationToken))
                .Where(stored => named.ContainsKey(stored.Key))
                .Select(stored => (stored, stored.ToApproval(organization))));
        }

        var reader = chat.Viewer with { Shorter = list.Shorter };
        var rows = new List<ListedApproval>();

        foreach (var (stored, approval) in waiting
            .MostUrgentFirst(one => one.Approval)
            .Take(CardLimits.MostRows))
            rows.Add(new ListedApproval(
                approval,
                await renderings.KeepRowAsync(named[stored.Key], stored, cancellationToken)));

        return new RenderedApproval(
            isLinked
                ? PendingListCard.ForBringing(rows, waiting.Count, reader, time.GetUtcNow())
                : SentenceCard.Render(Sentence.NotLinked, reader),
            Version,
            StillAsks: rows.Count > 0);
    }
}
