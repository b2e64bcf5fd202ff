namespace Tallyfy.Bot.People;

/// <summary>
/// Whether Teams' roster vouches for a person. What it leaves out never counts as good; the Playground names neither
/// role nor principal name, so both may be missing at the desk.
/// </summary>
internal static class RosterCheck
{
    private const string GuestMark = "#EXT#";

    /// <summary>Null when it vouches.</summary>
    public static LinkProblem? FindProblem(
        RosterEntry? entry, PersonId person, AccountOptions options, bool isDevelopment)
    {
        if (entry is null || !IsSame(entry.ObjectId, person.ObjectId) || !IsSame(entry.Tenant, person.Tenant))
            return new LinkProblem.NoAddress();

        var isMember = IsSaid(entry.Role)
            ? string.Equals(entry.Role, "user", StringComparison.OrdinalIgnoreCase)
            : isDevelopment && entry.Role is null;

        if (!isMember || entry.PrincipalName?.Contains(GuestMark, StringComparison.OrdinalIgnoreCase) is true)
            return new LinkProblem.Guest();

        var isPrincipalGood = IsSaid(entry.PrincipalName)
            ? options.Accepts(entry.PrincipalName!)
            : isDevelopment && entry.PrincipalName is null;

        return isPrincipalGood && IsSaid(entry.Email) && options.Accepts(entry.Email!)
            ? null
            : new LinkProblem.NoAddress();
    }

    private static bool IsSame(string? said, string known) =>
        IsSaid(said) && string.Equals(said, known, StringComparison.Ordinal);

    private static bool IsSaid(string? value) => !string.IsNullOrWhiteSpace(value);
}
