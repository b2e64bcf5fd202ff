namespace Tallyfy.Client.Wire;

/// <summary>One page of a list, with what its figures say about further ones.</summary>
internal sealed record TallyfyPage<T>(IReadOnlyList<T> Items, int? TotalPages, bool HasNextLink);
