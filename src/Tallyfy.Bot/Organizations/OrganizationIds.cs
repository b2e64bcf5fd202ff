namespace Tallyfy.Bot.Organizations;

/// <summary>Ids of organizations as somebody writes them: Tallyfy's are GUIDs without hyphens.</summary>
internal static class OrganizationIds
{
    /// <summary>The one that was meant, as it is known here; null where none was.</summary>
    public static string? Find(IEnumerable<string> known, string given)
    {
        string? same = null;

        foreach (var one in known)
        {
            if (one == given)
                return one;

            if (Guid.TryParse(given, out var wanted) && Guid.TryParse(one, out var other) && wanted == other)
                same ??= one;
        }

        return same;
    }
}
