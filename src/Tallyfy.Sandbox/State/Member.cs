namespace Tallyfy.Sandbox.State;

internal enum MemberRole
{
    Admin,
    Standard,
    Light,
}

internal sealed record Member
{
    public required int Id { get; init; }

    public required string Email { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public MemberRole Role { get; init; } = MemberRole.Standard;

    /// <summary>active, invited or disabled.</summary>
    public string Status { get; init; } = "active";

    public string? JobTitle { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string FullName => $"{FirstName} {LastName}";

    public bool IsAdmin => Role == MemberRole.Admin;

    public bool IsActive => Status == "active";
}
