namespace Tallyfy.Sandbox.State.Members;

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

    public string? Phone { get; init; }

    public string Timezone { get; init; } = "UTC";

    /// <summary>Who invited them; nobody where the application or the seed made them.</summary>
    public int? InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public string FullName => $"{FirstName} {LastName}";

    public bool IsAdmin => Role == MemberRole.Admin;

    public bool IsActive => Status == "active";
}
