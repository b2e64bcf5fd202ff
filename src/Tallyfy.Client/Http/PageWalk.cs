using Tallyfy.Client.Errors;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Http;

/// <summary>Decides whether there is another page; ends even when a server's figures never would.</summary>
internal sealed class PageWalk<TId>(int pageSize)
{
    // A million tasks, ten times the most an organization is measured with. A server that still has more is broken;
    // half a list must not look like a whole one.
    public const int MaxPages = 10_000;

    private readonly HashSet<TId> seen = [];
    private readonly HashSet<string> seenUnread = [];
    private int current;
    private bool hasMore = true;

    /// <summary>What the last page had that could not be read, each once.</summary>
    public IReadOnlyList<UnreadRow> Unread { get; private set; } = [];

    public int? Next()
    {
        if (!hasMore)
            return null;

        if (current == MaxPages)
            throw new TallyfyException(TallyfyErrorKind.UnreadableAnswer, "Tallyfy's list has no end.");

        return ++current;
    }

    public List<T> TakeNew<T>(TallyfyPage<T> page, Func<T, TId> id)
    {
        var fresh = page.Items.Where(item => seen.Add(id(item))).ToList();
        Unread = [.. page.Unread.Where(row => seenUnread.Add(row.Key))];
        // A page without anything new is empty, repeated or past the end, whatever its figures say.
        hasMore = fresh.Count + Unread.Count > 0
            && (page.HasNextLink
                || current < (page.TotalPages ?? AssumedPages(page.Items.Count + page.Unread.Count)));
        return fresh;
    }

    // Without pagination figures a full page is a reason to look for another one.
    private int AssumedPages(int count) => count < pageSize ? current : current + 1;
}
