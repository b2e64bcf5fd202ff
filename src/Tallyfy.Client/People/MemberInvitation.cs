namespace Tallyfy.Client.People;

/// <summary>A person to invite; Tallyfy demands every part.</summary>
public sealed record MemberInvitation
{
    /// <summary>The address the invitation goes to.</summary>
    public required string Email { get; init; }

    /// <summary>Up to 32 characters.</summary>
    public required string FirstName { get; init; }

    /// <summary>Up to 32 characters.</summary>
    public required string LastName { get; init; }

    /// <summary><c>admin</c>, <c>standard</c> or <c>light</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Words to go with it, up to 5,000 characters.</summary>
    public required string Message { get; init; }
}

/// <summary>A member whom an application makes, without an invitation.</summary>
public sealed record NewUser
{
    /// <summary>Up to 32 characters.</summary>
    public required string FirstName { get; init; }

    /// <summary>Up to 32 characters.</summary>
    public required string LastName { get; init; }

    /// <summary>The address the person will sign in with.</summary>
    public required string Email { get; init; }

    /// <summary><c>admin</c>, <c>standard</c> or <c>light</c>.</summary>
    public string? Role { get; init; }

    /// <summary>IANA name of the person's time zone.</summary>
    public string? Timezone { get; init; }
}
