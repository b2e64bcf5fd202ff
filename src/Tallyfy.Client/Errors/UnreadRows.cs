namespace Tallyfy.Client.Errors;

/// <summary>
/// The rows of a list that could not be read. A list that is given one goes on without them; any other one is
/// unreadable as a whole, because what is missing in it might be what it was asked for.
/// </summary>
public sealed class UnreadRows
{
    private readonly List<string?> ids = [];

    /// <summary>Their ids; null for one whose id could not be read either.</summary>
    public IReadOnlyList<string?> Ids => ids;

    /// <summary>False when surely none of them is this one: then the list says whether it is there.</summary>
    public bool MayHold(string id) => ids.Exists(one => one is null || one == id);

    internal void Add(string? id) => ids.Add(id);
}
