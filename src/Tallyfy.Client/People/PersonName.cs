namespace Tallyfy.Client.People;

/// <summary>Finds something to call a person when Tallyfy leaves the full name out.</summary>
internal static class PersonName
{
    public static string For(string? full, string? first, string? last, string email)
    {
        if (!string.IsNullOrWhiteSpace(full))
            return full;

        var joined = $"{first} {last}".Trim();
        return joined.Length > 0 ? joined : email;
    }
}
