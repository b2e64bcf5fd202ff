namespace Tallyfy.Client.Wire;

/// <summary>One page of a list, with what its figures say about further ones.</summary>
internal sealed record TallyfyPage<T>(IReadOnlyList<T> Items, int? TotalPages, bool HasNextLink)
{
    /// <summary>Rows that were left out of it, because they could not be read.</summary>
    public IReadOnlyList<UnreadRow> Unread { get; init; } = [];
}

/// <summary>A row that could not be read.</summary>
/// <param name="Id">Its id, where that could be read.</param>
/// <param name="Key">The same for the same row, also where it has no id.</param>
internal readonly record struct UnreadRow(string? Id, string Key);
