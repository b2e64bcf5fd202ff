namespace Tallyfy.Client.People;

/// <summary>The person a token acts as.</summary>
public sealed record TallyfyUser
{
    /// <summary>Tallyfy's number of the person, the one <c>override_user</c> takes.</summary>
    public required long Id { get; init; }

    /// <summary>The address the person signs in with; empty when Tallyfy does not say.</summary>
    public string Email { get => field ?? ""; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Full name, put together from its parts when Tallyfy leaves it out.</summary>
    public string FullName { get => PersonName.For(field, FirstName, LastName, Email); init; }

    /// <summary>IANA name of the person's time zone.</summary>
    public string? Timezone { get; init; }
}
