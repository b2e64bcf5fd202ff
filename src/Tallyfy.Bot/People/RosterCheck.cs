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
        if (entry is null || !IsKnown(entry, person))
            return new LinkProblem.NoAddress();

        var isMember = IsSaid(entry.Role)
            ? string.Equals(entry.Role, "user", StringComparison.OrdinalIgnoreCase)
            : isDevelopment && entry.Role is null;

        if (!isMember || entry.PrincipalName?.Contains(GuestMark, StringComparison.OrdinalIgnoreCase) is true)
            return new LinkProblem.Guest();

        var isPrincipalGood = IsSaid(entry.PrincipalName)
            ? options.Accepts(entry.PrincipalName!)
            : isDevelopment && entry.PrincipalName is null;

        // Where an address only proposes a member, who proves it themselves, the principal name is one, too.
        var isAddressGood = IsSaid(entry.Email)
            ? options.Accepts(entry.Email!)
            : options.Proof is not (null or AccountProof.Email) && IsSaid(entry.PrincipalName);

        return isPrincipalGood && isAddressGood ? null
            : IsForeign(entry.PrincipalName, options) || IsForeign(entry.Email, options)
                ? new LinkProblem.ForeignAddress()
                : new LinkProblem.NoAddress();
    }

    /// <summary>Under which of their addresses Tallyfy is asked for them, the surest first.</summary>
    public static IReadOnlyList<string> AddressesOf(RosterEntry entry, AccountOptions options)
    {
        string?[] all = options.Proof is null or AccountProof.Email
            ? [entry.Email]
            : [entry.Email, entry.PrincipalName];

        return [.. all.OfType<string>().Where(IsSaid).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool IsForeign(string? address, AccountOptions options) =>
        IsSaid(address) && !options.Accepts(address!);

    private static bool IsKnown(RosterEntry entry, PersonId person) =>
        IsSaid(entry.ObjectId) && IsSaid(entry.Tenant) && new PersonId(entry.Tenant!, entry.ObjectId!) == person;

    private static bool IsSaid(string? value) => !string.IsNullOrWhiteSpace(value);
}
